/** What is read out to the caller: the dates large, the code in pairs, and the sentences in the caller's language. */
import { useRef } from 'preact/hooks';
import type { DeskAppointment } from '../../../http/desk-schemas.ts';
import { birthDateInWords } from '../dates.ts';
import { useWords } from '../texts.ts';
import { useFocusOn } from '../ui/focus.ts';
import { PairView } from './pair-view.tsx';

/** 12 34 56 78 */
const inPairs = (code: string): string => code.replace(/(..)(?!$)/g, '$1 ');

interface Props {
  appointment: DeskAppointment;
  title: string;
  /** The keyboard comes here whenever this becomes another one. */
  fresh?: DeskAppointment | undefined;
}

export function ReadOut({ appointment, title, fresh }: Props) {
  const { words, language } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusOn(heading, fresh, true);
  const codes = appointment.codes.length > 0 ? appointment.codes : [appointment.code];
  return (
    <div class="read-out">
      <h3 tabIndex={-1} ref={heading}>
        {title}
      </h3>
      <PairView pair={appointment} />
      <div class="codes">
        {codes.map((code, index) => {
          const born = appointment.birthDates[index];
          return (
            <p key={code}>
              <small>{born === undefined ? words.book.code : words.book.codeOf(birthDateInWords(born, language))}</small>
              <strong class="code">{inPairs(code)}</strong>
            </p>
          );
        })}
      </div>
      <blockquote lang={appointment.language} aria-label={words.book.readOut}>
        {appointment.readOut.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </blockquote>
    </div>
  );
}
