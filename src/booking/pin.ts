import { dammDigit, isDammValid } from './damm.ts';

/** PINs of invitation letters: ten digits, nine drawn and a check digit, so that no PIN follows from another. */

const DRAWN_DIGITS = 9;
export const PIN_DIGITS = DRAWN_DIGITS + 1;
/** More people than the region has over 60; with more of them, guessing one would be too easy. */
export const MOST_PINS_AT_ONCE = 2_000_000;

/** Could this be a PIN? Refuses mistyped ones without asking the database. */
export function isPin(text: string): boolean {
  return text.length === PIN_DIGITS && isDammValid(text);
}

/**
 * Different PINs, one after the other, without end.
 * @param draw a uniform whole number, 0 ≤ n < below, from a source nobody can predict
 */
export function* drawPins(draw: (below: number) => number): Generator<string, never> {
  // As numbers: a tenth of the memory that texts would take
  const drawn = new Set<number>();
  for (;;) {
    const number = draw(10 ** DRAWN_DIGITS);
    if (drawn.has(number)) continue;
    drawn.add(number);
    const digits = String(number).padStart(DRAWN_DIGITS, '0');
    yield digits + dammDigit(digits);
  }
}
