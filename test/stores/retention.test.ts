import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createStockCount } from '../../src/booking/pg-stock-count.ts';
import { drawPins } from '../../src/booking/pin.ts';
import { sweepAtNight, sweepRecords } from '../../src/calls/sweep-records.ts';
import { PgStock } from '../../src/ops/pg-stock.ts';
import { drawBelow } from '../../src/platform/ids.ts';
import { addSlots, berlin } from './booking-ground.ts';
import { DAY_MS, FIRST, openRecords, type RecordsGround, SECOND } from './records-ground.ts';

/** Records of people go on their day, and nothing else does. */
let ground: RecordsGround;
const [PIN = '', OTHER_PIN = ''] = [...drawTwo()];
function* drawTwo() {
  const pins = drawPins(drawBelow);
  yield pins.next().value;
  yield pins.next().value;
}
const NONE = { bookings: 0, addresses: 0, callbacks: 0, listEntries: 0, messages: 0, auditEntries: 0 };
const NUMBER = '+492331207101';

beforeAll(async () => {
  ground = await openRecords();
});
beforeEach(async () => {
  await ground.clear();
  ground.setNow(berlin('2021-01-25 12:00'));
  await addSlots(ground.pool, { dose: 1, at: [FIRST], capacity: 20 }, { dose: 2, at: [SECOND], capacity: 20 });
});
afterAll(() => ground.close());

const sweepAt = (ms: number) => {
  ground.setNow(ms);
  return sweepRecords(ground.parts);
};

describe('a booking', () => {
  it('stays until thirty days after its second appointment, then it goes with its address; the sums stay', async () => {
    const pinHash = await ground.pin(PIN, 'Eins');
    await ground.book(NUMBER, 1, pinHash);
    await ground.book('+492331207102', 2);
    expect(await sweepAt(SECOND + 30 * DAY_MS - 1)).toEqual(NONE);
    const before = await createStockCount(ground).people();
    expect(await sweepAt(SECOND + 30 * DAY_MS + 1)).toEqual({ ...NONE, bookings: 3, addresses: 1 });
    expect([await ground.count('bookings'), await ground.count('invitation_pins')]).toEqual([0, 0]);
    expect(await createStockCount(ground).people()).toEqual(before);
    const { byKreis, bookedEver } = await new PgStock(ground.pool).figures(FIRST);
    expect([byKreis.find(({ kreis }) => kreis === 'Hagen')?.booked, bookedEver]).toEqual([3, 3]);
    expect(await sweepAt(SECOND + 40 * DAY_MS)).toEqual(NONE);
  });

  it('that was cancelled stays known for thirty days; the address stays, for its person may still book', async () => {
    const pinHash = await ground.pin(PIN, 'Eins');
    const { holdId } = await ground.book(NUMBER, 1, pinHash);
    const cancelledAt = berlin('2021-01-26 12:00');
    await ground.parts.changes.cancel({ holdId, nowMs: cancelledAt });
    expect(await sweepAt(cancelledAt + 30 * DAY_MS - 1)).toEqual(NONE);
    expect(await sweepAt(cancelledAt + 30 * DAY_MS + 1)).toEqual({ ...NONE, bookings: 1 });
    expect(await ground.count('invitation_pins')).toBe(1);
    expect(await createStockCount(ground).people()).toEqual([{ kreis: 'Hagen', booked: 0, ever: 1 }]);
  });

  it('that is only held is not touched', async () => {
    const wish = { requestKey: 'r', kreis: 'Hagen', people: 1, notBeforeMs: 0, avoidMs: [], heldUntilMs: SECOND };
    await ground.parts.bookings.hold(wish);
    expect(await sweepAt(SECOND + 300 * DAY_MS)).toEqual(NONE);
  });
});

describe('everything else', () => {
  it('goes on its own day; what is open or waits stays', async () => {
    const now = ground.parts.clock.nowMs();
    const [done, open] = [await ground.callback(NUMBER), await ground.callback('+492331207102')];
    const [left, waits] = [await ground.listed(NUMBER), await ground.listed('+492331207102')];
    await ground.parts.callbacks.drop(done, now);
    await ground.parts.waitingList.leave(left, now);
    await ground.text('+4917604069042');
    await ground.pin(OTHER_PIN, 'Niemand');
    await ground.parts.audit.add({ atMs: now, who: 'olga', what: 'shadow started', details: {} });
    expect(await sweepAt(now + DAY_MS)).toEqual(NONE);
    expect(await sweepAt(now + 3 * DAY_MS)).toEqual({ ...NONE, callbacks: 1 });
    expect(await sweepAt(now + 15 * DAY_MS)).toEqual({ ...NONE, messages: 1 });
    expect(await sweepAt(now + 29 * DAY_MS)).toEqual({ ...NONE, listEntries: 1 });
    expect(await sweepAt(now + 181 * DAY_MS)).toEqual({ ...NONE, addresses: 1 });
    expect(await sweepAt(now + 366 * DAY_MS)).toMatchObject({ auditEntries: 1 });
    expect((await ground.parts.callbacks.byId(open))?.state).toBe('open');
    expect((await ground.parts.waitingList.byId(waits))?.state).toBe('waiting');
  });

  it('a callback that is open for weeks is an alarm, not a record to delete', async () => {
    await ground.callback(NUMBER);
    const now = ground.parts.clock.nowMs();
    const { overdue } = await ground.parts.retention.sweep({
      ...{ bookingsBeforeMs: 0, callbacksBeforeMs: now, listEntriesBeforeMs: 0, messagesBeforeMs: 0, unusedAddressesBeforeMs: 0 },
      ...{ auditEntriesBeforeMs: 0, openCallbacksSinceMs: now + 1 },
    });
    expect(overdue).toBe(1);
  });

  it('is written down in numbers: what was deleted, and by whom', async () => {
    await ground.parts.callbacks.drop(await ground.callback(NUMBER), ground.parts.clock.nowMs());
    await sweepAt(berlin('2021-02-25 12:00'));
    const { rows } = await ground.pool.query('select who, what, details from audit_log');
    expect(rows).toEqual([{ who: 'retention', what: 'records deleted', details: { ...NONE, callbacks: 1 } }]);
    expect(JSON.stringify(rows)).not.toContain('2331');
  });

  it('goes at night; by day the round does nothing', async () => {
    await ground.parts.callbacks.drop(await ground.callback(NUMBER), ground.parts.clock.nowMs());
    ground.setNow(berlin('2021-02-25 12:00'));
    expect(await sweepAtNight(ground.parts)).toBeUndefined();
    ground.setNow(berlin('2021-02-26 02:30'));
    expect(await sweepAtNight(ground.parts)).toMatchObject({ callbacks: 1 });
  });
});

describe('much at a time', () => {
  it('goes in handfuls, each counted once, by several workers at once', async () => {
    await ground.pool.query(
      `insert into bookings (hold_id, request_key, person, kreis, first_slot, second_slot, state, code, person_hash, birth_date_sealed, created_at, booked_at)
       select gen_random_uuid(), 'many' || n, 1, 'Hagen', f.id, s.id, 'booked', 'c' || n, 'p' || n, 'sealed', now(), now()
       from generate_series(1, 5000) as n, slots f, slots s where f.dose = 1 and s.dose = 2`,
    );
    ground.setNow(SECOND + 31 * DAY_MS);
    const swept = await Promise.all([sweepRecords(ground.parts), sweepRecords(ground.parts), sweepRecords(ground.parts)]);
    const rest = await sweepRecords(ground.parts);
    expect([...swept, rest].reduce((sum, { bookings }) => sum + bookings, 0)).toBe(5_000);
    expect(await createStockCount(ground).people()).toEqual([{ kreis: 'Hagen', booked: 5_000, ever: 5_000 }]);
  });
});
