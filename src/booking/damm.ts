/**
 * The check digit that finds every single wrong digit and every swap of two
 * neighbours, the two mistakes people make with numbers they heard.
 * Source: H. Michael Damm, "Total anti-symmetrische Quasigruppen", doctoral thesis,
 * Philipps-Universität Marburg 2004, urn:nbn:de:hebis:04-z2004-05162.
 */

/** A totally anti-symmetric quasigroup of order 10 with zeros on the diagonal: row = digits so far, column = next digit. */
const QUASIGROUP = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

/** The digit to append so that the whole is valid. @param digits decimal digits only */
export function dammDigit(digits: string): string {
  return [...digits].reduce((sofar, digit) => QUASIGROUP[Number(sofar)]?.[Number(digit)] ?? '', '0');
}

/** Do these digits, the last one being the check digit, belong together? */
export function isDammValid(digits: string): boolean {
  return /^\d+$/.test(digits) && dammDigit(digits) === '0';
}
