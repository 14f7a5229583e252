/** Free pairs for somebody who chooses among them; nothing is held by looking. */
import type pg from 'pg';
import { z } from 'zod';
import type { FreePair, FreePairs } from '../calls/ports/desk.ts';
import { askPostgres } from '../platform/postgres.ts';

const pairs = z.array(z.object({ firstMs: z.array(z.number()), secondMs: z.array(z.number()) }));

/**
 * The port over the search that holding uses, so that what is listed is what a hold would find: from each pair found on to the
 * next one that begins later.
 */
export function createFreePairs({ pool }: { pool: pg.Pool }): FreePairs {
  return {
    async list({ kreis, people, notBeforeMs, most }): Promise<FreePair[]> {
      const asked = { name: 'list_pairs', text: PAIRS, values: [kreis, people, notBeforeMs, most] };
      const { rows } = await askPostgres(pool.query<{ found: unknown }>(asked));
      return pairs.parse(rows[0]?.found);
    },
  };
}

/**
 * The plans inside find_pair belong to the connection, and holding goes on with them: so they are made here under the very settings that
 * the holding functions set for themselves. They last for this one statement, and the case makes the search wait for them.
 */
const PAIRS = `
  with recursive settings as materialized (
    select set_config('enable_seqscan', 'off', true) || set_config('enable_hashjoin', 'off', true) || set_config('enable_mergejoin', 'off', true)
      || set_config('jit', 'off', true) || set_config('plan_cache_mode', 'force_generic_plan', true) as done
  ), pairs as (
    select p.first_starts, p.second_starts, 1 as n
    from settings cross join lateral find_pair(case when settings.done <> '' then $1::text end, $2::int, from_ms($3), '{}') as p
    union all
    select p.first_starts, p.second_starts, pairs.n + 1
    from pairs cross join lateral find_pair($1, $2, pairs.first_starts[1] + interval '1 minute', '{}') as p
    where pairs.first_starts is not null and pairs.n < $4::int
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'firstMs', array(select to_ms(t) from unnest(first_starts) as t), 'secondMs', array(select to_ms(t) from unnest(second_starts) as t)
  ) order by n), '[]') as found
  from pairs where first_starts is not null`;
