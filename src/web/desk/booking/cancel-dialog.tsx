/** Cancelling asks once more, and for a couple: for whom? */
import type { DeskAppointment } from '../../../http/desk-schemas.ts';
import { useWords } from '../texts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Refused } from '../ui/refused.tsx';
import { useTask } from '../ui/use-task.ts';
import { useDesk } from '../use-desk.ts';
import { PairView } from './pair-view.tsx';
import type { Proof } from './proof.ts';

interface Props {
  appointment: DeskAppointment;
  proof: Proof;
  onClose: () => void;
  /** With what is left of it. */
  onCancelled: (left: DeskAppointment | 'cancelled') => void;
}

export function CancelDialog({ appointment, proof, onClose, onCancelled }: Props) {
  const { words } = useWords();
  const { api } = useDesk();
  const task = useTask();
  const cancel = async (code: string, only: 'thisPerson' | 'everybody') => {
    const body = { only, ...proof };
    const answer = await task.run(() => api.ask(`/bookings/${code}`, { method: 'DELETE', body, repeatable: false }));
    if (answer?.ok !== true) return;
    onClose();
    onCancelled(only === 'everybody' ? 'cancelled' : without(appointment, code));
  };
  const { codes } = appointment;
  return (
    <Dialog title={words.appointment.cancelTitle} onClose={onClose}>
      <PairView pair={appointment} />
      <p>{words.appointment.cancelWhat}</p>
      <Refused refusal={task.refusal} />
      <div class="buttons stacked">
        <Button kind="go" onClick={onClose}>
          {words.appointment.keep}
        </Button>
        <Button kind="stop" busy={task.busy} onClick={() => void cancel(appointment.code, 'everybody')}>
          {words.appointment.cancelAll(codes.length)}
        </Button>
        {codes.length > 1 &&
          codes.map((code, index) => (
            <Button key={code} kind="stop" busy={task.busy} onClick={() => void cancel(code, 'thisPerson')}>
              {words.appointment.cancelOne(index)}
            </Button>
          ))}
      </div>
    </Dialog>
  );
}

/** The other person's appointment stands. */
function without(appointment: DeskAppointment, code: string): DeskAppointment {
  const kept = Math.max(
    0,
    appointment.codes.findIndex((one) => one !== code),
  );
  const only = (list: readonly string[]): string[] => list.slice(kept, kept + 1);
  return {
    ...appointment,
    code: appointment.codes[kept] ?? appointment.code,
    codes: only(appointment.codes),
    first: only(appointment.first),
    second: only(appointment.second),
    birthDates: only(appointment.birthDates),
    readOut: [],
  };
}
