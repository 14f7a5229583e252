/** First and second appointments, for everybody who comes. */
import type { DeskPair } from '../../../http/desk-schemas.ts';
import { dayInWords, dayShort, timeOfDay } from '../dates.ts';
import { type Language, useWords } from '../texts.ts';

/** Large, to read from: the whole day, then the times. */
export function PairView({ pair }: { pair: DeskPair }) {
  const { words } = useWords();
  return (
    <div class="pair">
      <Dose name={words.book.first} times={pair.first} />
      <Dose name={words.book.second} times={pair.second} />
      <p class="centre">{pair.centre}</p>
    </div>
  );
}

function Dose({ name, times }: { name: string; times: readonly string[] }) {
  const { words, language } = useWords();
  const [day] = times;
  if (day === undefined) return null;
  return (
    <p class="dose">
      <small>{name}</small>
      <strong>{dayInWords(day, language)}</strong>
      <strong class="time">{words.hour(clocks(times, language).join(words.and))}</strong>
    </p>
  );
}

/** One line, to choose from. */
export function PairLine({ pair }: { pair: DeskPair }) {
  const { words, language } = useWords();
  const [first, second] = [pair.first[0], pair.second[0]];
  if (first === undefined || second === undefined) return null;
  return (
    <span class="pair-line">
      <strong>
        {dayShort(first, language)}, {clocks(pair.first, language).join(' / ')}
      </strong>
      <span>
        {words.book.secondShort} {dayShort(second, language)}, {clocks(pair.second, language).join(' / ')}
      </span>
    </span>
  );
}

/** Everybody's times, each once: two chairs may be free at the same time. */
function clocks(times: readonly string[], language: Language): string[] {
  return [...new Set(times.map((at) => timeOfDay(at, language)))];
}
