import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkBirthDate } from '../../src/booking/birth-date.ts';

const TODAY = '2021-01-25';
const LIMIT = '1941-01-31';
const check = (text: string, today = TODAY) => {
  const [day = '', month = '', year = ''] = text.split('.');
  return checkBirthDate({ day, month, year }, today, LIMIT);
};

describe('birth date', () => {
  it.each([
    ['5.3.38', '1938-03-05'],
    ['05.03.1938', '1938-03-05'],
    ['31.1.1941', '1941-01-31'],
    ['29.2.1936', '1936-02-29'],
    ['25.1.1906', '1906-01-25'],
  ])('%s may book as %s', (text, birthDate) => {
    expect(check(text)).toEqual({ verdict: 'eligible', birthDate });
  });

  it('the day after the last birthday is too young, by name and not by error', () => {
    expect(check('1.2.1941')).toEqual({ verdict: 'tooYoung', birthDate: '1941-02-01' });
    expect(check('25.1.2021')).toEqual({ verdict: 'tooYoung', birthDate: '2021-01-25' });
  });

  it.each([
    '31.2.1938',
    '29.2.1937',
    '31.4.1940',
    '0.5.1938',
    '5.0.1938',
    '5.13.1938',
    '32.1.1938',
    '5.3.1890',
    '5.3.1899',
    '26.1.2021',
    '5.3.2030',
    '5.3.193',
    '29.2.8',
    '',
    'x.y.zz',
  ])('%s is impossible', (text) => {
    expect(check(text)).toEqual({ verdict: 'impossible' });
  });

  it('older than 115 leads to a human instead of being decided', () => {
    expect(check('24.1.1906')).toEqual({ verdict: 'implausible', birthDate: '1906-01-24' });
    expect(check('1.1.00')).toEqual({ verdict: 'implausible', birthDate: '1900-01-01' });
  });

  it('every real day is read as itself, and counts as the rule says', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1906-01-25'), max: new Date('2021-01-25'), noInvalidDate: true }), (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year = '', month = '', day = ''] = iso.split('-');
        expect(checkBirthDate({ day, month, year }, TODAY, LIMIT)).toEqual({
          verdict: iso <= LIMIT ? 'eligible' : 'tooYoung',
          birthDate: iso,
        });
      }),
    );
  });
});
