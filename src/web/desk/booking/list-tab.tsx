/** A place on a centre's waiting list. */
import { useRef, useState } from 'preact/hooks';
import type { z } from 'zod';
import type { KnownCall, listReply } from '../../../http/desk-schemas.ts';
import type { Reason } from '../call/wrap-up.tsx';
import { dayAndTime } from '../dates.ts';
import { useWords } from '../texts.ts';
import { Button } from '../ui/button.tsx';
import { useFocusOn } from '../ui/focus.ts';
import { Refused } from '../ui/refused.tsx';
import { useTask } from '../ui/use-task.ts';
import { useDesk } from '../use-desk.ts';
import { Kennzahl } from './kennzahl.tsx';
import { NumberField } from './number-field.tsx';
import { PersonFields } from './person-fields.tsx';
import { personsBody } from './persons-body.ts';
import { CentreField, PlzField } from './place-fields.tsx';
import type { CallerForm } from './use-caller.ts';

type Entered = z.output<typeof listReply>;

interface Props {
  call: KnownCall;
  caller: CallerForm;
  /** How often the search has led here: everything is filled in, and one key is left to press. */
  sent: number;
  onDone: (reason: Reason) => void;
}

export function ListTab({ call, caller, sent, onDone }: Props) {
  const { words } = useWords();
  const { api, refresh } = useDesk();
  const [entered, setEntered] = useState<Entered>();
  const [missing, setMissing] = useState(false);
  const task = useTask();
  const enter = useRef<HTMLButtonElement>(null);
  useFocusOn(enter, sent > 0 && sent, true);
  const submit = async (event: Event) => {
    event.preventDefault();
    const body = personsBody(call, caller);
    setMissing(body === undefined);
    if (body === undefined) return;
    const { kreis } = caller.draft;
    const wish = { ...body, ...(kreis === '' ? {} : { kreis }) };
    const answer = await task.run(() => api.ask<Entered>('/waiting-list', { method: 'POST', body: wish, repeatable: true }));
    if (answer?.ok !== true) return;
    setEntered(answer.value);
    onDone('listed');
    void refresh();
  };
  return (
    <>
      <Standing call={call} />
      <form class="fields" onSubmit={submit}>
        <PersonFields caller={caller} missing={missing} />
        <PlzField caller={caller} fault={missing && !caller.plzIsWhole ? words.book.plzWrong : undefined} />
        <CentreField caller={caller} />
        <NumberField call={call} caller={caller} />
        <p class="wide">{words.list.why}</p>
        <Refused refusal={task.refusal} />
        <div class="submit">
          <Button kind="go" submit busy={task.busy} at={enter}>
            {words.list.submit}
          </Button>
        </div>
      </form>
      {entered && <Kennzahl said={words.list[entered.status]} kennzahl={entered.kennzahl} />}
    </>
  );
}

/** Where this number waits already. */
function Standing({ call }: { call: KnownCall }) {
  const { words, language } = useWords();
  if (call.waitingList.length === 0) return null;
  return (
    <ul class="standing">
      {call.waitingList.map(({ id, kreis, people, enteredAt, offered }) => (
        <li key={id}>
          {words.list.standing(kreis, words.people(people), words.hour(dayAndTime(enteredAt, language)))}
          {offered && `: ${words.list.offered}`}
        </li>
      ))}
    </ul>
  );
}
