import { accusative, counted, DIGITS, genitive, ordinalGenitive } from './russian-numbers.ts';
import { calendarDate, type LocalTime, localSpan, localTime, localTimeUp } from './spoken-calendar.ts';
import { codePairs, digitGroups, FREE_CALL, kennzahlDigits, phoneGroups } from './spoken-digits.ts';
import type { Spoken } from './spoken-figures.ts';
import { forEachPerson, type PersonWords } from './spoken-persons.ts';

/** Figures in Russian: dates as "on the ninth of February", times by the twenty-four-hour clock, numbers in the case their words ask for. */

const WEEKDAYS = ['в воскресенье', 'в понедельник', 'во вторник', 'в среду', 'в четверг', 'в пятницу', 'в субботу'];
const MONTHS = [
  ...['января', 'февраля', 'марта', 'апреля', 'мая', 'июня'],
  ...['июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'],
];
const RELATIVE_DAYS = ['сегодня', 'завтра'];
const HOURS = ['час', 'часа', 'часов'] as const;
const MINUTES = ['минуту', 'минуты', 'минут'] as const;
const PERSONS: PersonWords = {
  both: 'для обоих',
  all: 'для всех',
  each: ['первого', 'второго', 'третьего', 'четвёртого', 'пятого', 'шестого'].map((which) => `для ${which} человека`),
  next: 'для следующего человека',
};

export const spokenRussian: Spoken = {
  minutes,
  appointment,
  appointments: (atMs, nowMs) => forEachPerson(atMs, (one) => appointment(one, nowMs), ', _ ', PERSONS),
  birthDate: (iso) => {
    const { year, month, dayOfMonth } = calendarDate(iso);
    return `${ordinalGenitive(dayOfMonth)} ${MONTHS[month - 1]} ${yearWords(year)} года`;
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
      .map((group) => (group === FREE_CALL ? 'ноль восемьсот' : words(group).join(' ')))
      .join(' _ '),
  window: ({ fromMs, toMs }, nowMs) => {
    const { from, to } = localSpan(fromMs, toMs);
    const today = localTime(nowMs).day;
    if (from.day !== to.day)
      return `не раньше чем ${onDay(from, today)} ${atClock(from)} и не позже чем ${onDay(to, today)} ${atClock(to)}`;
    if (from.hour === to.hour && from.minute === to.minute) return `${onDay(from, today)} ${atClock(from)}`;
    return `${onDay(from, today)} ${between(from, to)}`;
  },
  opensAt: (atMs, nowMs) => {
    const at = localTimeUp(atMs);
    return `${onDay(at, localTime(nowMs).day)} ${atClock(at)}`;
  },
};

/** To follow "примерно", which leaves the case alone. */
function minutes(count: number): string {
  const whole = Math.max(1, Math.ceil(count));
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours >= 24) return 'больше суток';
  const ofRest = `${accusative(rest, 'feminine')} ${counted(rest, MINUTES)}`;
  if (hours === 0) return ofRest;
  if (rest === 30) return hours === 1 ? 'полтора часа' : `${accusative(hours)} с половиной ${counted(hours, HOURS)}`;
  const ofHours = `${accusative(hours)} ${counted(hours, HOURS)}`;
  return rest === 0 ? ofHours : `${ofHours} ${ofRest}`;
}

function appointment(atMs: number, nowMs?: number): string {
  const at = localTime(atMs);
  const near = nowMs === undefined ? undefined : RELATIVE_DAYS[at.day - localTime(nowMs).day];
  return `${near ? `${near}, ` : ''}${onDate(at)} ${atClock(at)}`;
}

function code(eightDigits: string): string {
  return codePairs(eightDigits)
    .map((pair) => words(pair).join(', '))
    .join(' _ _ ');
}

/** "сегодня", "завтра", or "во вторник, девятого февраля,", to stand before a time. */
function onDay(at: LocalTime, today: number): string {
  return RELATIVE_DAYS[at.day - today] ?? onDate(at);
}

function onDate({ weekday, dayOfMonth, month }: LocalTime): string {
  return `${WEEKDAYS[weekday]}, ${ordinalGenitive(dayOfMonth)} ${MONTHS[month - 1]},`;
}

function atClock({ hour, minute }: LocalTime): string {
  const hours = `в ${accusative(hour)} ${counted(hour, HOURS)}`;
  return minute === 0 ? hours : `${hours} ${accusative(minute, 'feminine')} ${counted(minute, MINUTES)}`;
}

/** "с четырнадцати до шестнадцати часов": one "часов" is enough for two full hours. */
function between(from: LocalTime, to: LocalTime): string {
  const begin = from.minute === 0 && to.minute === 0 ? genitive(from.hour) : clockGenitive(from);
  return `с ${begin} до ${clockGenitive(to)}`;
}

/** After "с" and "до" there is one form for one and one for all other numbers: "одного часа", "двух часов". */
function clockGenitive({ hour, minute }: LocalTime): string {
  const hours = `${genitive(hour)} ${counted(hour, ['часа', 'часов', 'часов'])}`;
  return minute === 0 ? hours : `${hours} ${genitive(minute, 'feminine')} ${counted(minute, ['минуты', 'минут', 'минут'])}`;
}

function words(digits: string): string[] {
  return [...digits].map((digit) => DIGITS[Number(digit)] as string);
}

/** Only the last word of a year is an ordinal: "тысяча девятьсот тридцать восьмого". */
function yearWords(year: number): string {
  const rest = year % 100;
  if (year < 2000) return rest === 0 ? 'тысяча девятисотого' : `тысяча девятьсот ${ordinalGenitive(rest)}`;
  return rest === 0 ? 'двухтысячного' : `две тысячи ${ordinalGenitive(rest)}`;
}
