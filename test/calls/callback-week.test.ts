import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { isOpen, parseHours } from '../../src/callbacks/calling-hours.ts';
import { registerCallback } from '../../src/calls/register-callback.ts';
import { instantOf } from '../../src/platform/berlin-time.ts';
import { seeded } from '../support/seeded.ts';
import { closeServices } from '../support/services.ts';
import { type SimulatedPeople, simulatePeople } from './simulated-people.ts';
import { buildWorkerHouse, MINUTE, type WorkerHouse } from './worker-house.ts';

const SEED = 20_210_331;
const HOURS = parseHours('09:00-19:00');
const HOUR = 60 * MINUTE;
/** From Wednesday, 31 March 2021, over Good Friday, Easter Sunday and Easter Monday, to Wednesday evening. */
const at = (day: number, hour: number) => instantOf({ year: 2021, month: 3, day, minute: hour * 60 });
const DIAL_PER_SECOND = 0.1;
/** Two are dialled in one round. */
const TWO_DIALS_MS = 2_000 / DIAL_PER_SECOND;
const RUSH = 150;
const EVENING = 50;
const LATER = 60;

let house: WorkerHouse;
beforeAll(async () => {
  house = await buildWorkerHouse();
  await house.reset();
});
afterAll(closeServices);

/** Registers one person at a time, and lets some of them ring us again while they are on the list. */
function arrivals(people: SimulatedPeople): void {
  const random = seeded(SEED + 1);
  const rush = Array.from({ length: RUSH }, () => at(31, 9) + random.below(HOUR));
  const evening = Array.from({ length: EVENING }, () => at(32, 17) + random.below(HOUR / 2));
  const rest = Array.from({ length: LATER }, () => at(31, 11) + random.below(6 * 24 * HOUR));
  [...rush, ...evening, ...rest].forEach((atMs, index) => {
    const { number } = people.person(index);
    people.later(atMs, async () => {
      const nowMs = house.clock.nowMs();
      await registerCallback(house.parts, { number, kind: 'menu', language: 'de', ticketAtMs: nowMs, nowMs });
    });
    const about = random.next() < 0.5 ? 'callback' : 'else';
    if (random.next() < 0.4) people.later(atMs + MINUTE + random.below(2 * HOUR), () => people.ringsUs(people.person(index), about));
  });
}

/** The whole list, with the clock moved from one thing that happens to the next; the steps keep to the pace. */
async function live(people: SimulatedPeople, untilMs: number): Promise<void> {
  const worker = house.worker();
  let [minuteMs, ringsBefore] = [0, 0];
  while (house.clock.nowMs() < untilMs) {
    const nowMs = house.clock.nowMs();
    await people.happen();
    ringsBefore = house.network.orders.length;
    await worker.promote();
    await worker.idle();
    if (nowMs - minuteMs >= MINUTE) {
      minuteMs = nowMs;
      await worker.recover();
      if (isOpen(HOURS, nowMs)) await worker.requote();
    }
    const idleStep = isOpen(HOURS, nowMs) ? 10 * MINUTE : 60 * MINUTE;
    const stepMs = house.network.orders.length > ringsBefore ? TWO_DIALS_MS : idleStep;
    house.clock.advance(Math.min(stepMs, Math.max(people.nextMs() - nowMs, TWO_DIALS_MS)));
  }
}

async function ledger(): Promise<Record<string, number>> {
  const { rows } = await house.pool.query<{ became: string; n: number }>(
    `select case when superseded_at is not null then 'requoted' else coalesce(result, 'standing') end as became, count(*)::int as n
       from callback_promises group by 1`,
  );
  return Object.fromEntries(rows.map(({ became, n }) => [became, n]));
}

const number = async (query: string) => Number((await house.pool.query(query)).rows[0]?.n);

it('in a week of callbacks promises are kept, nobody is rung at the wrong time, and nobody twice at once', async () => {
  house.clock.advance(at(31, 9) - house.clock.nowMs());
  const people = simulatePeople(house, SEED);
  const seats = (maxActiveCalls: number) => () => house.tune({ dialPerSecond: DIAL_PER_SECOND, maxActiveCalls });
  await seats(50)();
  arrivals(people);
  // Hardly a seat for three hours, on the day of the rush, and on the evening before Good Friday; and a network that is silent for an hour and a half
  people.later(at(31, 10), seats(1));
  people.later(at(31, 13), seats(50));
  people.later(at(32, 17), seats(2));
  people.later(at(33, 3), seats(50));
  people.later(at(34, 10), async () => {
    people.outageUntilMs = at(34, 10) + 90 * MINUTE;
  });
  await live(people, at(38, 19));

  const became = await ledger();
  const { kept = 0, early = 0, late = 0, requoted = 0 } = became;
  expect(people.faults).toEqual([]);
  expect(kept / (kept + early + late)).toBeGreaterThanOrEqual(0.95);
  // Not by putting people off: most first promises were kept
  expect(requoted / (RUSH + EVENING + LATER)).toBeLessThan(0.3);
  expect(requoted).toBeGreaterThan(0);
  // Told before it passed, each at most once an hour, by text message where one can be sent
  expect(await number('select count(*) as n from callback_promises where superseded_at > window_to')).toBe(0);
  expect(
    await number(`select count(*) as n from callback_promises one join callback_promises other using (request_id)
      where one.cause = 'requoted' and other.cause = 'requoted' and one.number < other.number and other.made_at < one.made_at + interval '1 hour'`),
  ).toBe(0);
  expect(house.network.texts.length).toBe(await number(`select count(*) as n from callback_promises where notice = 'handedOver'`));
  expect(house.network.texts.every(({ to }) => to.startsWith('+4915'))).toBe(true);
  // Everybody has an end
  const open = await number(`select count(*) as n from callback_requests where state in ('open', 'dialling')`);
  expect(open).toBeLessThan(10);
  expect((await house.frontDoor.picture()).activeCalls).toBeLessThan(5);
}, 120_000);
