import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { centres, eligibility, postcodes } from '../../db/schema.ts';
import type { Catalogue, Centre } from '../calls/ports/booking.ts';
import { DependencyDown } from '../platform/errors.ts';
import { askPostgres } from '../platform/postgres.ts';
import { type EligibilityRule, lastBirthday } from './eligibility.ts';
import { areaOf, isOfAnotherArea } from './postcode.ts';

interface Loaded {
  places: ReadonlyMap<string, Centre | { rhineland: string }>;
  /** Where our postcodes lie. */
  areas: ReadonlySet<string>;
  centres: readonly Pick<Centre, 'kreis' | 'name'>[];
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
      const [rows, all, rules] = await askPostgres(
        Promise.all([
          db
            .select({ plz: postcodes.plz, place: postcodes.place, kreis: postcodes.kreis, region: postcodes.region, name: centres.name })
            .from(postcodes)
            .leftJoin(centres, eq(centres.kreis, postcodes.kreis)),
          db.select({ kreis: centres.kreis, name: centres.name }).from(centres).orderBy(centres.kreis),
          db.select().from(eligibility),
        ]),
      );
      const places = rows.flatMap(({ plz, place, kreis, region, name }): [string, Centre | { rhineland: string }][] => {
        if (region === 'rheinland') return [[plz, { rhineland: place }]];
        return name === null ? [] : [[plz, { kreis, name, place }]];
      });
      const areas = new Set(rows.filter(({ name }) => name !== null).map(({ plz }) => areaOf(plz)));
      loaded = { places: new Map(places), areas, centres: all, rules };
    },
    centreOf: (plz) => known().places.get(plz),
    liesElsewhere: (plz) => !known().places.has(plz) && isOfAnotherArea(plz, known().areas),
    centres: () => known().centres,
    bornOnOrBefore: (day) => lastBirthday(known().rules, day),
  };
}
