import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codeInPairs, drawCode, isCode } from '../../src/booking/code.ts';

describe('booking code', () => {
  it('has eight digits that belong together, whatever is drawn', () => {
    fc.assert(
      fc.property(fc.nat(9_999_999), (drawn) => {
        const code = drawCode((below) => {
          expect(below).toBe(10_000_000);
          return drawn;
        });
        expect(code).toMatch(/^\d{8}$/);
        expect(Number(code.slice(0, 7))).toBe(drawn);
        expect(isCode(code)).toBe(true);
      }),
    );
  });

  it('is refused when a digit is wrong, missing or too many', () => {
    // A zero behind a valid number keeps its check digit right: the length has to be looked at
    const code = drawCode(() => 4_703_815);
    for (const other of [`${code.slice(0, 7)}${(Number(code[7]) + 1) % 10}`, code.slice(1), `${code}0`, ''])
      expect(isCode(other)).toBe(false);
  });

  it('is written in four pairs', () => {
    expect(codeInPairs('47038156')).toBe('47 03 81 56');
  });
});
