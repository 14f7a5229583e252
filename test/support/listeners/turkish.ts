import { type Day, digitsOf, heard, isoDate, type Listener, type Moment, placeOf } from './listener.ts';

const DIGITS = ['sıfır', 'bir', 'iki', 'üç', 'dört', 'beş', 'altı', 'yedi', 'sekiz', 'dokuz'];
const TENS = ['', 'on', 'yirmi', 'otuz', 'kırk', 'elli', 'altmış', 'yetmiş', 'seksen', 'doksan'];
const WEEKDAYS = ['Pazar', 'Pazartesi', 'Salı', 'Çarşamba', 'Perşembe', 'Cuma', 'Cumartesi'];
const MONTHS = [...['Ocak', 'Şubat', 'Mart', 'Nisan', 'Mayıs', 'Haziran'], ...['Temmuz', 'Ağustos', 'Eylül', 'Ekim', 'Kasım', 'Aralık']];

export const turkish: Listener = {
  birthDate(said) {
    const [day = '', month = '', century = '', rest = ''] = heard(said, /^(.+) ([A-ZŞ]\S+) (bin dokuz yüz|iki bin)(?: (.+))?$/);
    return isoDate((century === 'iki bin' ? 2_000 : 1_900) + (rest === '' ? 0 : number(rest)), placeOf(month, MONTHS) + 1, number(day));
  },
  moment: (said) => momentOf(said.replace(/, saat/, ' saat')),
  window(said) {
    const one = /^(.+) sularında$/.exec(said)?.[1];
    if (one) return { from: momentOf(one), to: momentOf(one) };
    const [first = '', last = ''] = heard(said, /^(.+) ile (.+) arasında$/);
    const from = momentOf(first);
    return { from, to: last.includes('saat') ? momentOf(last) : { day: from.day, minute: clock(last) } };
  },
  minutes(said) {
    const half = /^(.+) buçuk saat$/.exec(said)?.[1];
    if (half) return number(half) * 60 + 30;
    const [hours = '', minutes = ''] = heard(said, /^(?:(.+) saat)?(?:(?: |^)(.+) dakika)?$/);
    return (hours === '' ? 0 : number(hours)) * 60 + (minutes === '' ? 0 : number(minutes));
  },
  digits: (said) => digitsOf(said, DIGITS, { yüz: '00' }),
};

function momentOf(said: string): Moment {
  const [day = '', time = ''] = heard(said, /^(.+) saat (.+)$/);
  return { day: dayOf(day), minute: clock(time) };
}

function dayOf(said: string): Day {
  if (said === 'bugün') return 'today';
  if (said === 'yarın') return 'tomorrow';
  const [day = '', month = '', weekday = ''] = heard(said, /^(.+) (\S+) (\S+) günü$/);
  return { weekday: placeOf(weekday, WEEKDAYS), dayOfMonth: number(day), month: placeOf(month, MONTHS) + 1 };
}

/** Takes as many words for the hour as make one number; what is left is the minute, with a zero before one digit. */
function clock(said: string): number {
  const words = said.split(' ');
  const ones = words[1] !== undefined && TENS.includes(words[0] ?? '') && placeOf(words[1], [...DIGITS, ...TENS]) % 10 !== 0;
  const hour = words.slice(0, ones && DIGITS.includes(words[1] ?? '') ? 2 : 1);
  const minute = words.slice(hour.length);
  const own = minute[0] === DIGITS[0] ? minute.slice(1) : minute;
  if (own !== minute && own.length !== 1) throw new Error(`"${said}" is no time of a day`);
  return number(hour.join(' ')) * 60 + (own.length === 0 ? 0 : number(own.join(' ')));
}

/** 0 to 99 */
function number(said: string): number {
  const [first = '', second] = said.split(' ');
  if (DIGITS.includes(first)) return placeOf(said, DIGITS);
  return placeOf(first, TENS) * 10 + (second === undefined ? 0 : placeOf(second, DIGITS));
}
