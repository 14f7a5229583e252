import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Caller } from '../../scripts/carrier/carrier.ts';
import { hashPassword } from '../../src/agents/passwords.ts';
import { createPacer } from '../../src/callbacks/redis-pacer.ts';
import { type Line, startLine } from '../support/line.ts';
import { type OwnStores, ownStores } from '../support/own-stores.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { faultyDocuments, stockDays } from '../support/walks.ts';

let stores: OwnStores;
let line: Line;
let pool: pg.Pool;
let numbers = 0;
const newNumber = () => {
  numbers += 1;
  return `+492331207${String(numbers).padStart(3, '0')}`;
};
const PASSWORD = 'long enough for a test';
const MENU = 'mit den Tasten einen Termin buchen';

beforeAll(async () => {
  stores = await ownStores('redis');
  line = await startLine({}, { redis: async () => stores.redis.url, postgres: async () => stores.postgres.url }, { ticking: true });
  pool = new pg.Pool({ connectionString: stores.postgres.url, max: 4 });
  pool.on('error', () => undefined);
  await line.tune({ callbackHours: '00:00-24:00', admitPerSecond: 100, burst: 200, dialPerSecond: 0.1 });
});
afterAll(async () => {
  await pool?.end();
  await line?.close();
  await stores?.close();
});

async function isAdmitted(): Promise<boolean> {
  const caller = await line.call(newNumber());
  const admitted = caller.heard.includes(MENU);
  if (caller.state !== 'ended') await caller.hangUp();
  return admitted;
}

describe('while Redis is away', () => {
  beforeAll(() => stores.redis.stop());
  afterAll(async () => {
    await stores.redis.start();
    await until(isAdmitted, PATIENCE_MS);
  });

  it('the doctor is reached from the front menu', async () => {
    const phone = line.carrier.phone('+492311161170');
    const caller = await line.carrier.dial({ from: newNumber(), to: '+49116117' });
    expect(caller.heard).toContain('eins, eins, zwo');
    await caller.press('1');
    const rung = await phone.rings();
    await rung.answer();
    expect(caller.state).toBe('connected');
    await caller.hangUp();
  });

  it('a silent caller at the front menu reaches the doctor too', async () => {
    const phone = line.carrier.phone('+492311161170');
    const caller = await line.carrier.dial({ from: newNumber(), to: '+49116117' });
    for (let rounds = 0; rounds < 3; rounds += 1) await caller.silence();
    await (await phone.rings()).answer();
    expect(caller.state).toBe('connected');
    await caller.hangUp();
  });

  it('an appointment is offered as a callback, with window and Kennzahl, and it is stored', async () => {
    const number = newNumber();
    const caller = await line.carrier.dial({ from: number, to: '+49116117' });
    await caller.press('2');
    expect(caller.heard).toContain('Alle Leitungen sind gerade besetzt');
    await caller.press('1');
    expect(caller.heard).toMatch(/Wir rufen .*zwischen|Wir rufen .*Uhr/);
    expect(caller.heard).toContain('Kennzahl');
    expect(await kindsOf(number)).toEqual(['menu']);
  });

  it.each([
    ['presses 0', async (caller: Caller) => caller.press('0')],
    [
      'says nothing',
      async (caller: Caller) => {
        for (let rounds = 0; rounds < 3; rounds += 1) await caller.silence();
      },
    ],
  ])('a caller who %s is called back by a human', async (_what, act) => {
    const number = newNumber();
    const caller = await line.call(number);
    await act(caller);
    expect(caller.heard).toContain('Sie stehen auf der Liste');
    expect(await kindsOf(number)).toEqual(['human']);
  });

  it('a typed number is read back within the promise; a wrong one is dropped and typed again', async () => {
    const [wrong, right] = [newNumber(), newNumber()];
    const caller = await line.call('anonymous');
    expect(caller.heard).toContain('Wir sehen Ihre Telefonnummer nicht');
    await caller.press(`${wrong.replace('+49', '0')}#`);
    expect(caller.heard).toContain('Wir haben verstanden');
    expect(caller.heard).toContain('Sie stehen auf der Liste');
    expect(await kindsOf(wrong)).toEqual(['menu']);
    expect(caller.lastTwiml).not.toContain(wrong.slice(3));
    await caller.press('2');
    await caller.press(`${right.replace('+49', '0')}#`);
    expect(await statesOf(wrong)).toEqual(['dropped']);
    expect(await statesOf(right)).toEqual(['open']);
    await caller.press('1');
    expect(caller.state).toBe('ended');
  });

  it('a second call of the same number finds its promise and makes no other', async () => {
    const number = newNumber();
    for (const heard of ['Sie stehen auf der Liste', 'Sie stehen schon auf der Liste']) {
      const caller = await line.call(number);
      await caller.press('1');
      expect(caller.heard).toContain(heard);
    }
    expect(await statesOf(number)).toEqual(['open']);
  });

  it('callers beyond this process’ part of the rate hear that all lines are busy, and nothing is promised', async () => {
    const { keeper } = line.hotline.house;
    const known = keeper.lastKnown();
    const slow = { ...known, values: { ...known.values, admitPerSecond: 0.1, burst: 2 } };
    const lastKnown = keeper.lastKnown.bind(keeper);
    keeper.lastKnown = () => slow;
    try {
      const heard: string[] = [];
      for (let calls = 0; calls < 4; calls += 1) heard.push((await line.call(newNumber())).heard);
      expect(heard.filter((text) => text.includes('Wir rufen Sie gerne zurück')).length).toBeLessThanOrEqual(2);
      expect(heard.at(-1)).toContain('Alle Leitungen sind besetzt');
    } finally {
      keeper.lastKnown = lastKnown;
    }
  });

  it('all that the network was given was valid TwiML', () => {
    expect(faultyDocuments(line)).toEqual([]);
  });
});

describe('Redis comes back', () => {
  it('empty: thresholds are there at once, callers are let in, and who was promised a callback is known', async () => {
    const number = newNumber();
    await stores.redis.stop();
    const caller = await line.call(number);
    await caller.press('1');
    expect(caller.heard).toContain('Sie stehen auf der Liste');
    stores.redis.forget();
    await stores.redis.start();
    await until(isAdmitted, PATIENCE_MS);
    const { frontDoor } = line.hotline.house.parts;
    const { rows } = await pool.query("select 1 from callback_requests where state in ('open', 'dialling')");
    await until(async () => (await frontDoor.picture()).openCallbacks === rows.length, PATIENCE_MS);
    const again = await line.call(number);
    expect(again.heard).toContain('Sie stehen schon auf der Liste');
    await again.press('1');
  }, 30_000);

  it('empty: dialling keeps its pace, and desks hear what happens', async () => {
    const { config, parts } = line.hotline.house;
    const pacer = await createPacer({ redisUrl: config.redisUrl, id: '{outage}' });
    await pacer.setRate(50);
    const told: string[] = [];
    const leave = await parts.agentEvents.follow('anna', undefined, (event) => told.push(event.type));
    await stores.redis.stop();
    stores.redis.forget();
    await stores.redis.start();
    await until(isAdmitted, PATIENCE_MS);
    await until(async () => parts.agentEvents.publish('anna', { type: 'incoming', data: {} }).then(() => told.length > 0), PATIENCE_MS);
    await until(
      () =>
        pacer.setRate(50).then(
          () => true,
          () => false,
        ),
      PATIENCE_MS,
    );
    const started = performance.now();
    for (let jobs = 0; jobs < 10; jobs += 1) await pacer.run(async () => undefined);
    expect(performance.now() - started).toBeLessThan(2_000);
    leave();
    await pacer.close();
  }, 30_000);

  it('empty: agents are told that they are signed out, sign in again, and take calls', async () => {
    await pool.query(
      `insert into accounts (name, password_hash, roles, languages, endpoint, created_at) values ('berta', $1, '{agent}', '{de}', 'tel:+493012345002', now())`,
      [await hashPassword(PASSWORD)],
    );
    const me = () => fetch(`${line.app}/desk/api/me`, { headers: { cookie: desk.cookie } });
    const desk = await signIn('berta');
    expect((await me()).status).toBe(200);
    await stores.redis.stop();
    stores.redis.forget();
    await stores.redis.start();
    await until(isAdmitted, PATIENCE_MS);
    expect((await me()).status).toBe(401);
    const { cookie, csrfToken } = await signIn('berta');
    const headers = { cookie, 'X-CSRF-Token': csrfToken, 'Content-Type': 'application/json' };
    const chosen = await fetch(`${line.app}/desk/api/state`, { method: 'PUT', headers, body: JSON.stringify({ state: 'available' }) });
    expect(chosen.status).toBe(200);
    const phone = line.carrier.phone('+493012345002');
    const caller = await line.call(newNumber());
    await caller.press('0');
    const rung = await phone.rings();
    await rung.answer();
    await rung.press('1');
    expect(caller.state).toBe('connected');
    await caller.hangUp();
  }, 30_000);

  it('a call that was under way is called back, for who does not want to wait', async () => {
    const number = newNumber();
    const caller = await line.call(number);
    await caller.press('1');
    await stores.redis.stop();
    await caller.press('05');
    await caller.press('1');
    await caller.press('1');
    expect(caller.heard).toContain('Sie stehen auf der Liste');
    expect(await kindsOf(number)).toEqual(['menu']);
    await stores.redis.start();
    await until(isAdmitted, PATIENCE_MS);
  }, 20_000);

  it('a call that was under way goes on where it was, for who stays on the line', async () => {
    await stockDays(line, 'Hagen', [10], ['09:00'], 5);
    const caller = await line.call(newNumber());
    await caller.press('1');
    await stores.redis.stop();
    await caller.press('05');
    expect(caller.heard).toContain('Oder wir rufen Sie zurück');
    await caller.silence();
    expect(caller.heard).toContain('Oder wir rufen Sie zurück');
    await stores.redis.start();
    await until(isAdmitted, PATIENCE_MS);
    await caller.silence();
    expect(caller.heard).toMatch(/Zuerst nur den Tag|Jetzt den Monat/);
    await caller.hangUp();
  }, 20_000);
});

/** At the desk. */
async function signIn(name: string): Promise<{ cookie: string; csrfToken: string }> {
  const reply = await fetch(`${line.app}/desk/api/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name, password: PASSWORD }),
  });
  const { csrfToken } = (await reply.json()) as { csrfToken: string };
  return { cookie: reply.headers.get('set-cookie')?.split(';')[0] ?? '', csrfToken };
}

async function kindsOf(number: string): Promise<string[]> {
  return (await rowsOf(number)).map((row) => row.kind);
}

async function statesOf(number: string): Promise<string[]> {
  return (await rowsOf(number)).map((row) => row.state);
}

async function rowsOf(number: string): Promise<{ kind: string; state: string }[]> {
  const hash = line.hotline.house.parts.hashes.caller(number);
  const { rows } = await pool.query('select kind, state from callback_requests where caller_hash = $1 order by created_at', [hash]);
  return rows as { kind: string; state: string }[];
}
