/** The fields about the people themselves: how many, born when. What was understood is read back in words. */
import { useContext } from 'preact/hooks';
import { ageOn, readBirthDate } from '../birth-date.ts';
import { Clock } from '../clock.ts';
import { birthDateInWords } from '../dates.ts';
import { useWords } from '../texts.ts';
import { Choice, Field } from '../ui/field.tsx';
import type { CallerForm, PeopleCount } from './use-caller.ts';

interface Props {
  caller: CallerForm;
  /** A place is held for so many: the number of people stays. */
  countIsFixed?: boolean;
  /** Asked for, and still missing. */
  missing?: boolean;
}

export function PersonFields({ caller, countIsFixed = false, missing = false }: Props) {
  const { words } = useWords();
  const { draft, change } = caller;
  return (
    <>
      <Choice
        legend={words.book.couple}
        value={String(draft.people)}
        off={countIsFixed}
        onValue={(value) => change({ people: Number(value) as PeopleCount })}
        options={[
          { value: '1', label: words.book.one },
          { value: '2', label: words.book.two },
        ]}
      />
      {draft.births.slice(0, draft.people).map((typed, index) => (
        <BirthDateField
          key={index}
          label={words.book.born(index, draft.people)}
          typed={typed}
          needed
          missing={missing}
          onTyped={(value) => change({ births: draft.births.map((before, at) => (at === index ? value : before)) })}
        />
      ))}
    </>
  );
}

interface BirthDateProps {
  label: string;
  typed: string;
  missing?: boolean;
  needed?: boolean;
  onTyped: (typed: string) => void;
}

/** Shortest that can be a whole date: 1.1.38 */
const WHOLE_FROM = 6;

export function BirthDateField({ label, typed, missing = false, needed = false, onTyped }: BirthDateProps) {
  const { words, language } = useWords();
  const today = useContext(Clock).today();
  const day = readBirthDate(typed, today);
  const wrong = day === undefined && typed.trim().length >= WHOLE_FROM && /\d{4}$/.test(typed.trim());
  return (
    <Field
      label={label}
      value={typed}
      needed={needed}
      onValue={onTyped}
      hint={words.book.bornHint}
      understood={day && words.book.bornWords(birthDateInWords(day, language), ageOn(day, today))}
      fault={wrong ? words.book.bornWrong : missing && day === undefined ? words.book.bornMissing : undefined}
      maxLength={12}
    />
  );
}
