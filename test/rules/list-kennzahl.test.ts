import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kennzahlOf } from '../../src/booking/list-kennzahl.ts';

it('the Kennzahl of an entry is always the same two digits, and all of them occur', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.uuid({ version: 4 }), (id) => {
      expect(kennzahlOf(id)).toMatch(/^\d\d$/);
      expect(kennzahlOf(id.toUpperCase())).toBe(kennzahlOf(id));
      seen.add(kennzahlOf(id));
    }),
    { numRuns: 5_000 },
  );
  expect(seen.size).toBe(100);
});
