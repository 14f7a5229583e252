import { randomBytes } from 'node:crypto';
import { createBookings } from '../../src/booking/pg-bookings.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { Cipher, newId } from '../../src/platform/ids.ts';
import type { Bench, Ground } from './bench.ts';
import { type Contender, type Result, race, versus } from './rounds.ts';

const IN_FLIGHT = 20;
const DAY_MS = 86_400_000;
/** Far more than any round can sell. */
const PLACES = 100_000;

/** Hold + confirm of a whole pair against the least a database could be asked for: BEGIN, two single-row updates, COMMIT. */
export const bookings: Bench = async (ground) => {
  const kreise = await stock(ground);
  const bookPair = pairBooker(ground, kreise);
  const results = await race(
    [
      { name: 'BEGIN, two single-row UPDATEs, COMMIT (random rows)', once: twoUpdates(ground) },
      {
        name: `pairs held and confirmed, ${kreise.length} centres`,
        once: () => bookPair(kreise[Math.floor(Math.random() * kreise.length)] ?? ''),
      },
      { name: 'pairs held and confirmed, one hot centre', once: () => bookPair(kreise[0] ?? '') },
    ] satisfies Contender[],
    { inFlight: IN_FLIGHT, rounds: Math.ceil(5 * ground.scale), secondsPerTurn: 2 },
  );
  const title = `Pair bookings, ${IN_FLIGHT} in flight, pool of ${ground.pool.options.max}`;
  const [, spread, hot] = results as [Result, Result, Result];
  return [
    { title, against: 'the bare transaction', results },
    { title: 'The same rounds', against: 'all centres', results: versus([spread, hot]) },
  ];
};

function pairBooker({ pool }: Ground, kreise: readonly string[]): (kreis: string) => Promise<void> {
  const clock = new SystemClock();
  const adapter = createBookings({ pool, cipher: new Cipher(randomBytes(32).toString('base64')), clock });
  return async (kreis) => {
    const nowMs = clock.nowMs();
    const held = await adapter.hold({
      requestKey: newId(),
      kreis,
      people: 1,
      notBeforeMs: nowMs,
      avoidMs: [],
      heldUntilMs: nowMs + 300_000,
    });
    if (held === 'none') throw new Error(`${kreis} of ${kreise.length} is sold out: the bench has too little stock`);
    const person = { birthDate: '1938-03-05', personHash: newId(), plz: '58095' };
    const confirmed = await adapter.confirm({ holdId: held.holdId, persons: [person], nowMs });
    if (typeof confirmed === 'string') throw new Error(`a hold could not be confirmed: ${confirmed}`);
  };
}

function twoUpdates({ pool }: Ground): () => Promise<void> {
  return async () => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      for (let i = 0; i < 2; i += 1)
        await client.query({ name: 'bench-update', text: 'update bench_rows set n = n + 1 where id = $1', values: [rowInOrder(i)] });
      await client.query('commit');
    } finally {
      client.release();
    }
  };
}

/** Two different rows, the lower half first, so that two transactions never wait for each other in a ring. */
function rowInOrder(half: number): number {
  return half * 5_000 + Math.floor(Math.random() * 5_000) + 1;
}

async function stock({ pool }: Ground): Promise<string[]> {
  await pool.query('create table bench_rows (id integer primary key, n integer not null)');
  await pool.query('insert into bench_rows select id, 0 from generate_series(1, 10000) id');
  const { rows } = await pool.query<{ kreis: string }>('select kreis from centres order by kreis');
  const first = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS + 3 * DAY_MS + 14 * 3_600_000);
  // Many times with few places each, as in real life: full ones have to be passed over
  await pool.query(
    `insert into slots (kreis, starts_at, dose, vaccine, capacity)
     select kreis, $1::timestamptz + day * interval '1 day' + quarter * interval '15 minutes', dose, 'biontech', $2
     from centres, generate_series(0, 83) day, generate_series(0, 23) quarter, generate_series(1, 2) dose`,
    [first, Math.ceil(PLACES / (60 * 24))],
  );
  await pool.query('analyze');
  return rows.map((row) => row.kreis);
}
