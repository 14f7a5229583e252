import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Line, startLine } from '../support/line.ts';
import { type OwnStores, ownStores } from '../support/own-stores.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { faultyDocuments, pressAll } from '../support/walks.ts';

let stores: OwnStores;
let line: Line;
let pool: pg.Pool;
let numbers = 0;
const newNumber = () => {
  numbers += 1;
  return `+492331208${String(numbers).padStart(3, '0')}`;
};
const MENU = 'mit den Tasten einen Termin buchen';
const alarms: unknown[] = [];

beforeAll(async () => {
  stores = await ownStores('postgres');
  line = await startLine({}, { redis: async () => stores.redis.url, postgres: async () => stores.postgres.url }, { ticking: true });
  const { logger } = line.hotline.house;
  const error = logger.error.bind(logger);
  logger.error = (event: object, text?: string) => {
    if ('code' in event) alarms.push(event.code);
    error(event, text);
  };
  pool = new pg.Pool({ connectionString: stores.postgres.url, max: 4 });
  pool.on('error', () => undefined);
  await line.tune({ callbackHours: '00:00-24:00', admitPerSecond: 100, burst: 200, dialPerSecond: 0.1 });
});
afterAll(async () => {
  await pool?.end();
  await line?.close();
  await stores?.close();
});

/** Is booking by keys offered again? */
async function isOffered(): Promise<boolean> {
  const caller = await line.call(newNumber());
  const offered = caller.heard.includes(MENU);
  if (caller.state !== 'ended') await caller.hangUp();
  return offered;
}

const isNotOffered = async () => !(await isOffered());

async function unkept(promised: string[]): Promise<string[]> {
  const { rows } = await pool.query<{ caller_hash: string }>('select caller_hash from callback_requests');
  const stored = new Set(rows.map((row) => row.caller_hash));
  return promised.filter((number) => !stored.has(line.hotline.house.parts.hashes.caller(number)));
}

async function rowsOf(number: string): Promise<{ id: string; kennzahl: string; state: string; kind: string }[]> {
  const hash = line.hotline.house.parts.hashes.caller(number);
  const { rows } = await pool.query('select id, kennzahl, state, kind from callback_requests where caller_hash = $1', [hash]);
  return rows as { id: string; kennzahl: string; state: string; kind: string }[];
}

const drained = async () => (await line.hotline.house.redis.xlen('outbox')) === 0;

/** From the first sentence to the written wish for a human's callback. */
async function wished(number: string): Promise<string> {
  const caller = await line.call(number);
  await pressAll(caller, '0', '1');
  return caller.heard;
}

describe('while PostgreSQL is away', () => {
  beforeAll(async () => {
    await stores.postgres.stop();
    await until(isNotOffered, PATIENCE_MS);
  });
  afterAll(async () => {
    await stores.postgres.start();
    await until(isOffered, PATIENCE_MS);
    await until(drained, 10_000);
  });

  it('no booking is offered, nothing is called sold out, and a wish is written down with its Kennzahl', async () => {
    const number = newNumber();
    const caller = await line.call(number);
    expect(caller.heard).toContain('es heißt nicht, dass alles vergeben ist');
    expect(caller.heard).not.toContain(MENU);
    expect(caller.heard).not.toContain('Mit den Tasten buchen');
    await pressAll(caller, '0', '1');
    expect(caller.heard).toMatch(/Wunsch ist aufgeschrieben.*Wann das ist, können wir noch nicht sagen.*Kennzahl ist/s);
    const [entry] = await line.hotline.house.redis.xrange('outbox', '-', '+');
    expect(JSON.stringify(entry)).not.toContain(number.slice(3));
  });

  it('who rings again hears that the place is kept; there is one wish', async () => {
    const number = newNumber();
    await wished(number);
    const { house } = line.hotline;
    const waiting = await house.redis.xlen('outbox');
    const again = await line.call(number);
    expect(again.heard).toContain('Sie stehen schon auf der Liste');
    expect(again.state).toBe('ended');
    expect(await house.redis.xlen('outbox')).toBe(waiting);
  });

  it('what is promised is on disk before it is spoken', async () => {
    await wished(newNumber());
    expect(await line.hotline.house.redis.config('GET', 'appendfsync')).toEqual(['appendfsync', 'always']);
  });

  it('all that the network was given was valid TwiML', () => {
    expect(faultyDocuments(line)).toEqual([]);
  });
});

describe('PostgreSQL comes back', () => {
  it('wishes are on the list in their order, once, with the Kennzahl that was spoken; who was there before keeps the first', async () => {
    const [early, late, known] = [newNumber(), newNumber(), newNumber()];
    const { parts } = line.hotline.house;
    await stores.postgres.stop();
    await until(isNotOffered, PATIENCE_MS);
    for (const number of [early, late]) await wished(number);
    const entries = await line.hotline.house.redis.xrange('outbox', '-', '+');
    const spoken = entries.map(([, fields]) => fields[fields.indexOf('kennzahl') + 1]);
    // The wish of somebody who is on the list already, as when the ticket was lost
    const wish = { id: '0b6c7a52-9f6e-4f0a-8f2e-0c9c3c5b1a01', caller: parts.hashes.caller(known), number: known, kennzahl: '11' };
    await parts.outbox.write({ ...wish, kind: 'menu', language: 'de', ticketAtMs: 1, atMs: 1 });
    await stores.postgres.start();
    await until(drained, 10_000);
    const rows = [...(await rowsOf(early)), ...(await rowsOf(late))];
    expect(rows.map((row) => row.kennzahl)).toEqual(spoken);
    const [first] = await rowsOf(known);
    // A drainer that died before it could settle: the same wish once more
    await parts.outbox.write({ ...wish, kind: 'menu', language: 'de', ticketAtMs: 1, atMs: 1 });
    await parts.outbox.write({
      ...wish,
      id: '0b6c7a52-9f6e-4f0a-8f2e-0c9c3c5b1a02',
      kennzahl: '12',
      kind: 'menu',
      language: 'de',
      ticketAtMs: 2,
      atMs: 2,
    });
    await until(drained, 10_000);
    expect(await rowsOf(known)).toEqual([first]);
    expect(first).toMatchObject({ id: wish.id, kennzahl: '11' });
  }, 30_000);

  it('and no connection is lost for good', async () => {
    await until(isOffered, PATIENCE_MS);
    const { pool: own } = line.hotline.house;
    await until(async () => own.totalCount > 0 && own.idleCount === own.totalCount, PATIENCE_MS);
  });

  it('and Redis was killed meanwhile: no promise is lost', async () => {
    await until(isOffered, PATIENCE_MS);
    await stores.postgres.stop();
    await until(isNotOffered, PATIENCE_MS);
    const promised: string[] = [];
    for (let calls = 0; calls < 10; calls += 1) {
      const number = newNumber();
      if ((await wished(number)).includes('Wunsch ist aufgeschrieben')) promised.push(number);
    }
    await stores.redis.kill();
    await stores.redis.start();
    await stores.postgres.start();
    await until(isOffered, PATIENCE_MS);
    await until(drained, 10_000);
    expect(promised).toHaveLength(10);
    expect(await unkept(promised)).toEqual([]);
  }, 30_000);
});

describe('both are away', () => {
  it('everybody is told what to do, an alarm is raised, nothing is promised, and the doctor is still reached', async () => {
    await until(isOffered, PATIENCE_MS);
    const running = await line.call(newNumber());
    await Promise.all([stores.redis.stop(), stores.postgres.stop()]);
    await wait(1_500);
    const caller = await line.call(newNumber());
    expect(caller.heard).toMatch(/heißt nicht, dass alles vergeben ist.*eins, eins, zwo/s);
    expect(caller.heard).not.toContain('Wir rufen Sie');
    await running.press('1');
    expect(running.heard).toMatch(/heißt nicht, dass alles vergeben ist.*eins, eins, zwo/s);
    expect(alarms).toContain('BOTH_STORES_AWAY');
    const phone = line.carrier.phone('+492311161170');
    const ill = await line.carrier.dial({ from: newNumber(), to: '+49116117' });
    await ill.press('1');
    await (await phone.rings()).answer();
    expect(ill.state).toBe('connected');
    await ill.hangUp();
    await Promise.all([stores.redis.start(), stores.postgres.start()]);
    await until(isOffered, PATIENCE_MS);
  }, 40_000);
});
