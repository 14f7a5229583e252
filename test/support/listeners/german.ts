import { type Day, digitsOf, heard, isoDate, type Listener, type Moment, placeOf } from './listener.ts';

const ONES = ['null', 'ein', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'];
const TEENS = ['zehn', 'elf', 'zwölf', 'dreizehn', 'vierzehn', 'fünfzehn', 'sechzehn', 'siebzehn', 'achtzehn', 'neunzehn'];
const TENS = ['', '', 'zwanzig', 'dreißig', 'vierzig', 'fünfzig', 'sechzig', 'siebzig', 'achtzig', 'neunzig'];
const WEEKDAYS = ['Sonntag', 'Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag'];
const MONTHS = [
  ...['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni'],
  ...['Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'],
];
const IRREGULAR: Record<string, string> = { ersten: 'ein', dritten: 'drei', siebten: 'sieben', achten: 'acht' };

export const german: Listener = {
  birthDate(said) {
    const [day = '', month = '', year = ''] = heard(said, /^(\S+) (\S+) (\S+)$/);
    const [century = '', rest = ''] = heard(year, /^(neunzehnhundert|zweitausend)(.*)$/);
    return isoDate((century === 'zweitausend' ? 2_000 : 1_900) + (rest === '' ? 0 : number(rest)), monthOf(month), ordinal(day));
  },
  moment(said) {
    const [day = '', time = ''] = heard(said, /^(.+) um (.+)$/);
    return { day: dayOf(day), minute: clock(time) };
  },
  window(said) {
    const apart = /^in der Zeit von (.+) um (.+) bis (.+) um (.+)$/.exec(said)?.slice(1);
    if (apart) {
      const [first = '', from = '', last = '', to = ''] = apart;
      return { from: { day: dayOf(first), minute: clock(from) }, to: { day: dayOf(last), minute: clock(to) } };
    }
    if (said.includes(' um ')) return { from: german.moment(said), to: german.moment(said) };
    const [day = '', from = '', to = ''] = heard(said, /^(.+) zwischen (.+) und (.+)$/);
    const at = (time: string): Moment => ({ day: dayOf(day), minute: clock(time.includes('Uhr') ? time : `${time} Uhr`) });
    return { from: at(from), to: at(to) };
  },
  minutes(said) {
    if (said === 'anderthalb Stunden') return 90;
    const half = /^(.+)einhalb Stunden$/.exec(said)?.[1];
    if (half) return number(half) * 60 + 30;
    const [hours = '', minutes = ''] = heard(said, /^(?:(\S+) Stunden?)?(?:(?: und |^)(\S+) Minuten?)?$/);
    return (hours === '' ? 0 : number(hours)) * 60 + (minutes === '' ? 0 : number(minutes));
  },
  digits: (said) =>
    digitsOf(said, ['null', 'eins', 'zwo', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'], { achthundert: '800' }),
};

function dayOf(said: string): Day {
  if (said === 'heute') return 'today';
  if (said === 'morgen') return 'tomorrow';
  const [weekday = '', day = '', month = ''] = heard(said, /^(?:am )?(\S+), de[nm] (\S+) (\S+),$/);
  return { weekday: placeOf(weekday, WEEKDAYS), dayOfMonth: ordinal(day), month: monthOf(month) };
}

function monthOf(word: string): number {
  return placeOf(word, MONTHS) + 1;
}

function clock(said: string): number {
  const [hour = '', minute = ''] = heard(said, /^(\S+) Uhr(?: (\S+))?$/);
  return number(hour) * 60 + (minute === '' ? 0 : number(minute));
}

function ordinal(word: string): number {
  return number(IRREGULAR[word] ?? word.replace(/(?<=ig)sten$|ten$/, ''));
}

/** 0 to 99: the ones come first. */
function number(word: string): number {
  const [, ones, tens = ''] = /^(?:(.+)und)?(.+ig|dreißig)$/.exec(word) ?? [];
  if (tens) return placeOf(tens, TENS) * 10 + (ones ? number(ones) : 0);
  if (TEENS.includes(word)) return 10 + placeOf(word, TEENS);
  return placeOf(word.replace(/^ein[se]$/, 'ein'), ONES);
}
