/** The two digits by which the caller knows that it is us who ring back. */
import { useRef } from 'preact/hooks';
import { useWords } from '../texts.ts';
import { useFocusOn } from '../ui/focus.ts';

export function Kennzahl({ said, kennzahl }: { said: string; kennzahl: string }) {
  const { words } = useWords();
  const place = useRef<HTMLDivElement>(null);
  // It is told the caller now, so it must be in sight
  useFocusOn(place, kennzahl, true);
  return (
    <div class="kennzahl" role="status" tabIndex={-1} ref={place}>
      <p>{said}</p>
      <p>
        <small>{words.wish.kennzahl}</small>
        <strong class="code">{kennzahl.split('').join(' ')}</strong>
      </p>
      <p>{words.wish.tell}</p>
    </div>
  );
}
