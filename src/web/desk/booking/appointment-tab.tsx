/** Appointments that exist: those of the number on the line, and others that are opened with what only their owner knows. */
import { useState } from 'preact/hooks';
import type { DeskAppointment, KnownCall } from '../../../http/desk-schemas.ts';
import type { Reason } from '../call/wrap-up.tsx';
import { useWords } from '../texts.ts';
import { AppointmentCard } from './appointment-card.tsx';
import { OpenForm } from './open-form.tsx';
import type { Proof } from './proof.ts';

interface Opened {
  appointment: DeskAppointment;
  proof: Proof;
}

interface Props {
  call: KnownCall;
  onDone: (reason: Reason) => void;
}

export function AppointmentTab({ call, onDone }: Props) {
  const { words } = useWords();
  const [opened, setOpened] = useState<Opened[]>([]);
  /** By hold: what became of an appointment since the call came in. */
  const [changed, setChanged] = useState<Record<string, DeskAppointment | 'cancelled'>>({});
  const theirs = call.appointments.map((appointment): Opened => ({ appointment, proof: {} }));
  const others = opened.filter((one) => theirs.every(({ appointment }) => appointment.code !== one.appointment.code));
  const all = [...theirs, ...others];
  const change = (code: string, to: DeskAppointment | 'cancelled') => {
    setChanged((before) => ({ ...before, [code]: to }));
    onDone('changed');
  };
  return (
    <>
      {all.length === 0 && <p>{words.appointment.none}</p>}
      {all.map(({ appointment, proof }) => (
        <AppointmentCard
          key={appointment.code}
          appointment={changed[appointment.code] ?? appointment}
          proof={proof}
          onChange={(to) => change(appointment.code, to)}
        />
      ))}
      <OpenForm onOpened={(appointment, proof) => setOpened((before) => [...before, { appointment, proof }])} />
    </>
  );
}
