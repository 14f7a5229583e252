/** Moving an appointment: another pair at the same centre is held first, then both change places at once. */
import { useState } from 'preact/hooks';
import type { DeskAppointment } from '../../../http/desk-schemas.ts';
import { useWords } from '../texts.ts';
import { Button } from '../ui/button.tsx';
import { Refused } from '../ui/refused.tsx';
import { useTask } from '../ui/use-task.ts';
import { useDesk } from '../use-desk.ts';
import { Held } from './held.tsx';
import { PairList } from './pair-list.tsx';
import { FromField } from './place-fields.tsx';
import type { Proof } from './proof.ts';
import { useFreePairs } from './use-free-pairs.ts';

interface Props {
  appointment: DeskAppointment;
  proof: Proof;
  onStay: () => void;
  onMoved: (appointment: DeskAppointment) => void;
}

export function MovePanel({ appointment, proof, onStay, onMoved }: Props) {
  const { words } = useWords();
  const pairs = useFreePairs(null);
  const [from, setFrom] = useState('');
  const move = useMove(appointment, proof, { onMoved, onExpired: () => pairs.letGo(true) });
  const search = (event: Event) => {
    event.preventDefault();
    void pairs.search({ plz: '', kreis: appointment.kreis, from, people: appointment.first.length });
  };
  const { held } = pairs;
  if (held !== undefined)
    return (
      <Held
        held={held}
        confirm={words.appointment.moveConfirm}
        busy={move.task.busy}
        refusal={move.task.refusal}
        onConfirm={() => void move.to(held.holdId)}
        onRelease={pairs.release}
        onRenew={() => void pairs.renew()}
        onExpired={move.onExpired}
      />
    );
  return (
    <>
      <form class="fields" onSubmit={search}>
        <FromField typed={from} onTyped={setFrom} />
        <div class="submit buttons">
          <Button kind="go" submit busy={pairs.task.busy}>
            {words.appointment.moving}
          </Button>
          <Button onClick={onStay}>{words.appointment.stay}</Button>
        </div>
        {pairs.found === undefined && <Refused refusal={pairs.task.refusal} />}
        {pairs.expired && <p class="refused">{words.book.expired}</p>}
        {pairs.away && <p class="refused">{words.refusals['BOOKING_AWAY']}</p>}
      </form>
      <PairList pairs={pairs} />
    </>
  );
}

interface Moving {
  onMoved: (appointment: DeskAppointment) => void;
  /** What was held is not held any more. */
  onExpired: () => void;
}

function useMove(appointment: DeskAppointment, proof: Proof, { onMoved, onExpired }: Moving) {
  const { api } = useDesk();
  const task = useTask();
  const to = async (holdId: string) => {
    const body = { holdId, ...proof };
    const answer = await task.run(() => api.ask<DeskAppointment>(`/bookings/${appointment.code}`, { method: 'PATCH', body }));
    if (answer?.ok === true) return onMoved(answer.value);
    if (answer?.refusal.code === 'HOLD_EXPIRED') onExpired();
  };
  return { to, task, onExpired };
}
