/** How fast callbacks were really rung in the last minutes, from the tries themselves. */
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { z } from 'zod';
import { MINUTE_MS } from '../platform/berlin-time.ts';
import { type CallbackLine, kindsInLine } from './kinds.ts';
import type { MeasuredPace } from './window.ts';

/** Long enough for a slow line to be seen, short enough to follow the day. */
const SPAN_MS = 10 * MINUTE_MS;

/** Everybody in a wave asks. */
const FRESH_MS = 5_000;

const measured = z.object({ rings: z.coerce.number().int(), pressed: z.boolean() });

export class CallbackPace {
  readonly #db: NodePgDatabase;
  readonly #known = new Map<CallbackLine, { askedAtMs: number; pace: Promise<MeasuredPace> }>();

  constructor(db: NodePgDatabase) {
    this.#db = db;
  }

  /** One measurement for all who ask within five seconds of it; a failed one is forgotten. */
  of(line: CallbackLine, nowMs: number): Promise<MeasuredPace> {
    const known = this.#known.get(line);
    if (known && Math.abs(nowMs - known.askedAtMs) < FRESH_MS) return known.pace;
    const asked = { askedAtMs: nowMs, pace: this.#measure(line, nowMs) };
    this.#known.set(line, asked);
    asked.pace.catch(() => {
      if (this.#known.get(line) === asked) this.#known.delete(line);
    });
    return asked.pace;
  }

  /** Whoever has been due since the span began has been passed over all the while: there was work, as much as we could do. */
  async #measure(line: CallbackLine, nowMs: number): Promise<MeasuredPace> {
    const since = new Date(nowMs - SPAN_MS);
    const kinds = sql.join(
      kindsInLine[line].map((kind) => sql`${kind}`),
      sql`, `,
    );
    const result = await this.#db.execute(sql`
      select (select count(*) from callback_attempts a join callback_requests r on r.id = a.request_id
               where a.call_sid is not null and a.started_at > ${since} and r.kind in (${kinds})) as rings,
             exists (select 1 from callback_requests where state = 'open' and next_try_at <= ${since} and kind in (${kinds})) as pressed`);
    return { ...measured.parse(result.rows[0]), spanMs: SPAN_MS };
  }
}
