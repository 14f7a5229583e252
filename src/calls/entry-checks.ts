import { isCode } from '../booking/code.ts';
import { isPin } from '../booking/pin.ts';
import type { Checks } from '../ivr/step.ts';

/** The named checks of the flows' entries: the line that names the fault, or nothing when the digits may stand. */
export const entryChecks: Checks = {
  day: (digits) => (within(digits, 1, 31) ? undefined : 'dayFault'),
  month: (digits) => (within(digits, 1, 12) ? undefined : 'monthFault'),
  // Two digits are a year of the last century; whether the day exists and is past is checked with the whole date
  year: (digits) => (digits.length === 2 || digits.length === 4 ? undefined : 'yearFault'),
  plz: (digits) => (digits.length === 5 ? undefined : 'postcodeFault'),
  // Whether the number may be called is said in its own words later; here it only has to be one
  phone: (digits) => (digits.length >= 6 ? undefined : 'numberFault'),
  code: (digits) => (isCode(digits) ? undefined : 'codeFault'),
  pin: (digits) => (isPin(digits) ? undefined : 'pinFault'),
};

function within(digits: string, low: number, high: number): boolean {
  const value = Number(digits);
  return value >= low && value <= high;
}
