import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { seedCatalogue } from '../../db/seed.ts';
import { createCatalogue } from '../../src/booking/pg-catalogue.ts';
import { closeServices, testDatabase } from '../support/services.ts';

let pool: pg.Pool;
let catalogue: ReturnType<typeof createCatalogue>;

beforeAll(async () => {
  ({ pool } = await testDatabase());
  catalogue = createCatalogue({ pool });
});
afterAll(closeServices);

describe('the catalogue', () => {
  it('that was never loaded says that the store is away, not "unknown postcode"', () => {
    expect(() => catalogue.centreOf('58095')).toThrow(expect.objectContaining({ code: 'POSTGRES_DOWN' }));
  });

  it('knows place, Kreis and centre of a postcode, and tells the Rhineland from the unknown', async () => {
    await catalogue.refresh();
    expect(catalogue.centreOf('58095')).toEqual({ kreis: 'Hagen', name: 'Stadthalle Hagen', place: 'Hagen' });
    expect(catalogue.centreOf('58636')).toEqual({ kreis: 'Märkischer Kreis', name: 'Historische Schützenhalle Loh', place: 'Iserlohn' });
    expect(catalogue.centreOf('45127')).toEqual({ rhineland: 'Essen' });
    for (const plz of ['10115', '99999', '5809', '']) expect(catalogue.centreOf(plz)).toBeUndefined();
    const elsewhere = (...all: string[]) => all.filter((plz) => catalogue.liesElsewhere(plz));
    expect(elsewhere('10115', '80331', '34117')).toEqual(['10115', '80331', '34117']);
    expect(elsewhere('58095', '58099', '45127', '99999', '5809', '')).toEqual([]);
  });

  it('leads every Westfalen-Lippe postcode to one of 27 centres', async () => {
    const { rows } = await pool.query<{ plz: string }>("select plz from postcodes where region = 'westfalen-lippe'");
    expect(rows).toHaveLength(414);
    expect(new Set(rows.map(({ plz }) => JSON.stringify({ ...catalogue.centreOf(plz), place: '' }))).size).toBe(27);
  });

  it('follows a change of who may book at the next refresh', async () => {
    expect(catalogue.bornOnOrBefore('2021-03-01')).toBe('1941-01-31');
    await pool.query("insert into eligibility values ('2021-02-01', '1946-12-31')");
    expect(catalogue.bornOnOrBefore('2021-03-01')).toBe('1941-01-31');
    await catalogue.refresh();
    expect(catalogue.bornOnOrBefore('2021-03-01')).toBe('1946-12-31');
    expect(catalogue.bornOnOrBefore('2021-01-31')).toBe('1941-01-31');
  });

  it('is filled anew without doubling, and without touching what ops changed', async () => {
    await pool.query("update vaccines set slack_days = 5 where name = 'moderna'");
    await Promise.all([seedCatalogue(pool), seedCatalogue(pool)]);
    const { rows } = await pool.query(
      'select (select count(*)::int from centres) as centres, (select count(*)::int from postcodes) as postcodes',
    );
    expect(rows).toEqual([{ centres: 27, postcodes: 414 + 794 }]);
    expect((await pool.query('select * from vaccines order by name')).rows).toEqual([
      { name: 'biontech', interval_days: 21, slack_days: 3 },
      { name: 'moderna', interval_days: 28, slack_days: 5 },
    ]);
  });

  it('keeps its old knowledge when the store goes away', async () => {
    await pool.end();
    await expect(catalogue.refresh()).rejects.toMatchObject({ code: 'POSTGRES_DOWN' });
    expect(catalogue.centreOf('58095')).toMatchObject({ kreis: 'Hagen' });
  });
});
