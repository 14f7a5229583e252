import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { faultyDocuments, pressAll, toHowMany, toProposal } from '../support/walks.ts';
import { BIRTH, type ListHouse, openListHouse, PARTNER } from './list-house.ts';

let house: ListHouse;
beforeAll(async () => {
  house = await openListHouse();
});
afterEach(async () => {
  await house.clear();
  await house.line.pool.query('truncate bookings, slots cascade');
  await house.line.tune({ neighbourCentres: false });
});
afterAll(() => house.line.close());

const allowed = () => house.line.tune({ neighbourCentres: true });
const centreOf = (text: string) => /Beide hier: (.*?)\. Passt/s.exec(text)?.[1];
const bookedAt = async () => (await house.line.pool.query(`select kreis from bookings where state = 'booked'`)).rows;

describe('nothing is free at home', () => {
  it('the earliest of the centres nearby is named with its time, heard with 2, and booked', async () => {
    await allowed();
    await house.stock('Dortmund', [14]);
    await house.stock('Kreis Unna', [12]);
    await house.stock('Münster', [5]);
    const caller = await house.line.call(house.newNumber());
    await house.toNoStock(caller, 'Hagen');
    expect(caller.heard).toMatch(
      /Auf die Liste: Drücken Sie die eins. In Unna wäre früher etwas frei: .* Uhr.*Das hören: Drücken Sie die zwo/s,
    );
    await caller.press('2');
    expect(caller.heard).toContain('Kommen Sie allein');
    await caller.press('1');
    expect(centreOf(caller.heard)).toBe('Kreissporthalle Unna, Unna');
    await pressAll(caller, '1', '1');
    expect(caller.heard).toContain('Der Termin ist fest');
    expect(await bookedAt()).toEqual([{ kreis: 'Kreis Unna' }]);
    await caller.hangUp();
  });

  it('a couple is told only of places for two, and goes there together', async () => {
    await allowed();
    await house.stock('Dortmund', [12]);
    await house.stock('Kreis Unna', [14], 2);
    const caller = await house.line.call(house.newNumber());
    await toHowMany(caller, BIRTH, await house.plzOf('Hagen'));
    expect(caller.heard).toContain('In Dortmund wäre früher etwas frei');
    await pressAll(caller, '2', '2', ...PARTNER, '1');
    expect(caller.heard).toContain('Für zwei Personen zusammen haben wir im Moment nichts');
    // On the list as two, at their own centre
    await pressAll(caller, '2', '1');
    expect(caller.heard).toContain('Sie stehen auf der Liste');
    expect((await house.line.pool.query(`select kreis, people from waiting_list where state = 'waiting'`)).rows).toEqual([
      { kreis: 'Hagen', people: 2 },
    ]);
  });

  it('not a word of it where ops have not allowed it, and 2 is no key', async () => {
    await house.stock('Kreis Unna', [12]);
    const caller = await house.line.call(house.newNumber());
    await house.toNoStock(caller, 'Hagen');
    expect(caller.heard).not.toContain('Unna');
    await caller.press('2');
    expect(caller.heard).toContain('Diese Taste kennen wir hier nicht');
    await caller.hangUp();
  });

  it('nor where those places belong to the list there', async () => {
    await allowed();
    await house.onList('Kreis Unna', { birth: PARTNER });
    await house.stock('Kreis Unna', [12]);
    const caller = await house.line.call(house.newNumber());
    await house.toNoStock(caller, 'Hagen');
    expect(caller.heard).not.toContain('Unna');
    await caller.hangUp();
  });
});

describe('a proposal', () => {
  it('3 leads to another centre, 3 again to a third; the one before is free again at once, and the last one stays held', async () => {
    await allowed();
    for (const [kreis, day] of [
      ['Hagen', 10],
      ['Dortmund', 12],
      ['Märkischer Kreis', 14],
    ] as const)
      await house.stock(kreis, [day]);
    const caller = await house.line.call(house.newNumber());
    await toProposal(caller, BIRTH, await house.plzOf('Hagen'));
    expect(caller.heard).toContain('Ein anderes Impfzentrum in der Nähe: die drei');
    expect(centreOf(caller.heard)).toBe('Stadthalle Hagen');
    await caller.press('3');
    expect(centreOf(caller.heard)).toBe('Warsteiner Music Hall (Phoenix-West), Dortmund');
    await caller.press('3');
    expect(centreOf(caller.heard)).toBe('Historische Schützenhalle Loh, Lüdenscheid');
    await caller.press('3');
    expect(caller.heard).toMatch(/In den anderen Impfzentren der Nähe ist im Moment nichts frei.*Lüdenscheid/s);
    expect((await house.line.pool.query('select kreis, state from bookings')).rows).toEqual([{ kreis: 'Märkischer Kreis', state: 'held' }]);
    await pressAll(caller, '1', '1');
    expect(caller.heard).toContain('Der Termin ist fest');
    await caller.hangUp();
  });

  it('has no third key where ops have not allowed it', async () => {
    await house.stock('Hagen', [10]);
    await house.stock('Dortmund', [12]);
    const caller = await house.line.call(house.newNumber());
    await toProposal(caller, BIRTH, await house.plzOf('Hagen'));
    expect(caller.heard).not.toContain('die drei');
    await caller.press('3');
    expect(caller.heard).toContain('Diese Taste kennen wir hier nicht');
    await caller.hangUp();
  });

  it('after the last of five: on the list, the held place is free, and nothing is offered on the same day', async () => {
    await house.stock('Hagen', [10, 11, 12, 13, 14, 15]);
    const caller = await house.line.call(house.newNumber());
    await toProposal(caller, BIRTH, await house.plzOf('Hagen'));
    await pressAll(caller, '2', '2', '2', '2', '2');
    expect(caller.heard).toContain('Auf die Liste: die zwo');
    await pressAll(caller, '2', '1');
    expect(caller.heard).toContain('Sie stehen auf der Liste');
    await house.offers();
    expect(await house.states(caller.number)).toEqual(['waiting']);
    expect((await house.line.pool.query('select 1 from bookings')).rows).toEqual([]);
    const other = await house.line.call(house.newNumber());
    await toProposal(other, PARTNER, await house.plzOf('Hagen'));
    expect(other.heard).toContain('Wir haben einen Termin für Sie');
    await other.hangUp();
  });
});

it('all that the network was given was valid TwiML', () => {
  expect(faultyDocuments(house.line)).toEqual([]);
});
