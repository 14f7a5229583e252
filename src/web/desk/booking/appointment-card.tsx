/** One appointment: read out, text message, calendar file, move, cancel. */
import { useState } from 'preact/hooks';
import type { DeskAppointment } from '../../../http/desk-schemas.ts';
import { birthDateInWords } from '../dates.ts';
import { useWords } from '../texts.ts';
import { Button } from '../ui/button.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { MovePanel } from './move-panel.tsx';
import { Papers } from './papers.tsx';
import type { Proof } from './proof.ts';
import { ReadOut } from './read-out.tsx';

interface Props {
  appointment: DeskAppointment | 'cancelled';
  proof: Proof;
  onChange: (to: DeskAppointment | 'cancelled') => void;
}

export function AppointmentCard({ appointment, proof, onChange }: Props) {
  const { words, language } = useWords();
  const [doing, setDoing] = useState<'move' | 'cancel'>();
  const [moved, setMoved] = useState(false);
  const stop = () => setDoing(undefined);
  if (appointment === 'cancelled')
    return (
      <p class="panel" role="status">
        {words.appointment.cancelled}
      </p>
    );
  return (
    <article class="panel done">
      <ReadOut appointment={appointment} title={moved ? words.appointment.moved : words.appointment.standing} fresh={moved} />
      <p>
        {words.call.born}: {appointment.birthDates.map((day) => birthDateInWords(day, language)).join(words.and)}
      </p>
      <Papers appointment={appointment} proof={proof} />
      <div class="buttons">
        {doing !== 'move' && <Button onClick={() => setDoing('move')}>{words.appointment.move}</Button>}
        <Button kind="stop" onClick={() => setDoing('cancel')}>
          {words.appointment.cancel}
        </Button>
      </div>
      {doing === 'move' && (
        <MovePanel
          appointment={appointment}
          proof={proof}
          onStay={stop}
          onMoved={(to) => {
            stop();
            setMoved(true);
            onChange(to);
          }}
        />
      )}
      {doing === 'cancel' && <CancelDialog appointment={appointment} proof={proof} onClose={stop} onCancelled={onChange} />}
    </article>
  );
}
