import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type pg from 'pg';

/** Intervals as the approvals of winter 2020/21 gave them; the second dose may be up to `slackDays` later. */
const VACCINES = [
  { name: 'biontech', interval_days: 21, slack_days: 3 },
  { name: 'moderna', interval_days: 28, slack_days: 3 },
];

/** The first phase: 80 years old by the end of January 2021. */
const FIRST_PHASE = { validFrom: '2021-01-01', bornOnOrBefore: '1941-01-31' };

type Row = Record<string, string>;

/**
 * Fills in what every installation needs: the 27 centres and which are neighbours, the postcodes of both regions, the vaccines
 * and who may book. Repeatable: centres and postcodes follow the data files, vaccines and eligibility
 * are left alone once they exist, for ops change those.
 */
export async function seedCatalogue(pool: pg.Pool): Promise<void> {
  await pool.query(
    `insert into centres (kreis, name, street, plz, city)
     select kreis, centre, street, plz, city from jsonb_to_recordset($1) as r(kreis text, centre text, street text, plz text, city text)
     on conflict (kreis) do update set name = excluded.name, street = excluded.street, plz = excluded.plz, city = excluded.city`,
    [JSON.stringify(readData('impfzentren-westfalen-lippe.csv'))],
  );
  await pool.query(
    `insert into postcodes (plz, place, kreis, region)
     select plz, place, kreis, region from jsonb_to_recordset($1) as r(plz text, place text, kreis text, region text)
     on conflict (plz) do update set place = excluded.place, kreis = excluded.kreis, region = excluded.region`,
    [JSON.stringify(postcodes())],
  );
  await pool.query(
    `insert into neighbours (kreis, neighbour)
     select kreis, neighbour from jsonb_to_recordset($1) as r(kreis text, neighbour text)
     union select neighbour, kreis from jsonb_to_recordset($1) as r(kreis text, neighbour text) order by 1, 2
     on conflict do nothing`,
    [JSON.stringify(readData('nachbarkreise.csv'))],
  );
  await pool.query(
    `insert into vaccines (name, interval_days, slack_days)
     select name, interval_days, slack_days from jsonb_to_recordset($1) as r(name text, interval_days smallint, slack_days smallint)
     on conflict (name) do nothing`,
    [JSON.stringify(VACCINES)],
  );
  await pool.query('insert into eligibility (valid_from, born_on_or_before) values ($1, $2) on conflict (valid_from) do nothing', [
    FIRST_PHASE.validFrom,
    FIRST_PHASE.bornOnOrBefore,
  ]);
}

function postcodes(): Row[] {
  const ours = readData('plz-westfalen-lippe.csv').map((row) => ({ ...row, region: 'westfalen-lippe' }));
  // The Rhineland file names no places: its Kreis is all a caller from there is told.
  const theirs = readData('plz-nordrhein.csv').map((row) => ({ ...row, place: row.kreis ?? '', region: 'rheinland' }));
  return [...ours, ...theirs];
}

function readData(file: string): Row[] {
  return parse<Row>(readFileSync(new URL(`./data/${file}`, import.meta.url), 'utf8'), { columns: true, bom: true });
}
