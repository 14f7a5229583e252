import { describe, expect, it } from '@jest/globals';
import { spokenIn } from '../../src/ivr/spoken.ts';

/** The very words, where a caller of 80 would stumble over others. */

const de = spokenIn('de');
const en = spokenIn('en');
const at = (local: string, offset = '+01:00') => Date.parse(`${local}:00${offset}`);
const now = at('2021-02-08T12:00');

describe('an appointment', () => {
  it('has weekday, day, month and time', () => {
    expect(de.appointment(at('2021-02-09T14:30'))).toBe('Dienstag, den neunten Februar, um vierzehn Uhr dreißig');
    expect(de.appointment(at('2021-03-02T14:00'))).toBe('Dienstag, den zweiten März, um vierzehn Uhr');
    expect(en.appointment(at('2021-02-09T14:30'))).toBe('Tuesday, the ninth of February, at half past two in the afternoon');
    expect(en.appointment(at('2021-02-21T14:40'))).toBe('Sunday, the twenty-first of February, at two forty in the afternoon');
    expect(en.appointment(at('2021-02-12T14:45'))).toBe('Friday, the twelfth of February, at a quarter to three in the afternoon');
    expect(en.appointment(at('2021-02-12T14:05'))).toBe('Friday, the twelfth of February, at two oh five in the afternoon');
    expect(en.appointment(at('2021-02-12T18:15'))).toBe('Friday, the twelfth of February, at a quarter past six in the evening');
    expect(en.appointment(at('2021-02-12T00:30'))).toBe('Friday, the twelfth of February, at half past twelve at night');
    expect(en.appointment(at('2021-02-12T12:00'))).toBe('Friday, the twelfth of February, at noon');
  });

  it('is told in the time of the centre, in winter and in summer, whatever the clock of the machine says', () => {
    expect(de.appointment(Date.parse('2021-02-09T13:30:00Z'))).toContain('vierzehn Uhr dreißig');
    expect(de.appointment(Date.parse('2021-07-13T13:30:00Z'))).toBe('Dienstag, den dreizehnten Juli, um fünfzehn Uhr dreißig');
    expect(de.appointment(Date.parse('2021-12-31T23:01:00Z'))).toBe('Samstag, den ersten Januar, um null Uhr eins');
  });

  it('of two people at the same time is said once, else one after the other', () => {
    const [first, later] = [at('2021-02-09T14:30'), at('2021-02-09T14:45')];
    expect(de.appointments([first])).toBe(de.appointment(first));
    expect(de.appointments([first, first])).toBe(`${de.appointment(first)}, für beide`);
    expect(de.appointments([first, later])).toBe(
      `für die erste Person: ${de.appointment(first)}, _ für die zweite Person: ${de.appointment(later)}`,
    );
    expect(en.appointments([first, first])).toBe(`${en.appointment(first)}, for both of you`);
    expect(en.appointments([first, later])).toBe(
      `for the first person: ${en.appointment(first)}, _ for the second person: ${en.appointment(later)}`,
    );
  });
});

it('a birth date is a day of a month of a year', () => {
  expect(de.birthDate('1938-03-05')).toBe('fünften März neunzehnhundertachtunddreißig');
  expect(de.birthDate('1941-01-31')).toBe('einunddreißigsten Januar neunzehnhunderteinundvierzig');
  expect(de.birthDate('1900-07-07')).toBe('siebten Juli neunzehnhundert');
  expect(de.birthDate('2001-08-20')).toBe('zwanzigsten August zweitausendeins');
  expect(en.birthDate('1938-03-05')).toBe('the fifth of March, nineteen thirty-eight');
  expect(en.birthDate('1901-01-31')).toBe('the thirty-first of January, nineteen oh one');
  expect(en.birthDate('2000-02-29')).toBe('the twenty-ninth of February, two thousand');
  expect(en.birthDate('2021-02-20')).toBe('the twentieth of February, twenty twenty-one');
});

it('a wait is told in minutes, then in hours', () => {
  expect([1, 21, 25, 60, 61, 75, 90, 120, 150].map(de.minutes)).toEqual([
    'eine Minute',
    'einundzwanzig Minuten',
    'fünfundzwanzig Minuten',
    'eine Stunde',
    'eine Stunde und eine Minute',
    'eine Stunde und fünfzehn Minuten',
    'anderthalb Stunden',
    'zwei Stunden',
    'zweieinhalb Stunden',
  ]);
  expect([1, 25, 60, 75, 90, 120, 150].map(en.minutes)).toEqual([
    'one minute',
    'twenty-five minutes',
    'one hour',
    'one hour and fifteen minutes',
    'an hour and a half',
    'two hours',
    'two and a half hours',
  ]);
});

it('codes come in pairs with time to write, one for each person', () => {
  expect(de.code('47038156')).toBe('vier, sieben _ _ null, drei _ _ acht, eins _ _ fünf, sechs');
  expect(en.code('47028156')).toBe('four, seven _ _ zero, two _ _ eight, one _ _ five, six');
  expect(de.codes(['47038156'])).toBe(de.code('47038156'));
  expect(de.codes(['47038156', '12345678'])).toBe(
    `für die erste Person: ${de.code('47038156')}. _ _ für die zweite Person: ${de.code('12345678')}`,
  );
  expect(en.codes(['47038156', '12345678'])).toBe(
    `for the first person: ${en.code('47038156')}. _ _ for the second person: ${en.code('12345678')}`,
  );
});

describe('digits', () => {
  it('of a postcode come as two and three', () => {
    expect(de.digits('58095')).toBe('fünf acht _ null neun fünf');
    expect(en.digits('58095')).toBe('five eight _ zero nine five');
  });
  it('are single words also where a telephone number would not be', () => {
    expect(de.digits('0800')).toBe('null acht null null');
    expect(de.digits('052144')).toBe('null fünf zwo eins _ vier vier');
  });
  it('keep the pauses that the text has', () => {
    expect(de.digits('1 23 4')).toBe('eins _ zwo drei _ vier');
  });
});

describe('a telephone number', () => {
  it.each([
    ['a town of the list', '+495214471', 'null fünf zwo eins _ vier vier _ sieben eins'],
    ['a smaller place', '+49233112345', 'null zwo drei drei eins _ eins zwo _ drei vier fünf'],
    ['a city', '+493012345678', 'null drei null _ eins zwo _ drei vier _ fünf sechs _ sieben acht'],
    ['a mobile phone', '+491711234567', 'null eins sieben eins _ eins zwo _ drei vier _ fünf sechs sieben'],
    ['the hotline', '+4980011611702', 'null achthundert _ eins eins sechs _ eins eins sieben _ null zwo'],
    ['a free number', '+498001234567', 'null achthundert _ eins zwo drei _ vier fünf _ sechs sieben'],
    ['the medical service', '+49116117', 'eins eins sechs _ eins eins sieben'],
    ['the emergency call', '+49112', 'eins eins zwo'],
    ['the emergency call as dialled', '112', 'eins eins zwo'],
    ['a foreign number', '+431234567', 'null null _ vier drei eins zwo _ drei vier _ fünf sechs sieben'],
  ])('of %s is read in the groups people know', (_whose, e164, said) => {
    expect(de.number(e164)).toBe(said);
  });

  it('is the same in English words', () => {
    expect(en.number('+4980011611702')).toBe('zero eight hundred _ one one six _ one one seven _ zero two');
    expect(en.number('+49112')).toBe('one one two');
  });
});

describe('a callback window', () => {
  const window = (from: string, to: string) => ({ fromMs: at(from), toMs: at(to) });

  it('of today or tomorrow says so', () => {
    expect(de.window(window('2021-02-08T14:00', '2021-02-08T16:00'), now)).toBe('heute zwischen vierzehn und sechzehn Uhr');
    expect(de.window(window('2021-02-09T10:00', '2021-02-09T12:00'), now)).toBe('morgen zwischen zehn und zwölf Uhr');
    expect(en.window(window('2021-02-08T14:00', '2021-02-08T16:00'), now)).toBe('today between two and four in the afternoon');
    expect(en.window(window('2021-02-09T10:00', '2021-02-09T12:00'), now)).toBe('tomorrow between ten in the morning and noon');
  });

  it('of another day names weekday and date', () => {
    expect(de.window(window('2021-02-11T10:00', '2021-02-11T12:00'), now)).toBe(
      'am Donnerstag, dem elften Februar, zwischen zehn und zwölf Uhr',
    );
    expect(en.window(window('2021-02-11T09:00', '2021-02-11T11:00'), now)).toBe(
      'on Thursday, the eleventh of February, between nine and eleven in the morning',
    );
  });

  it('has its half hours', () => {
    expect(de.window(window('2021-02-08T14:30', '2021-02-08T16:00'), now)).toBe('heute zwischen vierzehn Uhr dreißig und sechzehn Uhr');
    expect(de.window(window('2021-02-08T14:00', '2021-02-08T16:30'), now)).toBe('heute zwischen vierzehn Uhr und sechzehn Uhr dreißig');
    expect(en.window(window('2021-02-08T11:30', '2021-02-08T13:30'), now)).toBe(
      'today between half past eleven in the morning and half past one in the afternoon',
    );
  });

  it('over several days is from one until the other', () => {
    expect(de.window(window('2021-02-08T18:00', '2021-02-09T10:00'), now)).toBe(
      'in der Zeit von heute um achtzehn Uhr bis morgen um zehn Uhr',
    );
    expect(de.window(window('2021-02-11T18:00', '2021-02-12T10:00'), now)).toBe(
      'in der Zeit von Donnerstag, dem elften Februar, um achtzehn Uhr bis Freitag, dem zwölften Februar, um zehn Uhr',
    );
    expect(en.window(window('2021-02-08T18:00', '2021-02-09T10:00'), now)).toBe(
      "at some time from today at six o'clock in the evening until tomorrow at ten o'clock in the morning",
    );
  });

  it('that ends at midnight belongs to its day', () => {
    expect(de.window(window('2021-02-08T22:00', '2021-02-09T00:00'), now)).toBe('heute zwischen zweiundzwanzig und vierundzwanzig Uhr');
    expect(en.window(window('2021-02-08T22:00', '2021-02-09T00:00'), now)).toBe('today between ten at night and midnight');
  });

  it('knows today by the calendar of the centre, not of Greenwich', () => {
    const lateEvening = at('2021-02-08T00:30');
    expect(de.window(window('2021-02-08T09:00', '2021-02-08T11:00'), lateEvening)).toBe('heute zwischen neun und elf Uhr');
  });
});

it('an opening time is never told earlier than it is', () => {
  expect(de.opensAt(at('2021-02-08T14:30'), now)).toBe('heute um vierzehn Uhr dreißig');
  expect(de.opensAt(at('2021-02-08T14:30') + 1, now)).toBe('heute um vierzehn Uhr einunddreißig');
  expect(de.opensAt(at('2021-02-09T08:00'), now)).toBe('morgen um acht Uhr');
  expect(de.opensAt(at('2021-02-10T08:00'), now)).toBe('am Mittwoch, dem zehnten Februar, um acht Uhr');
  expect(en.opensAt(at('2021-02-09T00:00'), now)).toBe('at midnight tonight');
  expect(en.opensAt(at('2021-02-10T08:00'), now)).toBe("on Wednesday, the tenth of February, at eight o'clock in the morning");
});
