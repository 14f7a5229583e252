/** Shows whose telephone it is, and lets it be another one's while nobody talks. */
import { useId, useState } from 'preact/hooks';
import type { Texts } from './texts.ts';

interface Props {
  number: string;
  onNumber: (number: string) => void;
  locked: boolean;
  texts: Texts;
}

export function OwnNumber({ number, onNumber, locked, texts }: Props) {
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const id = useId();
  if (draft === undefined)
    return (
      <p class="own-number">
        {texts.ownNumber}: <strong>{number}</strong>{' '}
        <button type="button" class="plain" disabled={locked} onClick={() => setDraft(number)}>
          {texts.change}
        </button>
      </p>
    );
  const save = (event: Event) => {
    event.preventDefault();
    if (draft.trim() !== '') onNumber(draft.trim());
    setDraft(undefined);
  };
  return (
    <form class="own-number" onSubmit={save}>
      <label for={id}>{texts.ownNumber}</label>
      <input
        id={id}
        type="tel"
        autocomplete="off"
        aria-describedby={`${id}-hint`}
        value={draft}
        onInput={(event) => setDraft(event.currentTarget.value)}
      />
      <button type="submit" class="plain">
        {texts.save}
      </button>
      <small id={`${id}-hint`}>{texts.ownNumberHint}</small>
    </form>
  );
}
