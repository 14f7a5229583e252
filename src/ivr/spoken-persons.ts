import { HotlineError } from '../platform/errors.ts';

/** How a language says for whom something is. */
export interface PersonWords {
  /** To follow what is the same for everybody. */
  both: string;
  all: string;
  /** To stand before what is for one of them. */
  each: readonly string[];
  next: string;
}

/** One thing for each person in order; the same for everybody is said once. Throws `SPEECH_INPUT` for nobody. */
export function forEachPerson<T>(list: readonly T[], say: (one: T) => string, separator: string, words: PersonWords): string {
  if (list.length === 0) throw new HotlineError('SPEECH_INPUT', 'there is nobody to speak an appointment for');
  const said = list.map(say);
  if (list.length === 1) return said.join();
  if (new Set(said).size === 1) return `${said[0]}, ${list.length === 2 ? words.both : words.all}`;
  return said.map((one, index) => `${words.each[index] ?? words.next}: ${one}`).join(separator);
}
