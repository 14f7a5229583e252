/** A wish for an appointment, written down while the booking system does not answer. It is booked when the system is back. */
import { useState } from 'preact/hooks';
import type { z } from 'zod';
import type { KnownCall, wishReply } from '../../../http/desk-schemas.ts';
import { useWords } from '../texts.ts';
import { Button } from '../ui/button.tsx';
import { Refused } from '../ui/refused.tsx';
import { useTask } from '../ui/use-task.ts';
import { useDesk } from '../use-desk.ts';
import { Kennzahl } from './kennzahl.tsx';
import { personsBody } from './persons-body.ts';
import type { CallerForm } from './use-caller.ts';

type Written = z.output<typeof wishReply>;

export function WishPanel({ call, caller, onWritten }: { call: KnownCall; caller: CallerForm; onWritten: () => void }) {
  const { words } = useWords();
  const { api, refresh } = useDesk();
  const [written, setWritten] = useState<Written>();
  const [missing, setMissing] = useState(false);
  const task = useTask();
  const submit = async (event: Event) => {
    event.preventDefault();
    const body = personsBody(call, caller);
    setMissing(body === undefined);
    if (body === undefined) return;
    const answer = await task.run(() => api.ask<Written>('/wishes', { method: 'POST', body, repeatable: true }));
    if (answer?.ok !== true) return;
    setWritten(answer.value);
    onWritten();
    void refresh();
  };
  return (
    <form class="panel wish" onSubmit={submit}>
      <h3>{words.wish.heading}</h3>
      <p>{words.wish.why}</p>
      {missing && (
        <p class="refused" role="alert">
          {words.book.bornMissing} {words.book.plzWrong}
        </p>
      )}
      <Refused refusal={task.refusal} />
      <Button kind="go" submit busy={task.busy}>
        {words.wish.submit}
      </Button>
      {written && <Kennzahl said={words.wish[written.status]} kennzahl={written.kennzahl} />}
    </form>
  );
}
