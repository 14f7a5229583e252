import { calendarDate, type LocalTime, localSpan, localTime, localTimeUp } from './spoken-calendar.ts';
import { codePairs, digitGroups, FREE_CALL, kennzahlDigits, phoneGroups } from './spoken-digits.ts';
import type { Spoken } from './spoken-figures.ts';
import { forEachPerson, type PersonWords } from './spoken-persons.ts';

/** Figures in Turkish, in forms that carry no ending: the day before its month, the hour after "saat". */

const DIGITS = ['sıfır', 'bir', 'iki', 'üç', 'dört', 'beş', 'altı', 'yedi', 'sekiz', 'dokuz'];
const TENS = ['', 'on', 'yirmi', 'otuz', 'kırk', 'elli', 'altmış', 'yetmiş', 'seksen', 'doksan'];
const WEEKDAYS = ['Pazar', 'Pazartesi', 'Salı', 'Çarşamba', 'Perşembe', 'Cuma', 'Cumartesi'];
const MONTHS = [...['Ocak', 'Şubat', 'Mart', 'Nisan', 'Mayıs', 'Haziran'], ...['Temmuz', 'Ağustos', 'Eylül', 'Ekim', 'Kasım', 'Aralık']];
const RELATIVE_DAYS = ['bugün', 'yarın'];
const PERSONS: PersonWords = {
  both: 'ikiniz için de',
  all: 'hepiniz için',
  each: ['birinci', 'ikinci', 'üçüncü', 'dördüncü', 'beşinci', 'altıncı'].map((which) => `${which} kişi için`),
  next: 'sonraki kişi için',
};

export const spokenTurkish: Spoken = {
  minutes,
  appointment,
  appointments: (atMs, nowMs) => forEachPerson(atMs, (one) => appointment(one, nowMs), ', _ ', PERSONS),
  birthDate: (iso) => {
    const { year, month, dayOfMonth } = calendarDate(iso);
    return `${cardinal(dayOfMonth)} ${MONTHS[month - 1]} ${yearWords(year)}`;
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
      .map((group) => (group === FREE_CALL ? 'sıfır sekiz yüz' : words(group).join(' ')))
      .join(' _ '),
  window: ({ fromMs, toMs }, nowMs) => {
    const { from, to } = localSpan(fromMs, toMs);
    const today = localTime(nowMs).day;
    const begin = `${onDay(from, today)} ${clock(from)}`;
    if (from.day !== to.day) return `${begin} ile ${onDay(to, today)} ${clock(to)} arasında`;
    if (from.hour === to.hour && from.minute === to.minute) return `${begin} sularında`;
    return `${begin} ile ${face(to)} arasında`;
  },
  opensAt: (atMs, nowMs) => {
    const at = localTimeUp(atMs);
    return `${onDay(at, localTime(nowMs).day)}, ${clock(at)}`;
  },
};

function minutes(count: number): string {
  const whole = Math.max(1, Math.ceil(count));
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours >= 24) return 'bir günden fazla';
  if (hours === 0) return `${cardinal(rest)} dakika`;
  if (rest === 30) return `${cardinal(hours)} buçuk saat`;
  return rest === 0 ? `${cardinal(hours)} saat` : `${cardinal(hours)} saat ${cardinal(rest)} dakika`;
}

function appointment(atMs: number, nowMs?: number): string {
  const at = localTime(atMs);
  const near = nowMs === undefined ? undefined : RELATIVE_DAYS[at.day - localTime(nowMs).day];
  return `${near ? `${near}, ` : ''}${aDate(at)}, ${clock(at)}`;
}

function code(eightDigits: string): string {
  return codePairs(eightDigits)
    .map((pair) => words(pair).join(', '))
    .join(' _ _ ');
}

/** "bugün", "yarın", or "dokuz Şubat Salı günü", to stand before a time. */
function onDay(at: LocalTime, today: number): string {
  return RELATIVE_DAYS[at.day - today] ?? aDate(at);
}

function aDate({ weekday, dayOfMonth, month }: LocalTime): string {
  return `${cardinal(dayOfMonth)} ${MONTHS[month - 1]} ${WEEKDAYS[weekday]} günü`;
}

function clock(at: LocalTime): string {
  return `saat ${face(at)}`;
}

/** "on dört otuz". A minute below ten has its zero: "on iki" is twelve o'clock, "on sıfır iki" two past ten. */
function face({ hour, minute }: LocalTime): string {
  if (minute === 0) return cardinal(hour);
  return `${cardinal(hour)} ${minute < 10 ? `${DIGITS[0]} ` : ''}${cardinal(minute)}`;
}

function words(digits: string): string[] {
  return [...digits].map((digit) => DIGITS[Number(digit)] as string);
}

/** 0 to 99: tens and ones are words of their own. */
function cardinal(count: number): string {
  const [tens, ones] = [Math.floor(count / 10), count % 10];
  if (tens === 0) return DIGITS[ones] as string;
  return ones === 0 ? (TENS[tens] as string) : `${TENS[tens]} ${DIGITS[ones]}`;
}

function yearWords(year: number): string {
  const rest = year % 100 === 0 ? '' : ` ${cardinal(year % 100)}`;
  return `${year < 2000 ? 'bin dokuz yüz' : 'iki bin'}${rest}`;
}
