import { HotlineError } from '../platform/errors.ts';

/** Where the pauses are when digits are read out, the same in every language. Returns groups of digits. */

/** Digits without a form of their own: blanks in the text are kept as pauses, else two to four at a time. */
export function digitGroups(text: string): string[] {
  const own = text.split(/\D+/).filter((group) => group !== '');
  const only = own[0] ?? '';
  if (own.length !== 1 || only.length <= 4) return own;
  // A postcode: region first
  if (only.length === 5) return [only.slice(0, 2), only.slice(2)];
  return [only.slice(0, 4), ...pairs(only.slice(4))];
}

/** The eight digits of an appointment number in pairs. Throws `SPEECH_INPUT` when they are not eight. */
export function codePairs(code: string): string[] {
  if (!/^\d{8}$/.test(code)) throw new HotlineError('SPEECH_INPUT', 'an appointment number to be spoken does not have eight digits');
  return pairs(code);
}

/** Both digits of a Kennzahl. Throws `SPEECH_INPUT` when they are not two. */
export function kennzahlDigits(kennzahl: string): string {
  if (!/^\d\d$/.test(kennzahl)) throw new HotlineError('SPEECH_INPUT', 'a Kennzahl to be spoken does not have two digits');
  return kennzahl;
}

/** 0800 is not read digit by digit, so that nobody takes the start of a free number for a mobile number. */
export const FREE_CALL = '0800';

/** A telephone number as dialled within Germany: area code or mobile prefix first, then small groups. */
export function phoneGroups(e164: string): string[] {
  const digits = e164.replace(/\D/g, '');
  if (!e164.startsWith('+')) return nationalGroups(digits);
  if (!digits.startsWith('49')) return ['00', ...digitGroups(digits)];
  const national = digits.slice(2);
  // Short numbers have no area code and no zero before them.
  return nationalGroups(/^11\d{1,4}$/.test(national) ? national : `0${national}`);
}

function nationalGroups(digits: string): string[] {
  if (/^11\d{1,4}$/.test(digits)) return triples(digits);
  if (digits.startsWith(FREE_CALL)) return [FREE_CALL, ...triples(digits.slice(FREE_CALL.length))];
  const prefix = prefixLength(digits);
  return [digits.slice(0, prefix), ...pairs(digits.slice(prefix))];
}

/**
 * Area codes with two and three digits after the zero, by the Bundesnetzagentur's list; nearly all others of
 * the west have four. In the east lengths vary too much to tell, so four digits are read together there.
 */
const SHORT_AREA = /^0(?:30|40|69|89)/;
const CITY_AREA =
  /^0(?:20[12389]|21[124]|22[18]|23[14]|2[4-9]1|33[15]|34[015]|35[15]|36[15]|37[15]|38[15]|39[15]|4[2-9]1|5[1-9]1|6[1-8]1|7[1-9]1|8[1-8]1|906|9[1-9]1)/;

function prefixLength(digits: string): number {
  if (SHORT_AREA.test(digits)) return 3;
  return CITY_AREA.test(digits) || /^0[13]/.test(digits) ? 4 : 5;
}

/** Two at a time; an odd number of digits ends with three, so that none stands alone. */
function pairs(digits: string): string[] {
  return chunks(digits, 2);
}

/** Three at a time, ending with two or four in pairs rather than with one alone. */
function triples(digits: string): string[] {
  const rest = digits.length % 3;
  if (rest !== 1) return chunks(digits, 3);
  return [...chunks(digits.slice(0, -4), 3), ...chunks(digits.slice(-4), 2)];
}

function chunks(digits: string, size: number): string[] {
  const groups = digits.match(new RegExp(`\\d{1,${size}}`, 'g')) ?? [];
  const last = groups.at(-1);
  if (size !== 2 || groups.length < 2 || last?.length !== 1) return [...groups];
  return [...groups.slice(0, -2), `${groups.at(-2)}${last}`];
}
