/** One appointment: read out, text message, calendar file, move, cancel. */
import { useState } from 'preact/hooks';
import type { DeskAppointment } from '../../../http/desk-schemas.ts';
import { useWords } from '../texts.ts';
import { Button } from '../ui/button.tsx';
import { CancelDialog, type Cancelled } from './cancel-dialog.tsx';
import { MovePanel } from './move-panel.tsx';
import { Papers } from './papers.tsx';
import { ReadOut } from './read-out.tsx';
import type { Standing } from './use-standing.ts';

interface Props extends Standing {
  onMoved: (to: DeskAppointment) => void;
  onCancelled: (cancelled: Cancelled) => void;
}

export function AppointmentCard({ appointment, proof, onMoved, onCancelled }: Props) {
  const { words } = useWords();
  const [doing, setDoing] = useState<'move' | 'cancel'>();
  /** The keyboard goes to it once, with the answer: what is read anew afterwards is no news. */
  const [moved, setMoved] = useState<DeskAppointment>();
  const stop = () => setDoing(undefined);
  return (
    <article class="panel done">
      <ReadOut appointment={appointment} title={moved ? words.appointment.moved : words.appointment.standing} fresh={moved} />
      <Papers appointment={appointment} proof={proof}>
        {doing !== 'move' && <Button onClick={() => setDoing('move')}>{words.appointment.move}</Button>}
        <Button kind="stop" onClick={() => setDoing('cancel')}>
          {words.appointment.cancel}
        </Button>
      </Papers>
      {doing === 'move' && (
        <MovePanel
          appointment={appointment}
          proof={proof}
          onStay={stop}
          onMoved={(to) => {
            stop();
            setMoved(to);
            onMoved(to);
          }}
        />
      )}
      {doing === 'cancel' && <CancelDialog appointment={appointment} proof={proof} onClose={stop} onCancelled={onCancelled} />}
    </article>
  );
}
