/** How many people are ahead in the line of callbacks: exact while it is short, from a recent count by minute when it is long. */
import { and, count, inArray, lt, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { z } from 'zod';
import { callbackRequests } from '../../db/schema.ts';
import type { Clock } from '../platform/clock.ts';
import { type CallbackLine, kindsInLine } from './kinds.ts';

/** Counting so many by one takes a millisecond or two; 300,000 take sixty, and everybody in the wave asks. */
const LONG_LINE = 5_000;

/** Above that the line hardly changes in this time. */
const FRESH_MS = 5_000;

const MINUTE_MS = 60_000;

const minuteRow = z.object({ line: z.enum(['menu', 'human']), minute: z.coerce.number(), waiting: z.coerce.number().int() });
type MinuteRow = z.output<typeof minuteRow>;

export class LineOfCallbacks {
  readonly #db: NodePgDatabase;
  readonly #clock: Pick<Clock, 'nowMs'>;
  #minutes: Promise<MinuteRow[]> | undefined;
  #countedAtMs = 0;

  constructor(db: NodePgDatabase, clock: Pick<Clock, 'nowMs'>) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Open requests of this line with an earlier ticket; in a long line those of the ticket's own minute count as ahead. */
  async ahead(ticketAtMs: number, line: CallbackLine): Promise<number> {
    const minutes = await this.#recent();
    if (sum(minutes) < LONG_LINE) return this.#exactly(ticketAtMs, line);
    return sum(minutes.filter((row) => row.line === line && row.minute * MINUTE_MS < ticketAtMs));
  }

  async #exactly(ticketAtMs: number, line: CallbackLine): Promise<number> {
    const [row] = await this.#db
      .select({ ahead: count() })
      .from(callbackRequests)
      .where(
        and(
          sql`state in ('open', 'dialling')`,
          inArray(callbackRequests.kind, [...kindsInLine[line]]),
          lt(callbackRequests.ticketAt, new Date(ticketAtMs)),
        ),
      );
    return row?.ahead ?? 0;
  }

  /** One count for all who ask meanwhile; a failed one is forgotten. */
  #recent(): Promise<MinuteRow[]> {
    const nowMs = this.#clock.nowMs();
    // A clock that was set back must not make the count look fresh for long
    if (this.#minutes === undefined || Math.abs(nowMs - this.#countedAtMs) > FRESH_MS) {
      this.#countedAtMs = nowMs;
      const asked = this.#byMinute();
      this.#minutes = asked;
      asked.catch(() => {
        if (this.#minutes === asked) this.#minutes = undefined;
      });
    }
    return this.#minutes;
  }

  async #byMinute(): Promise<MinuteRow[]> {
    const result = await this.#db.execute(sql`
      select case kind when 'human' then 'human' else 'menu' end as line, floor(extract(epoch from ticket_at) / 60) as minute, count(*) as waiting
        from callback_requests where state in ('open', 'dialling') group by 1, 2`);
    return z.array(minuteRow).parse(result.rows);
  }
}

function sum(rows: readonly MinuteRow[]): number {
  return rows.reduce((total, { waiting }) => total + waiting, 0);
}
