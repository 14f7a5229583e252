import type pg from 'pg';
import { hashPassword } from '../src/agents/passwords.ts';
import { seedCatalogue } from './seed-catalogue.ts';

export { seedCatalogue } from './seed-catalogue.ts';

/** Eight weeks from today; the second dose follows at most 24 days (21 and 3 of slack) after the first. */
const FIRST_DOSE_DAYS = 56;
const SECOND_DOSE_DAYS = FIRST_DOSE_DAYS + 24;
const CAPACITY = 6;

/**
 * Demo agents. Their numbers are from 0221 4710-000 to -999, which the Bundesnetzagentur keeps
 * unassigned for films and teaching (Mitteilung 148/2021, Amtsblatt 7/2021): nobody can be reached there.
 */
const AGENTS = [
  { name: 'agent1', endpoint: 'tel:+492214710001' },
  { name: 'agent2', endpoint: 'tel:+492214710002' },
  { name: 'agent3', endpoint: 'tel:+492214710003' },
];

export interface SeedOptions {
  nowMs: number;
  /** Appointments too, or only the catalogue and the agents. */
  slots: boolean;
  /** The three demo agents sign in with it. */
  demoPassword: string;
  log: (line: string) => void;
}

/** Catalogue, demo agents and appointments from today on. Repeatable: what exists stays, only the agents' password is set anew. */
export async function seed(pool: pg.Pool, options: SeedOptions): Promise<void> {
  await seedCatalogue(pool);
  await seedAgents(pool, options);
  options.log('27 centres, the postcodes of both regions and three demo agents are there');
  if (!options.slots) return;
  const added = await seedSlots(pool, options.nowMs);
  options.log(
    `${added} appointment times added: daily 14-20 h, first doses for ${FIRST_DOSE_DAYS} days, second doses for ${SECOND_DOSE_DAYS}`,
  );
}

async function seedAgents(pool: pg.Pool, { demoPassword, nowMs }: SeedOptions): Promise<void> {
  const agents = await Promise.all(AGENTS.map(async (agent) => ({ ...agent, password_hash: await hashPassword(demoPassword) })));
  await pool.query(
    `insert into accounts (name, password_hash, roles, languages, endpoint, created_at)
     select name, password_hash, array['agent'], array['de', 'en'], endpoint, to_timestamp($2 / 1000.0)
     from jsonb_to_recordset($1) as r(name text, password_hash text, endpoint text)
     on conflict (name) do update set password_hash = excluded.password_hash`,
    [JSON.stringify(agents), nowMs],
  );
}

/** Every quarter of an hour from 14:00 to 19:45 on the centres' own clocks, so that a day of the clock change is like any other. */
async function seedSlots(pool: pg.Pool, nowMs: number): Promise<number> {
  const result = await pool.query(
    `with today as (select (to_timestamp($1 / 1000.0) at time zone 'Europe/Berlin')::date as day)
     insert into slots (kreis, starts_at, dose, vaccine, capacity)
     select centres.kreis, (today.day + n + time '14:00' + quarter * interval '15 minutes') at time zone 'Europe/Berlin', dose, 'biontech', $4
     from today, centres, (values (1, $2::int), (2, $3::int)) as doses(dose, days), generate_series(0, days - 1) as n, generate_series(0, 23) as quarter
     order by kreis, dose, n, quarter
     on conflict on constraint slots_one_per_time do nothing`,
    [nowMs, FIRST_DOSE_DAYS, SECOND_DOSE_DAYS, CAPACITY],
  );
  return result.rowCount ?? 0;
}
