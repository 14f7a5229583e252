import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { faultyDocuments, pressAll, toFixed, toHowMany } from '../support/walks.ts';
import { BIRTH, type ListHouse, openListHouse, PARTNER } from './list-house.ts';

/** Each test has its own Kreis, so that none sells another's places. */
let house: ListHouse;
beforeAll(async () => {
  house = await openListHouse();
});
afterEach(() => house.clear());
afterAll(() => house.line.close());

const OFFER = 'Für Sie ist ein Platz frei geworden';

describe('nothing is free', () => {
  it('said with the moment at which more comes, where it is announced', async () => {
    const { line } = house;
    const caller = await line.call(house.newNumber());
    await house.toNoStock(caller, 'Bottrop');
    expect(caller.heard).toMatch(/Wann neue Termine kommen, wissen wir noch nicht.*Auf die Liste: Drücken Sie die eins/s);
    expect(caller.heard).not.toContain('wäre früher etwas frei');
    await caller.hangUp();
    await line.pool.query(
      `insert into announced_slots (kreis, starts_at, dose, vaccine, capacity, release_at)
       values ('Bottrop', now() + interval '20 days', 1, 'biontech', 6, date_trunc('hour', now() + interval '2 days'))`,
    );
    await line.hotline.rounds?.run('stock');
    await line.hotline.house.parts.stockBoard.refresh();
    const later = await line.call(house.newNumber());
    await house.toNoStock(later, 'Bottrop', PARTNER);
    expect(later.heard).toMatch(/Neue Termine kommen am \S+tag|Neue Termine kommen am Mittwoch/);
    await later.hangUp();
  });

  it('silence and wrong keys lead to a human here, too', async () => {
    const caller = await house.line.call(house.newNumber());
    await house.toNoStock(caller, 'Bottrop');
    for (let rounds = 0; rounds < 3; rounds += 1) await caller.silence();
    expect(caller.heard).toContain('Ein Mensch');
    await caller.hangUp();
  });
});

describe('a place comes back', () => {
  it('cancelled by key, it is held for the first of the list, offered by callback with the Kennzahl first, and taken', async () => {
    const { line } = house;
    await house.stock('Hagen', [10]);
    const owner = await line.call(house.newNumber());
    await toFixed(owner, BIRTH, await house.plzOf('Hagen'));
    await pressAll(owner, '2', '2');
    const [code = ''] = await house.codes(owner.number);
    const first = await house.onList('Hagen');
    const second = await house.onList('Hagen');
    await house.offers();
    await house.work();
    expect(line.carrier.phone(first.number).received).toEqual([]);

    const cancelling = await line.call(owner.number);
    await pressAll(cancelling, '2', code, '3', '1');
    await cancelling.hangUp();
    await house.offers();
    // Held: nobody who rings gets it
    const stranger = await line.call(house.newNumber());
    await house.toNoStock(stranger, 'Hagen');
    await stranger.hangUp();

    const called = await house.rung(first.number);
    await called.answer();
    expect(called.heard).toMatch(new RegExp(`^Guten Tag. Hier ist der Impfterminservice. Ihre Kennzahl ist ${first.kennzahl}. ${OFFER}`));
    expect(called.heard).toMatch(/Erste Impfung: .*Zweite Impfung: .*Stadthalle Hagen/s);
    await pressAll(called, '1', '1');
    expect(called.heard).toContain('Der Termin ist fest');
    expect(await house.codes(first.number)).toHaveLength(1);
    expect(await house.states(first.number)).toEqual(['booked']);
    await pressAll(called, '2', '2');
    expect(called.state).toBe('ended');
    await house.offers();
    expect(await house.states(second.number)).toEqual(['waiting']);
    expect((await line.pool.query('select 1 from callback_promises')).rows).toEqual([]);
    expect((await line.hotline.house.parts.callbacks.counts()).open).toBe(0);
  });

  it('refused, it goes to the next one at once; who refused stays on the list and is not rung again today', async () => {
    const { line } = house;
    const [first, second] = [await house.onList('Bochum'), await house.onList('Bochum')];
    await house.stock('Bochum', [10]);
    await house.offers();
    const called = await house.rung(first.number);
    await called.answer();
    await called.press('2');
    expect(called.heard).toContain('Sie bleiben auf der Liste. Heute rufen wir nicht noch einmal an');
    expect(called.state).toBe('ended');
    await house.offers();
    expect(await house.states(first.number)).toEqual(['waiting']);
    const next = await house.rung(second.number);
    await next.answer();
    await pressAll(next, '1', '1');
    expect(next.heard).toContain('Der Termin ist fest');
    await next.hangUp();
    await house.stock('Bochum', [11]);
    await house.offers();
    expect(await house.states(first.number)).toEqual(['waiting']);
    await line.advance(86_400);
    await house.offers();
    expect(await house.states(first.number)).toEqual(['offered']);
  });

  it('not answered, it goes to the next one after the last try; who was not reached finds the list again by ringing', async () => {
    const { line } = house;
    await line.tune({ callbackAttempts: 2, callbackRetryMinutes: 5 });
    const [first, second] = [await house.onList('Herne'), await house.onList('Herne')];
    await house.stock('Herne', [10]);
    await house.offers();
    await (await house.rung(first.number)).ignore();
    await house.offers();
    expect(await house.states(first.number)).toEqual(['offered']);
    await line.advance(5 * 60);
    await (await house.rung(first.number)).ignore();
    await house.offers();
    expect(await house.states(first.number)).toEqual(['unreached']);
    const next = await house.rung(second.number);
    await next.answer();
    await pressAll(next, '1', '1');
    expect(next.heard).toContain('Der Termin ist fest');
    await next.hangUp();

    const back = await line.call(first.number);
    expect(back.heard).toMatch(/inzwischen weitergegeben worden. Sie bleiben auf der Liste.*mit den Tasten einen Termin buchen/s);
    expect(await house.states(first.number)).toEqual(['waiting']);
    await back.hangUp();
    await line.tune({ callbackAttempts: 3, callbackRetryMinutes: 30 });
  });

  it('nobody answers and the time is up: passed on, though tries are left', async () => {
    const { line } = house;
    await line.tune({ callbackAttempts: 3, callbackRetryMinutes: 1_440 });
    const [first, second] = [await house.onList('Hamm'), await house.onList('Hamm')];
    await house.stock('Hamm', [1]);
    await house.offers();
    await (await house.rung(first.number)).ignore();
    const { rows } = await line.pool.query(`select offer_until from waiting_list where kreis = 'Hamm' and state = 'offered'`);
    await line.advance((rows[0].offer_until.getTime() - line.hotline.house.clock.nowMs()) / 1_000 + 1);
    await house.stock('Hamm', [3]);
    await house.offers();
    expect(await house.states(first.number)).toEqual(['waiting']);
    await house.offers();
    expect(await house.states(second.number)).toEqual(['offered']);
    const { rows: open } = await line.pool.query(`select kind, state from callback_requests where state in ('open', 'dialling')`);
    expect(open).toEqual([{ kind: 'offer', state: 'open' }]);
    await line.tune({ callbackRetryMinutes: 30 });
  });

  it('several places are offered to several people at the same time, one each, in order of entry', async () => {
    const waiting = [];
    for (let n = 0; n < 4; n += 1) waiting.push(await house.onList('Gelsenkirchen'));
    await house.stock('Gelsenkirchen', [10, 11, 12]);
    await house.offers();
    await house.offers();
    const states = await Promise.all(waiting.map(({ number }) => house.states(number)));
    expect(states).toEqual([['offered'], ['offered'], ['offered'], ['waiting']]);
    const { rows } = await house.line.pool.query(
      `select s.starts_at from waiting_list w join bookings b on b.hold_id = w.hold_id join slots s on s.id = b.first_slot
       where w.kreis = 'Gelsenkirchen' order by w.entered_at`,
    );
    const starts = rows.map(({ starts_at }) => (starts_at as Date).getTime());
    expect(starts).toEqual([...starts].sort((one, other) => one - other));
    expect(new Set(starts).size).toBe(3);
    for (const { number } of waiting.slice(0, 3)) {
      const called = await house.rung(number);
      await called.answer();
      await called.press('3');
      expect(called.heard).toContain('Sie stehen nicht mehr auf der Liste');
      expect(await house.states(number)).toEqual(['left']);
    }
    await house.offers();
    expect(await house.states(waiting[3]?.number ?? '')).toEqual(['offered']);
  });

  it('a couple is offered neighbouring places, and a single place goes past them to the next one', async () => {
    const { line } = house;
    const couple = await line.call(house.newNumber());
    await house.toNoStock(couple, 'Kreis Olpe');
    await pressAll(couple, '1', '2', ...PARTNER, '1', '1');
    expect(couple.heard).toContain('Sie stehen auf der Liste');
    const single = await house.onList('Kreis Olpe');
    await house.stock('Kreis Olpe', [10]);
    await house.offers();
    expect(await house.states(couple.number)).toEqual(['waiting']);
    expect(await house.states(single.number)).toEqual(['offered']);
    await house.stock('Kreis Olpe', [12], 2);
    await house.offers();
    const called = await house.rung(couple.number);
    await called.answer();
    expect(called.heard).toContain('Für Sie beide ist ein Termin frei geworden');
    await pressAll(called, '1', '1');
    expect(called.heard).toMatch(/Der Termin ist fest.*Ihre Terminnummern, eine für jede Person/s);
    expect(await house.codes(couple.number)).toHaveLength(2);
    await called.hangUp();
    const alone = await house.rung(single.number);
    await alone.answer();
    await pressAll(alone, '1', '1');
    expect(await house.codes(single.number)).toHaveLength(1);
    await alone.hangUp();
  });
});

describe('who rings us', () => {
  it('is known on the list, told so, and can leave it', async () => {
    const { number, kennzahl } = await house.onList('Dortmund');
    const again = await house.line.call(number);
    await house.toNoStock(again, 'Dortmund');
    expect(again.heard).toContain(`Sie stehen schon auf der Liste, mit der Kennzahl ${kennzahl}`);
    await again.press('1');
    expect(again.heard).toContain('Sie bleiben auf der Liste');
    expect(await house.states(number)).toEqual(['waiting']);
    const leaving = await house.line.call(number);
    await house.toNoStock(leaving, 'Dortmund');
    await leaving.press('2');
    expect(leaving.heard).toContain('nicht mehr auf der Liste');
    expect(await house.states(number)).toEqual(['left']);
  });

  it('and asks for the appointment without a number: told that there is none yet, and of the list', async () => {
    const { number, kennzahl } = await house.onList('Kreis Unna');
    const toOwn = async (from: string) => {
      const caller = await house.line.call(from);
      await caller.press('2');
      await caller.silence();
      await pressAll(caller, ...BIRTH, '1', await house.plzOf('Kreis Unna'));
      return caller;
    };
    const stranger = await toOwn(house.newNumber());
    expect(stranger.heard).toContain('finden wir keinen Termin');
    await stranger.hangUp();
    const staying = await toOwn(number);
    expect(staying.heard).toMatch(
      new RegExp(`Einen Termin haben Sie noch nicht. Sie stehen schon auf der Liste, mit der Kennzahl ${kennzahl}`),
    );
    await staying.press('1');
    expect(await house.states(number)).toEqual(['waiting']);
    await house.stock('Kreis Unna', [10]);
    await house.offers();
    // Answered our call, and did not decide
    const called = await house.rung(number);
    await called.answer();
    await called.press('0');
    await called.hangUp();
    const offered = await toOwn(number);
    expect(offered.heard).toMatch(new RegExp(`${OFFER}.*Erste Impfung`, 's'));
    await offered.press('1');
    expect(offered.heard).toMatch(/Gebucht ist er noch nicht.*Papier und Stift/s);
    expect(await house.codes(number)).toEqual([]);
    await offered.press('1');
    expect(offered.heard).toMatch(/Der Termin ist fest.*Ich wiederhole/s);
    expect(await house.states(number)).toEqual(['booked']);
    await offered.hangUp();
  });

  it('while a place is held for them: the year of birth, then the offer, and no call of ours is needed', async () => {
    const { number } = await house.onList('Münster');
    await house.stock('Münster', [10]);
    await house.offers();
    const stranger = await house.line.call(number);
    expect(stranger.heard).not.toContain('Erste Impfung');
    await stranger.press('1940');
    expect(stranger.heard).not.toContain('Erste Impfung');
    await stranger.hangUp();
    expect(await house.states(number)).toEqual(['offered']);
    const caller = await house.line.call(number);
    expect(caller.heard).toContain('Bitte das Geburtsjahr dieser Person');
    await caller.press('1938');
    expect(caller.heard).toMatch(new RegExp(`${OFFER}.*Erste Impfung`, 's'));
    await pressAll(caller, '1', '1');
    expect(caller.heard).toContain('Der Termin ist fest');
    expect(await house.states(number)).toEqual(['booked']);
    await caller.hangUp();
    await house.work();
    expect(house.line.carrier.phone(number).received).toEqual([]);
  });

  it('withholding the number: types one, hears it again, and is rung there', async () => {
    const { line } = house;
    const number = house.newNumber();
    const caller = await line.call('anonymous');
    await house.toNoStock(caller, 'Kreis Höxter');
    await pressAll(caller, '1', '1');
    expect(caller.heard).toContain('Wir sehen Ihre Telefonnummer nicht');
    await caller.press(`${number.replace('+49', '0')}#`);
    expect(caller.heard).toContain('Stimmt die Nummer');
    await caller.press('1');
    expect(caller.heard).toContain('Sie stehen auf der Liste');
    await house.stock('Kreis Höxter', [10]);
    await house.offers();
    const called = await house.rung(number);
    await called.answer();
    await pressAll(called, '1', '1');
    expect(called.heard).toContain('Der Termin ist fest');
    expect(await house.states(number)).toEqual(['booked']);
    await called.hangUp();
  });

  it('with an open callback: the offer rides on it, the promised call is the only one', async () => {
    const { line } = house;
    const { number } = await house.onList('Kreis Lippe');
    await line.tune({ mode: 'callback_only' });
    await pressAll(await line.call(number), '1');
    await line.tune({ mode: 'open' });
    await house.stock('Kreis Lippe', [10]);
    await house.offers();
    await line.advance(7_200);
    await house.offers();
    const called = await house.rung(number);
    await called.answer();
    expect(called.heard).toContain('Passt es Ihnen jetzt');
    await called.press('1');
    expect(called.heard).toContain(OFFER);
    await pressAll(called, '1', '1');
    expect(called.heard).toContain('Der Termin ist fest');
    await called.hangUp();
    expect(await house.states(number)).toEqual(['booked']);
    expect(
      (await line.pool.query(`select kind from callback_requests where caller_hash = $1`, [line.hotline.house.parts.hashes.caller(number)]))
        .rows,
    ).toEqual([{ kind: 'menu' }]);
  });
});

describe('those who ring and those who wait', () => {
  it('the list goes first; by half a share one of two places is left to those who ring', async () => {
    const { line } = house;
    for (let n = 0; n < 3; n += 1) await house.onList('Kreis Soest');
    await house.stock('Kreis Soest', [10, 11]);
    const turnedAway = await line.call(house.newNumber());
    await house.toNoStock(turnedAway, 'Kreis Soest');
    await turnedAway.hangUp();
    await line.tune({ listShare: 0.5 });
    await line.advance(1);
    await house.offers();
    await line.advance(1);
    const caller = await line.call(house.newNumber());
    await toFixed(caller, BIRTH, await house.plzOf('Kreis Soest'));
    expect(caller.heard).toContain('Der Termin ist fest');
    await caller.hangUp();
    const late = await line.call(house.newNumber());
    await house.toNoStock(late, 'Kreis Soest');
    await late.hangUp();
    const { rows } = await line.pool.query(
      `select state, count(*)::int from waiting_list where kreis = 'Kreis Soest' group by state order by state`,
    );
    expect(rows).toEqual([
      { state: 'offered', count: 1 },
      { state: 'waiting', count: 2 },
    ]);
    await line.tune({ listShare: 1 });
  });

  it('of two free places one is claimed: the other is for one who rings, not for a couple', async () => {
    const { line } = house;
    await house.onList('Kreis Paderborn');
    await house.stock('Kreis Paderborn', [10], 2);
    const couple = await line.call(house.newNumber());
    await toHowMany(couple, BIRTH, await house.plzOf('Kreis Paderborn'));
    await pressAll(couple, '2', ...PARTNER, '1');
    expect(couple.heard).toContain('Für eine Person allein ist noch etwas frei');
    await couple.press('1');
    expect(couple.heard).toContain('Wir haben einen Termin für Sie');
    await line.advance(1);
    await couple.press('2');
    expect(couple.heard).toContain('Einen anderen Termin haben wir im Moment nicht');
    await couple.hangUp();
  });

  it('all that the network was given was valid TwiML', () => {
    expect(faultyDocuments(house.line)).toEqual([]);
  });
});
