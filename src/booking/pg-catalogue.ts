import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { centres, eligibility, postcodes } from '../../db/schema.ts';
import type { Catalogue, Centre } from '../calls/ports/booking.ts';
import { DependencyDown } from '../platform/errors.ts';
import { askPostgres } from '../platform/postgres.ts';
import { type EligibilityRule, lastBirthday } from './eligibility.ts';

interface Loaded {
  places: ReadonlyMap<string, Centre | { rhineland: string }>;
  rules: readonly EligibilityRule[];
}

/**
 * Postcodes, centres and who may book, kept in memory: asked by every caller, changed once in a while.
 * Until `refresh` has succeeded once, asking throws `POSTGRES_DOWN`; a refresh that fails leaves what was known.
 */
export function createCatalogue({ pool }: { pool: pg.Pool }): Catalogue & { refresh(): Promise<void> } {
  const db = drizzle(pool);
  let loaded: Loaded | undefined;
  const known = (): Loaded => {
    if (loaded === undefined) throw new DependencyDown('postgres', new Error('the catalogue has not been loaded yet'));
    return loaded;
  };
  return {
    async refresh() {
      const [rows, rules] = await askPostgres(
        Promise.all([
          db
            .select({ plz: postcodes.plz, place: postcodes.place, kreis: postcodes.kreis, region: postcodes.region, name: centres.name })
            .from(postcodes)
            .leftJoin(centres, eq(centres.kreis, postcodes.kreis)),
          db.select().from(eligibility),
        ]),
      );
      const places = rows.flatMap(({ plz, place, kreis, region, name }): [string, Centre | { rhineland: string }][] => {
        if (region === 'rheinland') return [[plz, { rhineland: place }]];
        return name === null ? [] : [[plz, { kreis, name, place }]];
      });
      loaded = { places: new Map(places), rules };
    },
    centreOf: (plz) => known().places.get(plz),
    bornOnOrBefore: (day) => lastBirthday(known().rules, day),
  };
}
