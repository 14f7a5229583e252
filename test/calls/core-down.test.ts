import { expect, it } from '@jest/globals';
import type { Parts } from '../../src/calls/parts.ts';
import { noteCoreDown, whatIsMissing } from '../../src/calls/works/wish.ts';
import type { Facts } from '../../src/ivr/session.ts';
import { makeSession } from '../support/make-session.ts';

/** What may be said, and what is asked, while the booking store is away. */

const NOW = Date.UTC(2021, 0, 25, 9);
const situation = (facts: Facts) => ({
  event: { callSid: 'CA1', caller: { kind: 'withheld' } as const },
  session: makeSession({ facts }),
  nowMs: NOW,
});

/** The last count; undefined: nothing was ever counted. */
function board(free: Record<string, number> | undefined): Parts {
  const byKreis = Object.entries(free ?? {}).map(([kreis, places]) => ({ kreis, free: places, booked: 0, days: [] }));
  const stockBoard: Partial<Parts['stockBoard']> = {
    free: (kreis) => free?.[kreis],
    picture: () => free && { asOfMs: NOW, bookedEver: 0, byKreis },
  };
  return { stockBoard } as Parts;
}

it.each<[string, Record<string, number> | undefined, string | undefined, 'stillFree' | 'unknown']>([
  ['nothing was ever counted', undefined, undefined, 'unknown'],
  ['nothing was ever counted, and the centre is known', undefined, 'Hagen', 'unknown'],
  ['the centre had places', { Hagen: 3 }, 'Hagen', 'stillFree'],
  ['only other centres had places', { Hagen: 0, Bochum: 9 }, 'Hagen', 'unknown'],
  ['some centre had places, and nobody knows which one is meant', { Hagen: 0, Bochum: 9 }, undefined, 'stillFree'],
  ['no centre had any', { Hagen: 0, Bochum: 0 }, undefined, 'unknown'],
])('"there are still appointments" is only said where the last count says so: %s', async (_what, free, kreis, outcome) => {
  const facts = kreis === undefined ? {} : { kreis };
  expect(await noteCoreDown(situation(facts), board(free))).toMatchObject({ outcome });
});

it('it is said once in a call', async () => {
  expect(await noteCoreDown(situation({ wishing: true }), board({ Hagen: 3 }))).toEqual({ outcome: 'again' });
});

it('only what is not known yet is asked', async () => {
  const one = { persons: [{ birthDate: '1938-03-05' }], kreis: 'Hagen', plz: '58095' };
  const missing = async (facts: Facts) => (await whatIsMissing(situation(facts))).outcome;
  expect(await missing({})).toBe('person');
  expect(await missing({ persons: one.persons })).toBe('person');
  expect(await missing(one)).toBe('people');
  expect(await missing({ ...one, howManyAsked: true })).toBe('nothing');
  expect(await missing({ ...one, persons: [...one.persons, { birthDate: '1936-11-30' }] })).toBe('nothing');
});
