/** Appointments that exist: those of the number on the line, and others that are opened with what only their owner knows. */
import { useRef, useState } from 'preact/hooks';
import type { KnownCall } from '../../../http/desk-schemas.ts';
import type { Reason } from '../call/wrap-up.tsx';
import { birthDateInWords } from '../dates.ts';
import { useWords } from '../texts.ts';
import { useFocusOn } from '../ui/focus.ts';
import { AppointmentCard } from './appointment-card.tsx';
import type { Cancelled } from './cancel-dialog.tsx';
import { OpenForm } from './open-form.tsx';
import { type Standing, useStanding } from './use-standing.ts';

interface Props {
  call: KnownCall;
  onDone: (reason: Reason) => void;
}

export function AppointmentTab({ call, onDone }: Props) {
  const { words } = useWords();
  const standing = useStanding(call);
  const [cancelled, setCancelled] = useState<Cancelled>();
  const change = (one: Standing, left: Standing | undefined) => {
    standing.change(one, left);
    onDone('changed');
  };
  return (
    <>
      {cancelled && <CancelledNotice cancelled={cancelled} />}
      {standing.all.length === 0 && cancelled === undefined && <p>{words.appointment.none}</p>}
      {standing.all.map((one) => (
        <AppointmentCard
          key={one.appointment.codes.join()}
          {...one}
          onMoved={(to) => change(one, { ...one, appointment: to })}
          onCancelled={(what) => {
            setCancelled(what);
            change(one, what.left);
          }}
        />
      ))}
      <OpenForm onOpened={(appointment, proof) => standing.open({ appointment, proof })} />
    </>
  );
}

/** The card it stands for is gone, and the keyboard comes here. */
function CancelledNotice({ cancelled }: { cancelled: Cancelled }) {
  const { words, language } = useWords();
  const notice = useRef<HTMLParagraphElement>(null);
  useFocusOn(notice, cancelled, true);
  const { only } = cancelled;
  return (
    <p class="panel" role="status" tabIndex={-1} ref={notice}>
      {only === undefined ? words.appointment.cancelled : words.appointment.cancelledFor(birthDateInWords(only, language))}
    </p>
  );
}
