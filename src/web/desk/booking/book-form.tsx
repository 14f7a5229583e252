/** The form from the first question to the fixed appointment. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DeskAppointment, KnownCall } from '../../../http/desk-schemas.ts';
import { useWords } from '../texts.ts';
import { Button } from '../ui/button.tsx';
import { firstToAsk } from '../ui/focus.ts';
import { Refused } from '../ui/refused.tsx';
import { useTask } from '../ui/use-task.ts';
import { useDesk } from '../use-desk.ts';
import { Held } from './held.tsx';
import { NumberField } from './number-field.tsx';
import { PairList } from './pair-list.tsx';
import { PersonFields } from './person-fields.tsx';
import { personsBody } from './persons-body.ts';
import { CentreField, FromField, PlzField } from './place-fields.tsx';
import type { CallerForm } from './use-caller.ts';
import type { FreePairs } from './use-free-pairs.ts';
import { WishPanel } from './wish-panel.tsx';

interface Props {
  call: KnownCall;
  caller: CallerForm;
  pairs: FreePairs;
  /** Asked for by the agent, after an appointment: the keyboard comes here. */
  another: boolean;
  onBooked: (appointment: DeskAppointment) => void;
  onWish: () => void;
  onList: () => void;
}

export function BookForm({ call, caller, pairs, another, onBooked, onWish, onList }: Props) {
  const { words } = useWords();
  const booking = useBooking(call, caller, pairs, onBooked);
  const { held } = pairs;
  return (
    <>
      <SearchForm call={call} caller={caller} pairs={pairs} another={another} missing={booking.missing} />
      {pairs.expired && (
        <p class="refused" role="alert">
          {words.book.expired}
        </p>
      )}
      {held === undefined && pairs.found === undefined && !pairs.expired && <Refused refusal={booking.task.refusal} />}
      {pairs.away && <WishPanel call={call} caller={caller} onWritten={onWish} />}
      {held === undefined && !pairs.away && <PairList pairs={pairs} onList={onList} />}
      {held !== undefined && (
        <Held
          held={held}
          confirm={words.book.confirm}
          busy={booking.task.busy}
          refusal={booking.task.refusal}
          onConfirm={() => void booking.book(held.holdId)}
          onRelease={pairs.release}
          onRenew={() => void pairs.renew()}
          onExpired={() => pairs.letGo(true)}
        />
      )}
    </>
  );
}

type SearchProps = Pick<Props, 'call' | 'caller' | 'pairs' | 'another'> & { missing: boolean };

/** Who and where. With a place held, only what is needed to book it. */
function SearchForm({ call, caller, pairs, another, missing }: SearchProps) {
  const { words } = useWords();
  const [asked, setAsked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (another) firstToAsk(form.current)?.focus();
  }, [another]);
  const { draft } = caller;
  const byPlz = draft.kreis === '';
  const submit = (event: Event) => {
    event.preventDefault();
    setAsked(byPlz && !caller.plzIsWhole);
    if (!byPlz || caller.plzIsWhole) void pairs.search(draft);
  };
  const isHeld = pairs.held !== undefined;
  const place = pairs.found?.place;
  return (
    <form class="fields" onSubmit={submit} ref={form}>
      <PersonFields caller={caller} countIsFixed={isHeld} missing={missing} />
      <PlzField
        caller={caller}
        place={place ?? undefined}
        fault={(asked || missing) && !caller.plzIsWhole ? words.book.plzWrong : undefined}
      />
      {!isHeld && <CentreField caller={caller} />}
      {!isHeld && <FromField typed={draft.from} onTyped={(from) => caller.change({ from })} />}
      {(isHeld || pairs.away) && <NumberField call={call} caller={caller} />}
      {!isHeld && (
        <div class="submit">
          <Button kind={pairs.away ? 'plain' : 'go'} submit busy={pairs.task.busy}>
            {pairs.task.busy ? words.book.searching : words.book.search}
          </Button>
        </div>
      )}
      {pairs.found === undefined && <Refused refusal={pairs.task.refusal} />}
    </form>
  );
}

/** With these refusals nothing is held any more. */
const GIVEN_BACK = ['HOLD_EXPIRED', 'ALREADY_BOOKED', 'LIMIT'];

/** Makes what is held fast. Asking twice books once: the server goes by the hold. */
function useBooking(call: KnownCall, caller: CallerForm, pairs: FreePairs, onBooked: (appointment: DeskAppointment) => void) {
  const { api } = useDesk();
  const [missing, setMissing] = useState(false);
  const task = useTask();
  const book = async (holdId: string) => {
    const people = personsBody(call, caller);
    setMissing(people === undefined);
    if (people === undefined) return;
    const body = { holdId, ...people };
    const answer = await task.run(() => api.ask<DeskAppointment>('/bookings', { method: 'POST', body, repeatable: true }));
    if (answer?.ok === true) return onBooked(answer.value);
    if (answer !== undefined && GIVEN_BACK.includes(answer.refusal.code)) pairs.letGo(answer.refusal.code === 'HOLD_EXPIRED');
  };
  return { book, task, missing };
}
