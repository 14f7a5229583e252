import type { Line } from '../../flows/index.ts';
import type { Language } from '../../flows/vocabulary.ts';
import { type Speech, speak } from '../ivr/reply.ts';

/** A line without blanks, spoken outside the flow: apologies, whispers. Needs no store. */
export function plainLine(line: Line, language: Language): Speech[] {
  return speak(line, language, () => '');
}
