/** The ledger of promised windows: how many are open, and which of today's were kept. */
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { z } from 'zod';
import { instantOf, localTime } from './berlin-time.ts';

const wholeNumber = z.coerce.number().int();
const counted = z.object({ open: wholeNumber, due: wholeNumber, kept: wholeNumber, early: wholeNumber, late: wholeNumber });

/**
 * A promise is kept when the first try that reached the network began within its window. Late is also one whose
 * window passed today without any such try. What the person dropped before is no promise any more.
 */
export async function countPromises(db: NodePgDatabase, nowMs: number): Promise<z.output<typeof counted>> {
  const now = new Date(nowMs);
  const midnight = new Date(instantOf({ ...localTime(nowMs), minute: 0 }));
  const result = await db.execute(sql`
    with rung as (
      select r.window_from, r.window_to, min(a.started_at) as first_try
        from callback_requests r
        join callback_attempts a on a.request_id = r.id and a.call_sid is not null
       where r.window_to >= ${midnight}::timestamptz - interval '7 days'
       group by r.id
    ), unrung as (
      select count(*) as n from callback_requests r
       where r.window_to >= ${midnight} and r.window_to < ${now} and r.state in ('open', 'dialling', 'missed')
         and not exists (select 1 from callback_attempts a where a.request_id = r.id and a.call_sid is not null)
    )
    select (select count(*) from callback_requests where state in ('open', 'dialling')) as open,
           (select count(*) from callback_requests where state = 'open' and next_try_at <= ${now}) as due,
           (select count(*) from rung where first_try >= ${midnight} and first_try between window_from and window_to) as kept,
           (select count(*) from rung where first_try >= ${midnight} and first_try < window_from) as early,
           (select count(*) from rung where first_try >= ${midnight} and first_try > window_to) + (select n from unrung) as late`);
  return counted.parse(result.rows[0]);
}
