/** Twelve keys, on the screen and on the keyboard. */
import { useEffect, useRef } from 'preact/hooks';
import type { Texts } from './texts.ts';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const letters: Record<string, string> = {
  '2': 'ABC',
  '3': 'DEF',
  '4': 'GHI',
  '5': 'JKL',
  '6': 'MNO',
  '7': 'PQRS',
  '8': 'TUV',
  '9': 'WXYZ',
};

interface Props {
  /** Only a telephone in a call takes keys. */
  on: boolean;
  onKey: (key: string) => void;
  texts: Texts;
}

export function Keypad({ on, onKey, texts }: Props) {
  const pad = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (!on) return undefined;
    const typed = (event: KeyboardEvent) => {
      const writing = event.target instanceof HTMLInputElement;
      if (
        writing ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.repeat ||
        !keys.includes(event.key) ||
        !hasKeyboard(pad.current)
      )
        return;
      event.preventDefault();
      onKey(event.key);
    };
    window.addEventListener('keydown', typed);
    return () => window.removeEventListener('keydown', typed);
  }, [on, onKey]);
  return (
    <fieldset class="keypad" aria-label={texts.keypad} ref={pad}>
      {keys.map((key) => (
        <button key={key} type="button" disabled={!on} aria-label={texts.key(key)} onClick={() => onKey(key)}>
          {key}
          <small aria-hidden="true">{letters[key] ?? '\u00a0'}</small>
        </button>
      ))}
    </fieldset>
  );
}

/** With two telephones in a call the one in focus gets the keys, else the first. */
function hasKeyboard(pad: HTMLElement | null): boolean {
  const own = pad?.closest('.telephone');
  const focused = document.activeElement?.closest('.telephone[data-in-call="true"]');
  return own === (focused ?? document.querySelector('.telephone[data-in-call="true"]'));
}
