/** The two digits by which the caller knows that it is us who ring back. */
import { useWords } from '../texts.ts';

export function Kennzahl({ said, kennzahl }: { said: string; kennzahl: string }) {
  const { words } = useWords();
  return (
    <div class="kennzahl" role="status">
      <p>{said}</p>
      <p>
        <small>{words.wish.kennzahl}</small>
        <strong class="code">{kennzahl.split('').join(' ')}</strong>
      </p>
      <p>{words.wish.tell}</p>
    </div>
  );
}
