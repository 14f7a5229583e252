/** Cancelling asks once more, and for a couple: for whom? */
import type { DeskAppointment } from '../../../http/desk-schemas.ts';
import { birthDateInWords } from '../dates.ts';
import type { DeskApi } from '../desk-api.ts';
import { useWords } from '../texts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Refused } from '../ui/refused.tsx';
import { useTask } from '../ui/use-task.ts';
import { useDesk } from '../use-desk.ts';
import { PairView } from './pair-view.tsx';
import { proofHeaders } from './proof.ts';
import type { Standing } from './use-standing.ts';

export interface Cancelled {
  /** Whose alone, by birth date. */
  only?: string | undefined;
  /** The other person's appointment, which stands. */
  left?: Standing | undefined;
}

interface Props extends Standing {
  onClose: () => void;
  onCancelled: (cancelled: Cancelled) => void;
}

export function CancelDialog({ appointment, proof, onClose, onCancelled }: Props) {
  const { words, language } = useWords();
  const { api } = useDesk();
  const task = useTask();
  const { codes, birthDates } = appointment;
  const cancel = async (code: string, only: 'thisPerson' | 'everybody') => {
    const body = { only, ...proof };
    const answer = await task.run(() => api.ask(`/bookings/${code}`, { method: 'DELETE', body, repeatable: false }));
    if (answer?.ok !== true) return;
    const cancelled = only === 'everybody' ? {} : { only: birthDates[codes.indexOf(code)], left: await leftOf(api, appointment, code) };
    onClose();
    onCancelled(cancelled);
  };
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
              {words.appointment.cancelOne(birthDateInWords(birthDates[index] ?? '', language))}
            </Button>
          ))}
      </div>
    </Dialog>
  );
}

/** Read from the server, with the words to read out. Undefined while it cannot be read: it may be opened again. */
async function leftOf(api: DeskApi, { codes, birthDates }: DeskAppointment, cancelled: string): Promise<Standing | undefined> {
  const kept = codes.findIndex((code) => code !== cancelled);
  const birthDate = birthDates[kept];
  const proof = birthDate === undefined ? {} : { birthDate };
  const answer = await api.ask<DeskAppointment>(`/bookings/${codes[kept]}`, { headers: proofHeaders(proof) });
  return answer.ok ? { appointment: answer.value, proof } : undefined;
}
