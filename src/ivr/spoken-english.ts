import { calendarDate, type LocalTime, localSpan, localTime, localTimeUp } from './spoken-calendar.ts';
import { codePairs, digitGroups, FREE_CALL, kennzahlDigits, phoneGroups } from './spoken-digits.ts';
import type { Spoken } from './spoken-figures.ts';
import { forEachPerson, type PersonWords } from './spoken-persons.ts';

/** Figures in British English; times by the twelve-hour clock, always with their part of the day. */

const SMALL = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const ORDINALS: Record<string, string> = {
  ...{ one: 'first', two: 'second', three: 'third', five: 'fifth', eight: 'eighth', nine: 'ninth' },
  ...{ twelve: 'twelfth', twenty: 'twentieth', thirty: 'thirtieth' },
};
const PERSONS: PersonWords = {
  both: 'for both of you',
  all: 'for all of you',
  each: ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'].map((which) => `for the ${which} person`),
  next: 'for the next person',
};
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];
const RELATIVE_DAYS = ['today', 'tomorrow'];

export const spokenEnglish: Spoken = {
  minutes,
  appointment,
  appointments: (atMs, nowMs) => forEachPerson(atMs, (one) => appointment(one, nowMs), ', _ ', PERSONS),
  birthDate: (iso) => {
    const { year, month, dayOfMonth } = calendarDate(iso);
    return `the ${ordinal(dayOfMonth)} of ${MONTHS[month - 1]}, ${yearWords(year)}`;
  },
  digits: (text) =>
    digitGroups(text)
      .map((group) => words(group).join(' '))
      .join(' _ '),
  code,
  codes: (list) => forEachPerson(list, code, '. _ _ ', PERSONS),
  kennzahl: (twoDigits) => words(kennzahlDigits(twoDigits)).join(', '),
  number: (e164) =>
    phoneGroups(e164)
      .map((group) => (group === FREE_CALL ? 'zero eight hundred' : words(group).join(' ')))
      .join(' _ '),
  window: ({ fromMs, toMs }, nowMs) => {
    const { from, to } = localSpan(fromMs, toMs);
    const today = localTime(nowMs).day;
    if (from.day === to.day) return `${onDay(from, today)} ${between(from, to)}`;
    return `at some time from ${aDay(from, today)} at ${clock(from)} until ${aDay(to, today)} at ${clock(to)}`;
  },
  opensAt: (atMs, nowMs) => {
    const at = localTimeUp(atMs);
    const today = localTime(nowMs).day;
    // "Tomorrow at midnight" would be taken for a day later.
    if (at.day === today + 1 && at.hour === 0 && at.minute === 0) return 'at midnight tonight';
    return `${onDay(at, today)} at ${clock(at)}`;
  },
};

function minutes(count: number): string {
  const whole = Math.max(1, Math.ceil(count));
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours >= 24) return 'more than a day';
  const ofRest = rest === 1 ? 'one minute' : `${cardinal(rest)} minutes`;
  if (hours === 0) return ofRest;
  if (rest === 30) return hours === 1 ? 'an hour and a half' : `${cardinal(hours)} and a half hours`;
  const ofHours = hours === 1 ? 'one hour' : `${cardinal(hours)} hours`;
  return rest === 0 ? ofHours : `${ofHours} and ${ofRest}`;
}

function appointment(atMs: number, nowMs?: number): string {
  const at = localTime(atMs);
  const near = nowMs === undefined ? undefined : RELATIVE_DAYS[at.day - localTime(nowMs).day];
  return `${near ? `${near}, ` : ''}${aDate(at)}, at ${clock(at)}`;
}

function code(eightDigits: string): string {
  return codePairs(eightDigits)
    .map((pair) => words(pair).join(', '))
    .join(' _ _ ');
}

/** "today", "tomorrow", or "on Tuesday, the ninth of February," to stand before a time. */
function onDay(at: LocalTime, today: number): string {
  return RELATIVE_DAYS[at.day - today] ?? `on ${aDate(at)},`;
}

/** The day after "from" and "until". */
function aDay(at: LocalTime, today: number): string {
  return RELATIVE_DAYS[at.day - today] ?? `${aDate(at)},`;
}

function aDate({ weekday, dayOfMonth, month }: LocalTime): string {
  return `${WEEKDAYS[weekday]}, the ${ordinal(dayOfMonth)} of ${MONTHS[month - 1]}`;
}

function between(from: LocalTime, to: LocalTime): string {
  const end = clock(to).replace(" o'clock", '');
  if (from.hour === to.hour && from.minute === to.minute) return `at ${clock(from)}`;
  const samePart = partOfDay(from) !== '' && partOfDay(from) === partOfDay(to);
  const begin = (samePart ? face(from) : clock(from)).replace(" o'clock", '');
  return `between ${begin} and ${end}`;
}

function clock(at: LocalTime): string {
  return `${face(at)}${partOfDay(at)}`;
}

/** What the hands show: "a quarter to three", "two forty". Noon and midnight have names of their own. */
function face({ hour, minute }: LocalTime): string {
  if (minute === 0 && hour % 12 === 0) return hour === 12 ? 'noon' : 'midnight';
  const twelve = (of: number) => cardinal(of % 12 === 0 ? 12 : of % 12);
  if (minute === 0) return `${twelve(hour)} o'clock`;
  if (minute === 15) return `a quarter past ${twelve(hour)}`;
  if (minute === 30) return `half past ${twelve(hour)}`;
  if (minute === 45) return `a quarter to ${twelve(hour + 1)}`;
  return minute < 10 ? `${twelve(hour)} oh ${cardinal(minute)}` : `${twelve(hour)} ${cardinal(minute)}`;
}

function partOfDay({ hour, minute }: LocalTime): string {
  if (minute === 0 && hour % 12 === 0) return '';
  if (hour === 0 || hour >= 22) return ' at night';
  if (hour < 12) return ' in the morning';
  return hour < 18 ? ' in the afternoon' : ' in the evening';
}

function words(digits: string): string[] {
  return [...digits].map((digit) => cardinal(Number(digit)));
}

/** 0 to 99. */
function cardinal(count: number): string {
  if (count < SMALL.length) return SMALL[count] as string;
  const ones = count % 10;
  return `${TENS[Math.floor(count / 10)]}${ones === 0 ? '' : `-${SMALL[ones]}`}`;
}

/** 1 to 31: only the last word changes. */
function ordinal(count: number): string {
  return cardinal(count).replace(/[a-z]+$/, (last) => ORDINALS[last] ?? `${last}th`);
}

function yearWords(year: number): string {
  const [century, rest] = [Math.floor(year / 100), year % 100];
  if (century === 20 && rest < 10) return rest === 0 ? 'two thousand' : `two thousand and ${cardinal(rest)}`;
  if (rest === 0) return `${cardinal(century)} hundred`;
  return `${cardinal(century)} ${rest < 10 ? `oh ${cardinal(rest)}` : cardinal(rest)}`;
}
