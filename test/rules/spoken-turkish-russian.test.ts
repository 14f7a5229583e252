import { describe, expect, it } from '@jest/globals';
import { spokenIn } from '../../src/ivr/spoken.ts';

/** The very words in Turkish and Russian, for whoever checks them with a native speaker. */

const tr = spokenIn('tr');
const ru = spokenIn('ru');
const at = (local: string) => Date.parse(`${local}:00+01:00`);
const now = at('2021-02-08T12:00');
const window = (from: string, to: string) => ({ fromMs: at(from), toMs: at(to) });

describe('in Turkish', () => {
  it('an appointment is day, month, weekday and hour, with nothing that needs an ending', () => {
    expect(tr.appointment(at('2021-02-09T14:30'))).toBe('dokuz Şubat Salı günü, saat on dört otuz');
    expect(tr.appointment(at('2021-03-02T10:02'))).toBe('iki Mart Salı günü, saat on sıfır iki');
    expect(tr.appointment(at('2021-03-02T12:00'))).toBe('iki Mart Salı günü, saat on iki');
    expect(tr.appointments([at('2021-02-09T14:30'), at('2021-02-09T14:45')])).toBe(
      'birinci kişi için: dokuz Şubat Salı günü, saat on dört otuz, _ ikinci kişi için: dokuz Şubat Salı günü, saat on dört kırk beş',
    );
    expect(tr.appointments([at('2021-02-09T14:30'), at('2021-02-09T14:30')])).toMatch(/, ikiniz için de$/);
  });

  it('dates, waits, windows and numbers', () => {
    expect(tr.birthDate('1938-03-05')).toBe('beş Mart bin dokuz yüz otuz sekiz');
    expect([1, 25, 60, 75, 90, 150, 2_000].map(tr.minutes)).toEqual([
      'bir dakika',
      'yirmi beş dakika',
      'bir saat',
      'bir saat on beş dakika',
      'bir buçuk saat',
      'iki buçuk saat',
      'bir günden fazla',
    ]);
    expect(tr.window(window('2021-02-08T14:00', '2021-02-08T16:00'), now)).toBe('bugün saat on dört ile on altı arasında');
    expect(tr.window(window('2021-02-08T18:00', '2021-02-11T10:30'), now)).toBe(
      'bugün saat on sekiz ile on bir Şubat Perşembe günü saat on otuz arasında',
    );
    expect(tr.opensAt(at('2021-02-09T08:00'), now)).toBe('yarın, saat sekiz');
    expect(tr.code('47028156')).toBe('dört, yedi _ _ sıfır, iki _ _ sekiz, bir _ _ beş, altı');
    expect(tr.number('+4980011611702')).toBe('sıfır sekiz yüz _ bir bir altı _ bir bir yedi _ sıfır iki');
  });
});

describe('in Russian', () => {
  it('an appointment is on a weekday, the date in the genitive, the hour as it is counted', () => {
    expect(ru.appointment(at('2021-02-09T14:30'))).toBe('во вторник, девятого февраля, в четырнадцать часов тридцать минут');
    expect(ru.appointment(at('2021-03-03T01:01'))).toBe('в среду, третьего марта, в один час одну минуту');
    expect(ru.appointment(at('2021-03-31T22:00'))).toMatch(/^в среду, тридцать первого марта, в двадцать /);
    expect(ru.appointments([at('2021-02-09T14:00'), at('2021-02-09T14:00')])).toBe(
      'во вторник, девятого февраля, в четырнадцать часов, для обоих',
    );
  });

  it('dates and waits have their cases', () => {
    expect(ru.birthDate('1938-03-05')).toBe('пятого марта тысяча девятьсот тридцать восьмого года');
    expect(ru.birthDate('1940-10-11')).toBe('одиннадцатого октября тысяча девятьсот сорокового года');
    expect(ru.birthDate('1900-01-20')).toBe('двадцатого января тысяча девятисотого года');
    expect(ru.birthDate('2000-01-01')).toBe('первого января двухтысячного года');
    expect(ru.birthDate('2013-05-30')).toBe('тридцатого мая две тысячи тринадцатого года');
    expect([1, 2, 11, 21, 25, 60, 75, 90, 121, 150, 2_000].map(ru.minutes)).toEqual([
      'одну минуту',
      'две минуты',
      'одиннадцать минут',
      'двадцать одну минуту',
      'двадцать пять минут',
      'один час',
      'один час пятнадцать минут',
      'полтора часа',
      'два часа одну минуту',
      'два с половиной часа',
      'больше суток',
    ]);
  });

  it('windows are from until, both in the genitive', () => {
    expect(ru.window(window('2021-02-08T14:00', '2021-02-08T16:00'), now)).toBe('сегодня с четырнадцати до шестнадцати часов');
    expect(ru.window(window('2021-02-08T20:00', '2021-02-08T21:00'), now)).toBe('сегодня с двадцати до двадцати одного часа');
    expect(ru.window(window('2021-02-09T09:30', '2021-02-09T11:00'), now)).toBe(
      'завтра с девяти часов тридцати минут до одиннадцати часов',
    );
    expect(ru.window(window('2021-02-11T10:00', '2021-02-11T12:00'), now)).toBe(
      'в четверг, одиннадцатого февраля, с десяти до двенадцати часов',
    );
    expect(ru.window(window('2021-02-08T18:00', '2021-02-09T10:00'), now)).toBe(
      'не раньше чем сегодня в восемнадцать часов и не позже чем завтра в десять часов',
    );
    expect(ru.opensAt(at('2021-02-10T08:00'), now)).toBe('в среду, десятого февраля, в восемь часов');
  });

  it('codes and telephone numbers are single digits', () => {
    expect(ru.code('47028156')).toBe('четыре, семь _ _ ноль, два _ _ восемь, один _ _ пять, шесть');
    expect(ru.number('+4980011611702')).toBe('ноль восемьсот _ один один шесть _ один один семь _ ноль два');
  });
});
