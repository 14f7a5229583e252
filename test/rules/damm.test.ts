import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dammDigit, isDammValid } from '../../src/booking/damm.ts';

const digits = fc.stringMatching(/^\d{7}$/);
const valid = digits.map((text) => text + dammDigit(text));

describe('check digit', () => {
  it('agrees with the example of the literature: 572 gets 4', () => {
    expect(dammDigit('572')).toBe('4');
    expect(isDammValid('5724')).toBe(true);
  });

  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(valid, fc.nat(7), fc.integer({ min: 1, max: 9 }), (code, at, shift) => {
        const wrong = String((Number(code[at]) + shift) % 10);
        expect(isDammValid(code.slice(0, at) + wrong + code.slice(at + 1))).toBe(false);
      }),
    );
  });

  it('finds every swap of two different neighbours', () => {
    fc.assert(
      fc.property(valid, fc.nat(6), (code, at) => {
        fc.pre(code[at] !== code[at + 1]);
        expect(isDammValid(code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2))).toBe(false);
      }),
    );
  });

  it('refuses what is not made of digits', () => {
    for (const text of ['', ' ', '57x4', '-5724', '５７２４']) expect(isDammValid(text)).toBe(false);
  });
});
