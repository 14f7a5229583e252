import { type Day, digitsOf, heard, isoDate, type Listener, type Moment, placeOf } from './listener.ts';

/** Every form of every number that may be heard, in all cases the speaker uses. */
const FORMS: [value: number, forms: string][] = [
  [0, 'ноль нуля'],
  [1, 'один одну одного одной первого'],
  [2, 'два две двух второго'],
  [3, 'три трёх третьего'],
  [4, 'четыре четырёх четвёртого'],
  [5, 'пять пяти пятого'],
  [6, 'шесть шести шестого'],
  [7, 'семь семи седьмого'],
  [8, 'восемь восьми восьмого'],
  [9, 'девять девяти девятого'],
  [10, 'десять десяти десятого'],
  [11, 'одиннадцать одиннадцати одиннадцатого'],
  [12, 'двенадцать двенадцати двенадцатого'],
  [13, 'тринадцать тринадцати тринадцатого'],
  [14, 'четырнадцать четырнадцати четырнадцатого'],
  [15, 'пятнадцать пятнадцати пятнадцатого'],
  [16, 'шестнадцать шестнадцати шестнадцатого'],
  [17, 'семнадцать семнадцати семнадцатого'],
  [18, 'восемнадцать восемнадцати восемнадцатого'],
  [19, 'девятнадцать девятнадцати девятнадцатого'],
  [20, 'двадцать двадцати двадцатого'],
  [30, 'тридцать тридцати тридцатого'],
  [40, 'сорок сорока сорокового'],
  [50, 'пятьдесят пятидесяти пятидесятого'],
  [60, 'шестьдесят шестидесятого'],
  [70, 'семьдесят семидесятого'],
  [80, 'восемьдесят восьмидесятого'],
  [90, 'девяносто девяностого'],
];
const VALUES = new Map(FORMS.flatMap(([value, forms]) => forms.split(' ').map((form) => [form, value] as const)));
const DIGITS = ['ноль', 'один', 'два', 'три', 'четыре', 'пять', 'шесть', 'семь', 'восемь', 'девять'];
const WEEKDAYS = ['воскресенье', 'понедельник', 'вторник', 'среду', 'четверг', 'пятницу', 'субботу'];
const MONTHS = [
  ...['января', 'февраля', 'марта', 'апреля', 'мая', 'июня'],
  ...['июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'],
];

export const russian: Listener = {
  birthDate(said) {
    const [day = '', month = '', year = ''] = heard(said, /^(.+) (\S+[ая]) ((?:тысяча|две тысячи|двухтысячного).*) года$/);
    return isoDate(yearOf(year), placeOf(month, MONTHS) + 1, number(day));
  },
  moment(said) {
    const [day = '', time = ''] = heard(said, /^(.+) в (\S+(?: \S+)? час.*)$/);
    return { day: dayOf(day), minute: clock(time) };
  },
  window(said) {
    const apart = /^не раньше чем (.+) и не позже чем (.+)$/.exec(said)?.slice(1);
    if (apart) return { from: russian.moment(apart[0] ?? ''), to: russian.moment(apart[1] ?? '') };
    const between = /^(.+) с (.+) до (.+)$/.exec(said)?.slice(1);
    if (!between) return { from: russian.moment(said), to: russian.moment(said) };
    const [day = '', from = '', to = ''] = between;
    const at = (time: string): Moment => ({ day: dayOf(day), minute: clock(time.includes('час') ? time : `${time} часов`) });
    return { from: at(from), to: at(to) };
  },
  minutes(said) {
    if (said === 'полтора часа') return 90;
    const half = /^(.+) с половиной час(?:а|ов)?$/.exec(said)?.[1];
    if (half) return number(half) * 60 + 30;
    const [hours = '', minutes = ''] = heard(said, /^(?:(.+) час(?:а|ов)?)?(?:(?: |^)(.+) минут[уы]?)?$/);
    return (hours === '' ? 0 : number(hours)) * 60 + (minutes === '' ? 0 : number(minutes));
  },
  digits: (said) => digitsOf(said, DIGITS, { восемьсот: '800' }),
};

function dayOf(said: string): Day {
  if (said === 'сегодня') return 'today';
  if (said === 'завтра') return 'tomorrow';
  const [weekday = '', day = '', month = ''] = heard(said, /^во? (\S+), (.+) (\S+),$/);
  return { weekday: placeOf(weekday, WEEKDAYS), dayOfMonth: number(day), month: placeOf(month, MONTHS) + 1 };
}

function clock(said: string): number {
  const [hour = '', minute = ''] = heard(said, /^(.+) час(?:а|ов)?(?: (.+) минут[уы]?)?$/);
  return number(hour) * 60 + (minute === '' ? 0 : number(minute));
}

/** 0 to 99; a tens word may be followed by a ones word, nothing else fits together. */
function number(said: string): number {
  const values = said.split(' ').map((word) => VALUES.get(word));
  const [first, second] = values;
  const fits = values.length === 1 || (values.length === 2 && Number(first) >= 20 && Number(second) > 0 && Number(second) < 10);
  if (first === undefined || !fits) throw new Error(`"${said}" is no number`);
  return first + (second ?? 0);
}

function yearOf(said: string): number {
  if (said === 'тысяча девятисотого') return 1_900;
  if (said === 'двухтысячного') return 2_000;
  const [century = '', rest = ''] = heard(said, /^(тысяча девятьсот|две тысячи) (.+)$/);
  return (century === 'две тысячи' ? 2_000 : 1_900) + number(rest);
}
