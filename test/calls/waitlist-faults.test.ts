import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type OfferParts, offerPlaces } from '../../src/calls/offer-places.ts';
import { pressAll } from '../support/walks.ts';
import { type ListHouse, openListHouse } from './list-house.ts';

/** Workers die where it hurts most, and several work at once: nobody is lost, no place is held twice. */
let house: ListHouse;
beforeAll(async () => {
  house = await openListHouse();
});
afterEach(async () => {
  await house.clear();
  await house.line.pool.query('truncate bookings, slots cascade');
});
afterAll(() => house.line.close());

const died = new Error('killed');
const dies = async (): Promise<never> => {
  throw died;
};
/** One round of a worker that gets no further than this. */
const dyingRound = (over: { [P in keyof OfferParts]?: Partial<OfferParts[P]> }) => {
  const { parts } = house.line.hotline.house;
  const mortal = Object.entries(over).map(([part, changed]) => [part, { ...parts[part as keyof OfferParts], ...changed }]);
  return expect(offerPlaces({ ...parts, ...Object.fromEntries(mortal) })).rejects.toBe(died);
};
const holds = async () => (await house.line.pool.query('select state, held_until from bookings')).rows;
const callbacks = async () => (await house.line.pool.query(`select kind, state from callback_requests where state = 'open'`)).rows;

async function waiting(kreis = 'Hagen') {
  const entry = await house.onList(kreis);
  await house.stock(kreis, [10]);
  return entry;
}
const takes = async (number: string) => {
  const called = await house.rung(number);
  await called.answer();
  await pressAll(called, '1', '1');
  expect(called.heard).toContain('Der Termin ist fest');
  await called.hangUp();
};

describe('a worker that is killed', () => {
  it('between the hold and the entry: the place is free again within a minute, and offered to the same person', async () => {
    const { number } = await waiting();
    await dyingRound({ waitingList: { noteOffer: dies } });
    expect(await house.states(number)).toEqual(['waiting']);
    expect(await holds()).toHaveLength(1);
    await house.line.advance(60);
    await house.line.hotline.worker?.sweep();
    await house.offers();
    expect(await house.states(number)).toEqual(['offered']);
    expect(await holds()).toHaveLength(1);
    await takes(number);
  });

  it('between the entry and the term of the hold: the offer is made anew', async () => {
    const { number } = await waiting();
    await dyingRound({ bookings: { renew: dies } });
    expect(await house.states(number)).toEqual(['offered']);
    await house.line.advance(60);
    await house.line.hotline.worker?.sweep();
    await house.offers();
    expect(await house.states(number)).toEqual(['offered']);
    await takes(number);
  });

  it('between the entry and the callback: the next one registers it, with the same Kennzahl', async () => {
    const { number, kennzahl } = await waiting();
    await dyingRound({ callbacks: { register: dies } });
    expect(await house.states(number)).toEqual(['offered']);
    expect(await callbacks()).toEqual([]);
    await house.offers();
    expect(await callbacks()).toEqual([{ kind: 'offer', state: 'open' }]);
    const called = await house.rung(number);
    await called.answer();
    expect(called.heard).toContain(`Ihre Kennzahl ist ${kennzahl}.`);
    await pressAll(called, '1', '1');
    expect(called.heard).toContain('Der Termin ist fest');
    await called.hangUp();
  });

  it('between freeing the place and settling the entry: nobody waits for it in vain', async () => {
    const { line } = house;
    await line.tune({ callbackAttempts: 1 });
    const { number } = await waiting();
    const next = await house.onList('Hagen');
    await house.offers();
    await (await house.rung(number)).ignore();
    await dyingRound({ waitingList: { settle: dies } });
    expect(await holds()).toEqual([]);
    await house.offers();
    await house.offers();
    expect([await house.states(number), await house.states(next.number)].flat().sort()).toContain('offered');
    expect(await holds()).toHaveLength(1);
    await line.tune({ callbackAttempts: 3 });
  });

  it('for good: the offer ends with its hold, and the place is free', async () => {
    await waiting();
    await house.offers();
    await house.clear();
    const [{ held_until }] = (await holds()) as [{ held_until: Date }];
    await house.line.advance((held_until.getTime() - house.line.hotline.house.clock.nowMs()) / 1_000 + 1);
    await house.line.hotline.worker?.sweep();
    expect(await holds()).toEqual([]);
  });
});

describe('an app process that is killed', () => {
  it('between the booking and the end of the entry: the list learns of it', async () => {
    const { number } = await waiting();
    await house.offers();
    const called = await house.rung(number);
    await called.answer();
    await pressAll(called, '1', '1');
    await called.hangUp();
    await house.line.pool.query(`update waiting_list set state = 'offered', offer_until = now() + interval '1 day' where state = 'booked'`);
    await house.offers();
    expect(await house.states(number)).toEqual(['booked']);
    expect(await house.codes(number)).toHaveLength(1);
  });
});

describe('what changes meanwhile', () => {
  it('a place that is lost behind our back: said when they answer, and they wait on', async () => {
    const { number } = await waiting();
    await house.offers();
    const called = await house.rung(number);
    await house.line.pool.query('truncate bookings');
    await called.answer();
    expect(called.heard).toMatch(/Ihre Kennzahl ist .*inzwischen weitergegeben worden. Sie bleiben auf der Liste/s);
    expect(called.state).toBe('ended');
    await house.offers();
    expect(await house.states(number)).toEqual(['waiting']);
  });

  it('who asks for a human in the middle of an offer gets one; the place goes on after an hour without a decision', async () => {
    const { number } = await waiting();
    const next = await house.onList('Hagen');
    await house.offers();
    const called = await house.rung(number);
    await called.answer();
    await called.press('0');
    expect(called.heard).toContain('Im Moment ist niemand frei');
    await called.hangUp();
    await house.offers();
    expect(await house.states(number)).toEqual(['offered']);
    await house.line.advance(3_600);
    await house.offers();
    expect([await house.states(number), await house.states(next.number)]).toEqual([['waiting'], ['offered']]);
  });

  it('who booked elsewhere meanwhile is not offered anything', async () => {
    const { number } = await house.onList('Hagen');
    await house.line.pool.query(`update waiting_list set kreis = 'Dortmund' where state = 'waiting'`);
    await house.stock('Hagen', [9]);
    const caller = await house.line.call(number);
    await pressAll(caller, '1', '05', '03', '1938', '1', await house.plzOf('Hagen'), '1', '1', '1', '1');
    expect(caller.heard).toContain('Der Termin ist fest');
    await caller.hangUp();
    await house.stock('Dortmund', [10]);
    await house.offers();
    expect(await house.states(number)).toEqual(['booked']);
  });
});

describe('six people for one number', () => {
  const birth = (n: number) => [String(n).padStart(2, '0'), '05', '1933'];
  const full = /für sechs Personen/;

  it('those who wait count as well: the seventh is refused aloud, who is on the list already is not', async () => {
    const number = `+492331208${900}`;
    for (let n = 1; n <= 6; n += 1) await house.onList('Hagen', { number, birth: birth(n) });
    const seventh = await house.line.call(number);
    await house.toNoStock(seventh, 'Hagen', birth(7));
    await pressAll(seventh, '1', '1', '1');
    expect(seventh.heard).toMatch(full);
    await seventh.hangUp();
    expect(await house.states(number)).toHaveLength(6);
    const known = await house.line.call(number);
    // Not on with what was refused
    await known.press('2');
    await house.toNoStock(known, 'Hagen', birth(6));
    expect(known.heard).toContain('Sie stehen schon auf der Liste');
    await known.hangUp();
  });

  it('an offer that they may not take ends: a human looks at it, the place goes on, and we do not ring for ever', async () => {
    const { number } = await waiting();
    const caller = house.line.hotline.house.parts.hashes.caller(number);
    await house.offers();
    // Six others have been booked by this number meanwhile
    await house.line.pool.query(
      `with full_day as (
         insert into slots (kreis, starts_at, dose, vaccine, capacity, taken)
         select 'Herne', now() + interval '10 days', dose, 'biontech', 6, 6 from generate_series(1, 2) as dose returning id, dose
       )
       insert into bookings (hold_id, request_key, person, kreis, first_slot, second_slot, state, code, person_hash, birth_date_sealed, caller_hash, created_at, booked_at)
       select gen_random_uuid(), 'other' || n, 1, 'Herne', f.id, s.id, 'booked', 'other' || n, 'other' || n, 'sealed', $1, now(), now()
       from generate_series(1, 6) as n, full_day f, full_day s where f.dose = 1 and s.dose = 2`,
      [caller],
    );
    const called = await house.rung(number);
    await called.answer();
    await pressAll(called, '1', '1');
    expect(called.heard).toMatch(full);
    await called.hangUp();
    for (let rounds = 0; rounds < 2; rounds += 1) await house.offers();
    expect(await house.states(number)).toEqual(['left']);
    expect(await callbacks()).toEqual([]);
    expect((await holds()).filter(({ state }) => state === 'held')).toEqual([]);
  });
});

describe('several workers at once', () => {
  it('make one offer to each, and none too many', async () => {
    const numbers: string[] = [];
    for (let n = 0; n < 6; n += 1) numbers.push((await house.onList('Hagen')).number);
    await house.stock('Hagen', [10, 11, 12, 13]);
    await Promise.all(Array.from({ length: 4 }, () => house.offers()));
    await house.offers();
    const states = (await Promise.all(numbers.map((number) => house.states(number)))).flat();
    expect(states).toEqual(['offered', 'offered', 'offered', 'offered', 'waiting', 'waiting']);
    expect(await holds()).toHaveLength(4);
    expect(await callbacks()).toHaveLength(4);
  });
});

describe('in another language', () => {
  it('who went on the list in English is offered the place in English', async () => {
    const number = house.newNumber();
    const caller = await house.line.call(number);
    await pressAll(caller, '9', '2', '1', '05', '03', '1938', '1', await house.plzOf('Hagen'), '1');
    expect(caller.heard).toContain('all appointments are taken');
    await pressAll(caller, '1', '1', '1');
    expect(caller.heard).toContain('You are on the list');
    await house.stock('Hagen', [10]);
    await house.offers();
    const called = await house.rung(number);
    await called.answer();
    expect(called.heard).toMatch(/Your check number is .*There is a place for you now/s);
    await pressAll(called, '1', '1');
    expect(called.heard).toContain('Your appointment is booked');
    await called.hangUp();
  });
});
