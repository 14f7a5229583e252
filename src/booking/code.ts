import { dammDigit, isDammValid } from './damm.ts';

/** Booking codes: eight digits, seven drawn and a check digit, so that no code follows from another. */

const DRAWN_DIGITS = 7;

/** A fresh code. @param draw a uniform whole number, 0 ≤ n < below, from a source nobody can predict */
export function drawCode(draw: (below: number) => number): string {
  const digits = String(draw(10 ** DRAWN_DIGITS)).padStart(DRAWN_DIGITS, '0');
  return digits + dammDigit(digits);
}

/** Could this have been drawn? Refuses mistyped codes without asking the database. */
export function isCode(text: string): boolean {
  return text.length === DRAWN_DIGITS + 1 && isDammValid(text);
}

/** As it is read out and written down: `47 03 81 56`. */
export function codeInPairs(code: string): string {
  return code.replace(/\d\d(?=\d)/g, '$& ');
}
