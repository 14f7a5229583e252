/**
 * A person who knows one language and writes down what was meant. Each listener has its own word lists,
 * so that a figure which only the speaker could understand does not pass. Throws on what it cannot make sense of.
 */
export interface Listener {
  /** Day, month and year → ISO 8601. */
  birthDate(said: string): string;
  /** An appointment, or a moment ahead. */
  moment(said: string): Moment;
  window(said: string): { from: Moment; to: Moment };
  minutes(said: string): number;
  /** Digits said one by one, wherever the pauses are. */
  digits(said: string): string;
}

export interface Moment {
  day: Day;
  /** since midnight; 1440 is the end of a day */
  minute: number;
}

export type Day = 'today' | 'tomorrow' | { weekday: number; dayOfMonth: number; month: number };

/** The parts of what matches; throws with the words otherwise. */
export function heard(said: string, wanted: RegExp): string[] {
  const match = wanted.exec(said);
  if (!match) throw new Error(`nobody understands "${said}" as ${wanted.source}`);
  return match.slice(1).map((part) => part ?? '');
}

/** Where a word stands in a list. */
export function placeOf(word: string, list: readonly string[]): number {
  const place = list.indexOf(word);
  if (place < 0) throw new Error(`"${word}" is none of ${list.join(', ')}`);
  return place;
}

export function isoDate(year: number, month: number, dayOfMonth: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
}

/** Each word is one digit; pauses, commas and full stops only group them. `many`: words for several digits. */
export function digitsOf(said: string, words: readonly string[], many: Record<string, string> = {}): string {
  return (said.match(/\p{L}+/gu) ?? []).map((word) => many[word] ?? String(placeOf(word, words))).join('');
}
