import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '../../flows/vocabulary.ts';
import { readOut } from '../../src/ivr/read-out.ts';

/** Tuesday, 9 February 2021, 14:30 at the centres, and three weeks later. */
const FIRST = Date.UTC(2021, 1, 9, 13, 30);
const SECOND = Date.UTC(2021, 2, 2, 13, 30);
const one = { centre: 'Stadthalle Hagen', firstMs: [FIRST], secondMs: [SECOND], codes: ['47038156'] };

describe('what an agent reads out', () => {
  it('is whole sentences in German: both dates in words, where, and the code in pairs', () => {
    expect(readOut(one, 'de')).toEqual([
      'Erste Impfung: Dienstag, den neunten Februar, um vierzehn Uhr dreißig.',
      'Zweite Impfung: Dienstag, den zweiten März, um vierzehn Uhr dreißig.',
      'Beide hier: Stadthalle Hagen.',
      'Ihre Terminnummer: vier, sieben – null, drei – acht, eins – fünf, sechs.',
    ]);
  });

  it('names each of two people where they differ', () => {
    const two = { ...one, firstMs: [FIRST, FIRST + 900_000], secondMs: [SECOND, SECOND], codes: ['47038156', '12345672'] };
    const said = readOut(two, 'en');
    expect(said[0]).toContain('for the first person: Tuesday');
    expect(said[1]).toContain('for both of you');
    expect(said[3]).toMatch(/numbers: for the first person: four, seven – .*; for the second person: one, two – /);
  });

  it.each(LANGUAGES)('has in %s no digit to stumble over and none of the marks that are for voices', (language) => {
    const said = readOut({ ...one, codes: ['47038156', '12345672'] }, language).join(' ');
    expect(said).not.toMatch(/[0-9_]/);
    expect(said).toContain('Stadthalle Hagen');
  });
});
