import { afterAll, describe, expect, it } from '@jest/globals';
import { closeServices, testDatabase, testRedis } from '../support/services.ts';

describe('the stores of one test file', () => {
  afterAll(closeServices);
  it('redis empty', async () => {
    const redis = await testRedis();
    expect(await redis.dbsize()).toBe(0);
  });
  it('pg', async () => {
    const { pool } = await testDatabase();
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});
