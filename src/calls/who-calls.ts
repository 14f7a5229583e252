import { parseCallerId } from '../callbacks/phone-number.ts';
import type { Caller } from './parts.ts';

/** Who is on the line, as far as the network tells: a number in E.164, or withheld. */
export function whoCalls(from: string): Caller {
  return parseCallerId(from);
}

/** A number of ours in E.164, however the network writes it; unchanged when it is none. */
export function ourNumber(number: string): string {
  const read = parseCallerId(number);
  return read.kind === 'shown' ? read.number : number;
}
