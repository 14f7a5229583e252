import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { checkJournal, type JournalEntry, migrationsFolder, readJournal } from '../../db/check-journal.ts';
import { migrate, schemaIsCurrent } from '../../db/migrate.ts';
import * as schema from '../../db/schema.ts';
import { seed } from '../../db/seed.ts';
import { closeServices, testDatabase } from '../support/services.ts';
import { addSlots, berlin, process as bookingProcess, faults, held, NINE, person, wish } from './booking-ground.ts';

/** The newest migration that is installed somewhere already. */
const LAST_OF_RELEASE_BEFORE = '0006_booking_lists';

let admin: pg.Pool;
let url: string;
let pool: pg.Pool;

beforeAll(async () => {
  const database = await testDatabase();
  admin = database.pool;
  url = database.url.replace(/[^/]*$/, (name) => `${name}_empty`);
});
/** Each test begins on a machine where nothing was ever installed. */
beforeEach(async () => {
  await admin.query(`create database ${url.split('/').at(-1)} template template0`);
  pool = new pg.Pool({ connectionString: url, max: 4 });
  // Dropping the database may be faster than the last connection's farewell
  pool.on('error', () => undefined);
});
afterEach(async () => {
  await pool.end();
  await admin.query(`drop database ${url.split('/').at(-1)} with (force)`);
});
afterAll(closeServices);

describe('migrating', () => {
  it('brings an empty database to the newest schema; again, nothing happens', async () => {
    expect(await schemaIsCurrent(pool)).toBe(false);
    expect(await migrate(url)).toEqual({ applied: readJournal().length });
    expect(await schemaIsCurrent(pool)).toBe(true);
    expect(await migrate(url)).toEqual({ applied: 0 });
  });

  it('by several starting servers at once is done once, by one of them', async () => {
    const done = await Promise.all(Array.from({ length: 4 }, () => migrate(url)));
    expect(done.map(({ applied }) => applied).sort()).toEqual([0, 0, 0, readJournal().length]);
    expect(await schemaIsCurrent(pool)).toBe(true);
  });

  it('fails by name when a migration was left out, as a branch merged late would be', async () => {
    await migrate(url);
    await pool.query(
      'delete from drizzle.__drizzle_migrations where created_at = (select min(created_at) from drizzle.__drizzle_migrations)',
    );
    expect(await schemaIsCurrent(pool)).toBe(false);
    await expect(migrate(url)).rejects.toMatchObject({
      code: 'MIGRATIONS_MISSING',
      message: expect.stringContaining(readJournal()[0]?.tag ?? ''),
    });
  });

  it('is refused before anything is changed when the journal’s times do not rise', () => {
    const late = [
      { tag: '0000_first', when: 2 },
      { tag: '0001_merged_late', when: 2 },
    ];
    expect(() => checkJournal(late)).toThrow(
      expect.objectContaining({ code: 'JOURNAL', message: expect.stringContaining('0001_merged_late') }),
    );
  });
});

/** Confirms a hold for one person as the release before did; the codes it got. */
async function confirmedBefore(holdId: string): Promise<unknown> {
  const { birthDate, personHash: hash, plz } = person();
  const orders = [{ holdId, persons: [{ birthDate, hash, plz, codes: ['12345674'] }] }];
  const { rows } = await pool.query('select confirm_holds($1, from_ms($2)) -> 0 as answer', [JSON.stringify(orders), NINE]);
  expect(rows[0].answer).toEqual({ codes: ['12345674'] });
  return rows[0].answer;
}

describe('a database of the release before', () => {
  it('keeps its holds, appointments and accounts on the way to the newest, and they go on where they stood', async () => {
    await migrateTo(LAST_OF_RELEASE_BEFORE);
    await seed(pool, { nowMs: NINE, slots: false, demoPassword: 'for the demo only', log: () => undefined });
    await addSlots(
      pool,
      { dose: 1, at: [berlin('2021-02-09 14:30')], capacity: 9 },
      { dose: 2, at: [berlin('2021-03-02 14:30')], capacity: 9 },
    );
    const before = bookingProcess(url, { nowMs: NINE });
    const request = wish({ people: 2 });
    const couple = await held(before.bookings, request);
    const booked = await held(before.bookings);
    const codes = await confirmedBefore(booked.holdId);
    await before.pool.end();

    const journal = readJournal();
    const rest = journal.length - 1 - journal.findIndex(({ tag }) => tag === LAST_OF_RELEASE_BEFORE);
    expect(await migrate(url)).toEqual({ applied: rest });

    const after = bookingProcess(url, { nowMs: NINE });
    expect(await after.bookings.hold(request)).toEqual(couple);
    expect(await after.bookings.confirm({ holdId: couple.holdId, persons: [person(), person()], nowMs: NINE })).toHaveProperty('codes');
    expect(await after.bookings.confirm({ holdId: booked.holdId, persons: [person()], nowMs: NINE })).toEqual(codes);
    const cancelled = await pool.query('select cancel_booking($1, null, from_ms($2)) as answer', [booked.holdId, NINE]);
    expect(cancelled.rows).toEqual([{ answer: 'cancelled' }]);
    expect((await pool.query('select sum(taken)::int as taken from slots')).rows).toEqual([{ taken: 4 }]);
    expect(await faults(pool)).toEqual([]);
    expect((await pool.query('select distinct supervisor from accounts')).rows).toEqual([{ supervisor: false }]);
    await after.pool.end();
  }, 60_000);
});

describe('the schema', () => {
  it('in the database is the one the code was written for', async () => {
    await migrate(url);
    const known = (Object.values(schema) as PgTable[]).map((table) => getTableConfig(table));
    const names = known.flatMap(({ name, columns, checks, indexes, uniqueConstraints }) => [
      ...columns.map((column) => `${name}.${column.name}`),
      ...checks.map((rule) => rule.name),
      ...uniqueConstraints.map((rule) => rule.name),
      ...indexes.map((index) => index.config.name),
    ]);
    const { rows } = await pool.query<{ name: string }>(`
      select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'
      union all select conname from pg_constraint where connamespace = 'public'::regnamespace
      union all select indexname from pg_indexes where schemaname = 'public'`);
    const there = new Set(rows.map(({ name }) => name));
    expect(names.filter((name) => name !== undefined && !there.has(name))).toEqual([]);
  });

  it('is the one that was last read by a person', async () => {
    await migrate(url);
    expect(await describeSchema()).toMatchSnapshot();
  });
});

describe('seeding', () => {
  // Eight weeks that contain the clock change of 28 March 2021
  const options = { nowMs: Date.UTC(2021, 2, 1, 9), slots: true, demoPassword: 'for the demo only', log: () => undefined };
  const counts = async () =>
    (await pool.query('select dose, count(*)::int as times, sum(capacity)::int as places from slots group by dose order by dose')).rows;

  it('offers every quarter of an hour from 14 to 20 h for eight weeks, and second doses for all of them; again, nothing doubles', async () => {
    await migrate(url);
    await seed(pool, options);
    const expected = [
      { dose: 1, times: 27 * 56 * 24, places: 27 * 56 * 24 * 6 },
      { dose: 2, times: 27 * 80 * 24, places: 27 * 80 * 24 * 6 },
    ];
    expect(await counts()).toEqual(expected);
    await seed(pool, options);
    expect(await counts()).toEqual(expected);
    const { rows } = await pool.query(
      `select min((starts_at at time zone 'Europe/Berlin')::time)::text as first, max((starts_at at time zone 'Europe/Berlin')::time)::text as last from slots`,
    );
    expect(rows).toEqual([{ first: '14:00:00', last: '19:45:00' }]);
    const booking = bookingProcess(url, { nowMs: options.nowMs });
    const lastDay = berlin('2021-04-25 19:45', 2);
    expect(await booking.bookings.hold(wish({ notBeforeMs: lastDay, heldUntilMs: lastDay }))).toMatchObject({
      firstMs: [lastDay],
      secondMs: [berlin('2021-05-16 19:45', 2)],
    });
    await booking.pool.end();
  }, 60_000);

  it('without appointments still gives centres and three agents who can be connected', async () => {
    await migrate(url);
    await seed(pool, { ...options, slots: false });
    expect(await counts()).toEqual([]);
    const { rows } = await pool.query('select name, roles, languages, endpoint, password_hash from accounts order by name');
    expect(rows.map(({ name }) => name)).toEqual(['agent1', 'agent2', 'agent3']);
    for (const { roles, languages, endpoint, password_hash } of rows) {
      expect({ roles, languages }).toEqual({ roles: ['agent'], languages: ['de', 'en'] });
      expect(endpoint).toMatch(/^tel:\+492214710\d{3}$/);
      expect(password_hash).not.toContain(options.demoPassword);
    }
  });
});

/** Brings the database to an earlier state, with the files of then and the migrator's own ledger. */
async function migrateTo(last: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hotline-migrations-'));
  const journal = JSON.parse(await readFile(new URL('meta/_journal.json', migrationsFolder), 'utf8')) as { entries: JournalEntry[] };
  const entries = journal.entries.slice(0, journal.entries.findIndex(({ tag }) => tag === last) + 1);
  await mkdir(join(folder, 'meta'));
  await writeFile(join(folder, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }));
  for (const { tag } of entries) await copyFile(new URL(`${tag}.sql`, migrationsFolder), join(folder, `${tag}.sql`));
  await applyMigrations(drizzle(pool), { migrationsFolder: folder });
  await rm(folder, { recursive: true });
}

/** Tables, rules, indexes and functions, one line each, without what differs between versions of PostgreSQL. */
async function describeSchema(): Promise<string> {
  const { rows } = await pool.query<{ line: string }>(`
    select line from (
      select table_name || '.' || column_name || ' ' || data_type || case is_nullable when 'NO' then ' not null' else '' end
        || coalesce(' default ' || column_default, '') || coalesce(' as ' || generation_expression, '') as line
      from information_schema.columns where table_schema = 'public'
      union all
      select conrelid::regclass || ' rule ' || conname || ': ' || pg_get_constraintdef(oid)
      from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
      union all
      select indexdef from pg_indexes where schemaname = 'public'
      union all
      select 'function ' || p.oid::regprocedure || ' returns ' || pg_get_function_result(p.oid) || ' ' || md5(p.prosrc || coalesce(p.proconfig::text, ''))
      from pg_proc p where p.pronamespace = 'public'::regnamespace
    ) lines order by line collate "C"`);
  return rows.map(({ line }) => line).join('\n');
}
