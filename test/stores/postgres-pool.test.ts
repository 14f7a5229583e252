import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { connectPostgres } from '../../src/platform/postgres.ts';
import { type Wire, wireTo } from '../support/cut.ts';
import { closeServices, testDatabase } from '../support/services.ts';

let wire: Wire;
let pool: pg.Pool;

beforeAll(async () => {
  wire = await wireTo((await testDatabase()).url);
  pool = connectPostgres(wire.url, { max: 1, statementTimeoutMs: 200 });
});
afterAll(async () => {
  await pool.end();
  await wire.close();
  await closeServices();
});

const begun = () => drizzle(pool).transaction((tx) => tx.execute(sql`select 1`));

describe('a pool of one connection', () => {
  it('has it back after a transaction that could not even begin because nothing answered', async () => {
    await begun();
    wire.freeze();
    await expect(begun()).rejects.toThrow();
    await wire.mend();
    await expect(begun()).resolves.toBeDefined();
  });

  it('has it back after a server that died in the middle of a transaction, and the process lives', async () => {
    const dying = drizzle(pool).transaction(async (tx) => {
      await wire.cut();
      await tx.execute(sql`select 1`);
    });
    await expect(dying).rejects.toThrow();
    await wire.mend();
    await expect(begun()).resolves.toBeDefined();
  });
});
