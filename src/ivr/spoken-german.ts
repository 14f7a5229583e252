import { calendarDate, type LocalTime, localSpan, localTime, localTimeUp } from './spoken-calendar.ts';
import { codePairs, digitGroups, FREE_CALL, kennzahlDigits, phoneGroups } from './spoken-digits.ts';
import type { Spoken } from './spoken-figures.ts';
import { forEachPerson, type PersonWords } from './spoken-persons.ts';

/** Figures in German. A single digit two is "zwo": on the telephone "zwei" is taken for "drei". */

const DIGITS = ['null', 'eins', 'zwo', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'];
const SMALL = [
  ...['null', 'eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn', 'elf', 'zwölf'],
  ...['dreizehn', 'vierzehn', 'fünfzehn', 'sechzehn', 'siebzehn', 'achtzehn', 'neunzehn'],
];
const TENS = ['', '', 'zwanzig', 'dreißig', 'vierzig', 'fünfzig', 'sechzig', 'siebzig', 'achtzig', 'neunzig'];
const ORDINALS = ['', 'ersten', 'zweiten', 'dritten', 'vierten', 'fünften', 'sechsten', 'siebten', 'achten'];
const PERSONS: PersonWords = {
  both: 'für beide',
  all: 'für alle',
  each: ['erste', 'zweite', 'dritte', 'vierte', 'fünfte', 'sechste'].map((which) => `für die ${which} Person`),
  next: 'für die nächste Person',
};
const WEEKDAYS = ['Sonntag', 'Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag'];
const MONTHS = [
  ...['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni'],
  ...['Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'],
];
const RELATIVE_DAYS = ['heute', 'morgen'];

export const spokenGerman: Spoken = {
  minutes,
  appointment,
  appointments: (atMs, nowMs) => forEachPerson(atMs, (one) => appointment(one, nowMs), ', _ ', PERSONS),
  birthDate: (iso) => {
    const { year, month, dayOfMonth } = calendarDate(iso);
    return `${ordinal(dayOfMonth)} ${MONTHS[month - 1]} ${yearWords(year)}`;
  },
  digits: (text) => grouped(digitGroups(text)),
  code,
  codes: (list) => forEachPerson(list, code, '. _ _ ', PERSONS),
  kennzahl: (twoDigits) => words(kennzahlDigits(twoDigits)).join(', '),
  number: (e164) =>
    phoneGroups(e164)
      .map((group) => (group === FREE_CALL ? 'null achthundert' : words(group).join(' ')))
      .join(' _ '),
  window: ({ fromMs, toMs }, nowMs) => {
    const { from, to } = localSpan(fromMs, toMs);
    const today = localTime(nowMs).day;
    if (from.day === to.day) return `${onDay(from, today)} ${between(from, to)}`;
    return `in der Zeit von ${fromDay(from, today)} um ${clock(from)} bis ${fromDay(to, today)} um ${clock(to)}`;
  },
  opensAt: (atMs, nowMs) => {
    const at = localTimeUp(atMs);
    return `${onDay(at, localTime(nowMs).day)} um ${clock(at)}`;
  },
};

function minutes(count: number): string {
  const whole = Math.max(1, Math.ceil(count));
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours >= 24) return 'mehr als einen Tag';
  const ofRest = rest === 1 ? 'eine Minute' : `${cardinal(rest)} Minuten`;
  if (hours === 0) return ofRest;
  if (rest === 30) return hours === 1 ? 'anderthalb Stunden' : `${cardinal(hours)}einhalb Stunden`;
  const ofHours = hours === 1 ? 'eine Stunde' : `${cardinal(hours)} Stunden`;
  return rest === 0 ? ofHours : `${ofHours} und ${ofRest}`;
}

function appointment(atMs: number, nowMs?: number): string {
  const at = localTime(atMs);
  const near = nowMs === undefined ? undefined : RELATIVE_DAYS[at.day - localTime(nowMs).day];
  return `${near ? `${near}, ` : ''}${WEEKDAYS[at.weekday]}, den ${date(at)}, um ${clock(at)}`;
}

function code(eightDigits: string): string {
  return codePairs(eightDigits)
    .map((pair) => words(pair).join(', '))
    .join(' _ _ ');
}

/** "heute", "morgen", or "am Dienstag, dem neunten Februar," to stand before a time. */
function onDay(at: LocalTime, today: number): string {
  return RELATIVE_DAYS[at.day - today] ?? `am ${WEEKDAYS[at.weekday]}, dem ${date(at)},`;
}

/** The day after "von" and "bis". */
function fromDay(at: LocalTime, today: number): string {
  return RELATIVE_DAYS[at.day - today] ?? `${WEEKDAYS[at.weekday]}, dem ${date(at)},`;
}

function between(from: LocalTime, to: LocalTime): string {
  if (from.hour === to.hour && from.minute === to.minute) return `um ${clock(from)}`;
  // "zwischen zehn und zwölf Uhr": one "Uhr" is enough for two full hours
  const begin = from.minute === 0 && to.minute === 0 ? hourWord(from.hour) : clock(from);
  return `zwischen ${begin} und ${clock(to)}`;
}

function clock({ hour, minute }: LocalTime): string {
  return minute === 0 ? `${hourWord(hour)} Uhr` : `${hourWord(hour)} Uhr ${cardinal(minute)}`;
}

function hourWord(hour: number): string {
  return hour === 1 ? 'ein' : cardinal(hour);
}

function date({ dayOfMonth, month }: LocalTime): string {
  return `${ordinal(dayOfMonth)} ${MONTHS[month - 1]}`;
}

function grouped(groups: string[]): string {
  return groups.map((group) => words(group).join(' ')).join(' _ ');
}

function words(digits: string): string[] {
  return [...digits].map((digit) => DIGITS[Number(digit)] as string);
}

/** 0 to 99 as one word. */
function cardinal(count: number): string {
  const [tens, ones] = [Math.floor(count / 10), count % 10];
  if (count < SMALL.length) return SMALL[count] as string;
  const start = ones === 0 ? '' : `${ones === 1 ? 'ein' : SMALL[ones]}und`;
  return `${start}${TENS[tens]}`;
}

/** 1 to 31, as after "am". */
function ordinal(count: number): string {
  return ORDINALS[count] ?? (count < 20 ? `${cardinal(count)}ten` : `${cardinal(count)}sten`);
}

function yearWords(year: number): string {
  const rest = year % 100 === 0 ? '' : cardinal(year % 100);
  return year < 2000 ? `neunzehnhundert${rest}` : `zweitausend${rest}`;
}
