import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Bookings } from '../../src/calls/ports/booking.ts';
import { readJournal, type Told } from '../support/booking-journal.ts';
import { type OwnStores, ownStores } from '../support/own-stores.ts';
import { seeded } from '../support/seeded.ts';
import { process as bookingProcess, faults, person, wish } from './booking-ground.ts';

const CHAOS_MS = 60_000;
const PROCESSES = 4;
const CALLERS_EACH = 16;
const HOT = 'Hagen';
const TERM_MS = 2_000;
/** Between two kills, on average. */
const KILL_EVERY_MS = 2_000;
const SEED = 116_117;

const program = fileURLToPath(new URL('../support/booking-crowd.ts', import.meta.url));
const clock = { nowMs: Date.now() };
let home: string;
let stores: OwnStores;
let pool: pg.Pool;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'hotline-chaos-'));
  stores = await ownStores('chaos', { durable: true });
  pool = new pg.Pool({ connectionString: stores.postgres.url, max: 2 });
  // Cut on purpose; the query that misses its connection says so itself
  pool.on('error', () => undefined);
  // One day for each dose: whatever is left of the first one fits to whatever is left of the second
  await pool.query(
    `insert into slots (kreis, starts_at, dose, vaccine, capacity)
     select kreis, (current_date + 10 + (dose - 1) * 21 + time '08:00' + n * interval '15 minutes') at time zone 'Europe/Berlin', dose, 'biontech',
       case kreis when $1 then 80 else 6 end
     from centres, generate_series(0, 47) n, generate_series(1, 2) dose`,
    [HOT],
  );
}, 60_000);
afterAll(async () => {
  await pool.end();
  await stores.close();
  rmSync(home, { recursive: true, force: true });
});

const journals = Array.from({ length: PROCESSES }, (_, n) => () => join(home, `journal-${n}`));

/** One process of the crowd; the same number again is that one restarted. */
function launch(n: number, seed: number): ChildProcess {
  const order = [stores.postgres.url, journals[n]?.() ?? '', seed, CALLERS_EACH, HOT, TERM_MS].map(String);
  return spawn(process.execPath, ['--import', 'tsx', program, ...order], { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  // A process that has ended by itself is a fault of its own
  expect(child.exitCode).toBeNull();
  child.kill('SIGKILL');
  await ended;
}

/** A server process in the middle of a statement of the crowd; PostgreSQL then ends all others and starts anew. */
async function killBackend(): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database() and state = 'active' and pid <> pg_backend_pid() limit 1",
    );
    if (rows[0] !== undefined) {
      process.kill(rows[0].pid, 'SIGKILL');
      return;
    }
  }
}

/** Kills and restarts at seeded moments; answers how often. */
async function chaos(): Promise<number> {
  const random = seeded(SEED);
  const draw = () => random.below(2 ** 31);
  const crowd = Array.from({ length: PROCESSES }, (_, n) => launch(n, draw()));
  const endMs = Date.now() + CHAOS_MS;
  const backend = wait(CHAOS_MS * (0.3 + 0.4 * random.next())).then(killBackend);
  let kills = 0;
  for (;;) {
    const pauseMs = random.exponential(KILL_EVERY_MS);
    const victim = random.below(PROCESSES);
    if (Date.now() + pauseMs > endMs) break;
    await wait(pauseMs);
    await kill(crowd[victim] as ChildProcess);
    crowd[victim] = launch(victim, draw());
    kills += 1;
  }
  await wait(Math.max(0, endMs - Date.now()));
  await Promise.all([backend, ...crowd.map(kill)]);
  return kills;
}

/** Everybody who was cut off asks once more what came of it; then whatever is free, or held beyond its term, is booked. */
async function comeToRest(bookings: Bookings, told: readonly Told[]): Promise<Map<string, string[]>> {
  const heard = new Map(told.flatMap((each) => [...each.heard]));
  for (const [holdId, persons] of told.flatMap((each) => [...each.open])) {
    const answer = await bookings.confirm({ holdId, persons, nowMs: Date.now() });
    if (typeof answer === 'object') heard.set(holdId, answer.codes);
  }
  clock.nowMs = Date.now() + 10 * TERM_MS;
  await bookings.sweep(clock.nowMs);
  expect((await pool.query("select * from bookings where state = 'held'")).rows).toEqual([]);
  const { rows } = await pool.query<{ kreis: string; free: number }>(
    'select kreis, sum(capacity - taken)::int as free from slots where dose = 1 group by kreis',
  );
  const left = rows.flatMap(({ kreis, free }) => Array.from({ length: free }, () => kreis));
  const lane = async () => {
    for (let kreis = left.pop(); kreis !== undefined; kreis = left.pop()) await bookOne(bookings, kreis, heard);
  };
  await Promise.all(Array.from({ length: CALLERS_EACH }, lane));
  return heard;
}

async function bookOne(bookings: Bookings, kreis: string, heard: Map<string, string[]>): Promise<void> {
  const proposal = await bookings.hold(wish({ kreis, notBeforeMs: Date.now(), heldUntilMs: clock.nowMs + TERM_MS }));
  if (proposal === 'none') throw new Error(`a free place of ${kreis} fits to no other`);
  const answer = await bookings.confirm({ holdId: proposal.holdId, persons: [person()], nowMs: clock.nowMs });
  if (typeof answer === 'string') throw new Error(answer);
  heard.set(proposal.holdId, answer.codes);
}

describe('64 callers fighting for one centre and for all 27', () => {
  it('while processes and a server process are killed: sold is what there was, whole, in time, and every code that was spoken is found', async () => {
    const begun = new Date();
    const kills = await chaos();
    const told = journals.map((path) => readJournal(path()));
    const spoken = told.reduce((sum, each) => sum + each.heard.size, 0);
    expect(told.flatMap((each) => each.faults)).toEqual([]);
    expect(kills).toBeGreaterThan(CHAOS_MS / KILL_EVERY_MS / 3);
    expect(spoken).toBeGreaterThan(1_000);
    const { rows: anew } = await pool.query("select backend_start > $1 as anew from pg_stat_activity where backend_type = 'checkpointer'", [
      begun,
    ]);
    expect(anew).toEqual([{ anew: true }]);

    const { pool: own, bookings, refusals } = bookingProcess(stores.postgres.url, clock);
    const heard = await comeToRest(bookings, told);
    await own.end();
    expect(refusals).toEqual([]);

    expect(await faults(pool)).toEqual([]);
    const { rows: slots } = await pool.query('select count(*)::int as n from slots where taken <> capacity');
    expect(slots).toEqual([{ n: 0 }]);
    const { rows: late } = await pool.query("select hold_id from bookings where state <> 'booked' or booked_at >= held_until");
    expect(late).toEqual([]);
    const { rows } = await pool.query<{ hold: string; codes: string[] }>(
      'select hold_id as hold, array_agg(code order by person) as codes from bookings group by hold_id',
    );
    const booked = new Map(rows.map(({ hold, codes }) => [hold, codes]));
    // No code lost or changed, nobody of a couple missing, nobody booked unasked
    expect([...heard].filter(([hold, codes]) => booked.get(hold)?.join() !== codes.join())).toEqual([]);
    expect([...booked.keys()].filter((hold) => !heard.has(hold))).toEqual([]);
    const asked = new Map(told.flatMap((each) => [...each.asked]));
    expect([...heard].filter(([hold, codes]) => codes.length !== (asked.get(hold)?.length ?? 1))).toEqual([]);
  }, 150_000);
});
