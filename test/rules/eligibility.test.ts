import { describe, expect, it } from '@jest/globals';
import { lastBirthday } from '../../src/booking/eligibility.ts';

const rules = [
  { validFrom: '2021-04-01', bornOnOrBefore: '1951-12-31' },
  { validFrom: '2021-01-01', bornOnOrBefore: '1941-01-31' },
];

describe('who may book', () => {
  it('a rule counts from its day on, in whatever order the rules are kept', () => {
    expect(lastBirthday(rules, '2021-03-31')).toBe('1941-01-31');
    expect(lastBirthday(rules, '2021-04-01')).toBe('1951-12-31');
    expect(lastBirthday([...rules].reverse(), '2022-01-01')).toBe('1951-12-31');
  });

  it('before the first rule it is a fault, not "nobody"', () => {
    expect(() => lastBirthday(rules, '2020-12-31')).toThrow(expect.objectContaining({ code: 'NO_ELIGIBILITY' }));
  });
});
