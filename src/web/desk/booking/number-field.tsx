/** A telephone number: needed where the caller shows none, else only if they want another one. */
import type { KnownCall } from '../../../http/desk-schemas.ts';
import { useWords } from '../texts.ts';
import { Field } from '../ui/field.tsx';
import type { CallerForm } from './use-caller.ts';

export function NumberField({ call, caller }: { call: KnownCall; caller: CallerForm }) {
  const { words } = useWords();
  return (
    <Field
      label={words.book.number}
      type="tel"
      size="middle"
      needed={call.number === null}
      value={caller.draft.number}
      onValue={(number) => caller.change({ number })}
      hint={call.number === null ? words.book.numberNeeded : words.book.numberHint(words.call.ending(call.number))}
      maxLength={32}
    />
  );
}
