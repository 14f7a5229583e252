/** Opening an appointment: by its code and a birth date, or by birth date and postcode of the caller on the line. */
import { useContext, useState } from 'preact/hooks';
import type { DeskAppointment } from '../../../http/desk-schemas.ts';
import { readBirthDate } from '../birth-date.ts';
import { Clock } from '../clock.ts';
import { useWords } from '../texts.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Refused } from '../ui/refused.tsx';
import { useTask } from '../ui/use-task.ts';
import { useDesk } from '../use-desk.ts';
import { BirthDateField } from './person-fields.tsx';
import type { Proof } from './proof.ts';

export function OpenForm({ onOpened }: { onOpened: (appointment: DeskAppointment, proof: Proof) => void }) {
  const { words } = useWords();
  const { api } = useDesk();
  const clock = useContext(Clock);
  const [code, setCode] = useState('');
  const [born, setBorn] = useState('');
  const [plz, setPlz] = useState('');
  const [needs, setNeeds] = useState(false);
  const task = useTask();
  const submit = async (event: Event) => {
    event.preventDefault();
    const birthDate = readBirthDate(born, clock.today());
    const digits = code.replaceAll(' ', '');
    const enough = /^\d{8}$/.test(digits) || (birthDate !== undefined && /^\d{5}$/.test(plz));
    setNeeds(!enough);
    if (!enough) return;
    const proof: Proof = birthDate === undefined ? {} : { birthDate };
    const body = { ...proof, ...(digits === '' ? {} : { code: digits }), ...(plz === '' ? {} : { plz }) };
    const answer = await task.run(() => api.ask<DeskAppointment>('/appointments/open', { method: 'POST', body }));
    if (answer?.ok !== true) return;
    onOpened(answer.value, proof);
    for (const empty of [setCode, setBorn, setPlz]) empty('');
  };
  return (
    <form class="fields panel" onSubmit={submit}>
      <h3 class="wide">{words.appointment.open}</h3>
      <p class="wide hint">{words.appointment.openHint}</p>
      <Field
        label={words.appointment.code}
        size="middle"
        digits
        value={code}
        onValue={setCode}
        hint={words.appointment.codeHint}
        maxLength={11}
      />
      <BirthDateField label={words.book.born(0, 1)} typed={born} onTyped={setBorn} />
      <Field label={words.book.plz} size="short" digits value={plz} onValue={setPlz} maxLength={5} />
      {needs && (
        <p class="refused" role="alert">
          {words.appointment.openNeeds}
        </p>
      )}
      <Refused refusal={task.refusal} />
      <div class="submit">
        <Button submit busy={task.busy}>
          {words.appointment.submit}
        </Button>
      </div>
    </form>
  );
}
