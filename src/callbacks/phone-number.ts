/** Which number rings us, which one we may ring, and how a number is read aloud. */
import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Who rings: a number in E.164, or nobody we could tell from others. */
export type CallerId = { kind: 'shown'; number: string } | { kind: 'withheld' };

/** Why typed digits are no number we ring. */
export type TypedFault = 'tooShort' | 'noAreaCode' | 'foreign' | 'notDialable';

export type TypedNumber = { number: string } | { fault: TypedFault };

/** What networks and switchboards send instead of a number that is withheld. */
const WITHHELD_WORDS = ['anonymous', 'unavailable', 'unknown', 'restricted', 'blocked', 'private', 'withheld'];

/** Some carriers send the same words as the keys they lie on, like 266696687 for ANONYMOUS. They look like foreign numbers. */
const WITHHELD_KEYS = new Set(WITHHELD_WORDS.map(keysOf));

const FREE_CALL = '0800';

/** ITU-T E.164: at most 15 digits with the country code; fewer than 8 are no subscriber's number. */
const E164 = /^\+[1-9]\d{7,14}$/;

/**
 * Reads the caller's number as the network gives it: E.164, 0049…, 49…, 0…, a SIP or tel address.
 * Withheld forms are recognised before anything is taken for a number; what cannot be told is withheld too.
 */
export function parseCallerId(from: string): CallerId {
  const user = userPart(from.trim());
  if (/[a-z]/i.test(user)) return { kind: 'withheld' };
  const compact = user.replace(/[\s()./-]/g, '');
  if (WITHHELD_KEYS.has(compact.replace(/^(\+|00)/, ''))) return { kind: 'withheld' };
  const number = toE164(compact);
  return number === undefined ? { kind: 'withheld' } : { kind: 'shown', number };
}

/**
 * May we ring this E.164 number? Only valid German geographic and mobile numbers. Everything else is refused: premium and
 * shared cost (0900, 0137, 0180, 118…), personal (0700), pagers, freephone, short and emergency numbers, satellites, abroad,
 * and 032, which belongs to no place and is charged differently from provider to provider.
 */
export function dialable(number: string): boolean {
  const type = german(number)?.getType();
  return type === 'FIXED_LINE' || type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE';
}

/** Does the number belong to a mobile phone, one that can get text messages? */
export function isMobile(number: string): boolean {
  return german(number)?.getType() === 'MOBILE';
}

/** Digits a caller typed as the number to ring: 0…, 0049… or 49…; a `#` at the end is tolerated. */
export function parseTyped(digits: string): TypedNumber {
  const typed = digits.replace(/#+$/, '');
  if (!/^\d{6,18}$/.test(typed)) return { fault: /^\d{0,5}$/.test(typed) ? 'tooShort' : 'notDialable' };
  if (typed.startsWith('00') && !typed.startsWith('0049')) return { fault: 'foreign' };
  if (!typed.startsWith('0') && !typed.startsWith('49')) return { fault: 'noAreaCode' };
  const number = toE164(typed);
  return number !== undefined && dialable(number) ? { number } : { fault: 'notDialable' };
}

/**
 * The number as it is dialled within Germany, in groups for reading digit by digit: the area code first,
 * then pairs, at the end three where the count is odd; free numbers in threes, as they are advertised. Foreign numbers start with 00.
 */
export function spokenGroups(number: string): string[] {
  const national = german(number)?.formatNational() ?? '';
  // Some are formatted without an area code, and then without its zero
  if (!national.startsWith('0')) return pairs(number.startsWith('+49') ? number.replace('+49', '0') : number.replace('+', '00'));
  const [area = '', ...rest] = national.split(/\D+/);
  const digits = rest.join('');
  return [area, ...(area === FREE_CALL ? (digits.match(/\d{1,3}/g) ?? []) : pairs(digits))];
}

function pairs(digits: string): string[] {
  const groups = digits.match(/\d{1,2}/g) ?? [];
  const last = groups.at(-1);
  if (last?.length !== 1 || groups.length < 2) return groups;
  return [...groups.slice(0, -2), `${groups.at(-2)}${last}`];
}

function german(number: string): PhoneNumber | undefined {
  if (!number.startsWith('+49') || !E164.test(number)) return undefined;
  const parsed = parsePhoneNumberFromString(number);
  return parsed?.country === 'DE' && parsed.isValid() ? parsed : undefined;
}

/** The user part of `sip:user@host;x=y` or `tel:user;x=y`, without a name or a password; other text as it is. */
function userPart(from: string): string {
  const address = /<([^>]*)>/.exec(from)?.[1] ?? from;
  const scheme = /^(sips?|tel):/i.exec(address);
  if (!scheme) return address;
  const rest = address.slice(scheme[0].length);
  // A host alone names no caller
  if (scheme[1]?.toLowerCase() !== 'tel' && !rest.includes('@')) return '';
  return (rest.split('@')[0] ?? '').split(/[;:]/)[0] ?? '';
}

function toE164(compact: string): string | undefined {
  const international = compact
    .replace(/^00/, '+')
    .replace(/^0/, '+49')
    // A bare 49… counts as the country code only when a whole number follows
    .replace(/^49(?=\d{6})/, '+49')
    // +49 (0) 231 …: the zero is not part of the international form
    .replace(/^\+490+/, '+49');
  return E164.test(international) ? international : undefined;
}

function keysOf(word: string): string {
  const rows = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];
  return [...word].map((letter) => rows.findIndex((row) => row.includes(letter)) + 2).join('');
}
