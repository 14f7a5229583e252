import { type Day, digitsOf, heard, isoDate, type Listener, placeOf } from './listener.ts';

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const SMALL = [
  ...DIGITS,
  ...['ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const IRREGULAR: Record<string, string> = {
  ...{ first: 'one', second: 'two', third: 'three', fifth: 'five', eighth: 'eight', ninth: 'nine', twelfth: 'twelve' },
  ...{ twentieth: 'twenty', thirtieth: 'thirty' },
};
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];
/** From which hour on a part of the day is meant; the night comes twice. */
const PARTS: [fromHour: number, part: string][] = [
  [22, 'at night'],
  [18, 'in the evening'],
  [12, 'in the afternoon'],
  [1, 'in the morning'],
  [0, 'at night'],
];
const HALF_DAY = 720;

export const english: Listener = {
  birthDate(said) {
    const [day = '', month = '', year = ''] = heard(said, /^the (\S+) of (\S+), (.+)$/);
    return isoDate(yearOf(year), placeOf(month, MONTHS) + 1, ordinal(day));
  },
  moment(said) {
    if (said === 'at midnight tonight') return { day: 'tomorrow', minute: 0 };
    const [day = '', time = ''] = heard(said, /^(.+?) at (.+)$/);
    return { day: dayOf(day), minute: clock(time) };
  },
  window(said) {
    const apart = /^at some time from (.+?) at (.+) until (.+?) at (.+)$/.exec(said)?.slice(1);
    if (apart) {
      const [first = '', from = '', last = '', to = ''] = apart;
      return { from: { day: dayOf(first), minute: clock(from) }, to: { day: dayOf(last), minute: endOf(clock(to)) } };
    }
    const both = /^(.+) between (.+) and (.+)$/.exec(said)?.slice(1);
    if (!both) return { from: english.moment(said), to: english.moment(said) };
    const [day = '', from = '', to = ''] = both;
    const part = partIn(to);
    // Said once where both are in the same part of the day
    const begin = partIn(from) === '' && !/noon|midnight/.test(from) ? `${from} ${part}` : from;
    return { from: { day: dayOf(day), minute: clock(begin) }, to: { day: dayOf(day), minute: endOf(clock(to)) } };
  },
  minutes(said) {
    if (said === 'an hour and a half') return 90;
    const half = /^(\S+) and a half hours$/.exec(said)?.[1];
    if (half) return number(half) * 60 + 30;
    const [hours = '', minutes = ''] = heard(said, /^(?:(\S+) hours?)?(?:(?: and |^)(\S+) minutes?)?$/);
    return (hours === '' ? 0 : number(hours)) * 60 + (minutes === '' ? 0 : number(minutes));
  },
  digits: (said) => digitsOf(said, DIGITS, { hundred: '00' }),
};

/** The end of a window at midnight is the end of the day. */
function endOf(minute: number): number {
  return minute === 0 ? 2 * HALF_DAY : minute;
}

function dayOf(said: string): Day {
  if (said === 'today') return 'today';
  if (said === 'tomorrow') return 'tomorrow';
  const [weekday = '', day = '', month = ''] = heard(said, /^(?:on )?(\S+), the (\S+) of (\S+),$/);
  return { weekday: placeOf(weekday, WEEKDAYS), dayOfMonth: ordinal(day), month: placeOf(month, MONTHS) + 1 };
}

function partIn(said: string): string {
  return / ((?:at night|in the \w+))$/.exec(said)?.[1] ?? '';
}

function clock(said: string): number {
  if (said === 'noon') return HALF_DAY;
  if (said === 'midnight') return 0;
  const part = partIn(said);
  const shown = face(said.slice(0, -part.length - 1)) % HALF_DAY;
  const meant = [shown, shown + HALF_DAY].filter((minute) => PARTS.find(([fromHour]) => minute >= fromHour * 60)?.[1] === part);
  if (meant.length !== 1) throw new Error(`"${said}" can be ${meant.length} times of a day`);
  return meant[0] as number;
}

function face(said: string): number {
  const past = /^(a quarter|half) (past|to) (\S+)$/.exec(said)?.slice(1);
  if (past) return number(past[2] ?? '') * 60 + (past[0] === 'half' ? 30 : past[1] === 'to' ? -15 : 15);
  const [hour = '', minute = ''] = heard(said, /^(\S+)(?: o'clock| (?:oh )?(\S+))?$/);
  return number(hour) * 60 + (minute === '' ? 0 : number(minute));
}

function ordinal(word: string): number {
  const [, tens, ones = ''] = /^(?:(.+)-)?(.+)$/.exec(word) ?? [];
  return (tens ? number(tens) : 0) + number(IRREGULAR[ones] ?? ones.replace(/th$/, ''));
}

/** 0 to 99 */
function number(word: string): number {
  const [tens = '', ones] = word.split('-');
  if (SMALL.includes(word)) return placeOf(word, SMALL);
  return placeOf(tens, TENS) * 10 + (ones ? number(ones) : 0);
}

function yearOf(said: string): number {
  const thousands = /^two thousand(?: and (\S+))?$/.exec(said);
  if (thousands) return 2_000 + (thousands[1] ? number(thousands[1]) : 0);
  const [century = '', rest = ''] = heard(said, /^(\S+) (?:oh )?(\S+)$/);
  return number(century) * 100 + (rest === 'hundred' ? 0 : number(rest));
}
