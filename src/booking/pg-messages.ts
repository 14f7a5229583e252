import { and, count, eq, inArray, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { messages } from '../../db/schema.ts';
import type { MessageEnd, Messages, OwedMessage } from '../calls/ports/messages.ts';
import { type Cipher, newId } from '../platform/ids.ts';
import { askPostgres } from '../platform/postgres.ts';

/** Text messages that are owed, in PostgreSQL; number and text are sealed. Throws `POSTGRES_DOWN` without an answer. */
export function createMessages({ pool, cipher }: { pool: pg.Pool; cipher: Cipher }): Messages {
  const db = drizzle(pool);
  return {
    async owe({ kind, occasion, to, body, nowMs }) {
      const now = new Date(nowMs);
      const row = { id: newId(), kind, occasion, toSealed: cipher.seal(to), bodySealed: cipher.seal(body), createdAt: now, nextTryAt: now };
      const written = await askPostgres(
        db
          .insert(messages)
          .values({ ...row, state: 'owed' })
          .onConflictDoNothing({ target: [messages.kind, messages.occasion] })
          .returning({ id: messages.id }),
      );
      return written.length > 0 ? 'owed' : 'already';
    },
    async claim(nowMs, leaseMs, limit) {
      const taken = await askPostgres(
        db
          .update(messages)
          .set({ state: 'sending', attempts: sql`attempts + 1`, nextTryAt: new Date(nowMs + leaseMs) })
          .where(
            inArray(
              messages.id,
              sql`(select id from messages where state in ('owed', 'sending') and next_try_at <= ${new Date(nowMs)}
                   order by next_try_at limit ${limit} for update skip locked)`,
            ),
          )
          .returning(),
      );
      const oldestFirst = taken.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
      return oldestFirst.map(
        ({ id, kind, toSealed, bodySealed, attempts }): OwedMessage => ({
          id,
          kind,
          to: cipher.open(toSealed),
          body: cipher.open(bodySealed),
          attempt: attempts,
        }),
      );
    },
    async settle(id, end, nowMs) {
      await askPostgres(
        db
          .update(messages)
          .set(changeFor(end, nowMs))
          .where(and(eq(messages.id, id), eq(messages.state, 'sending'))),
      );
    },
    async noteDelivery(messageSid, tiding, nowMs) {
      const end =
        'delivered' in tiding ? { state: 'delivered' as const } : { state: 'undeliverable' as const, fault: tiding.undeliverable };
      const told = await askPostgres(
        db
          .update(messages)
          .set({ ...end, settledAt: sql`coalesce(settled_at, ${new Date(nowMs)})` })
          .where(and(eq(messages.messageSid, messageSid), inArray(messages.state, ['handedOver', end.state])))
          .returning({ id: messages.id }),
      );
      if (told.length > 0) return 'noted';
      const known = await askPostgres(db.select({ id: messages.id }).from(messages).where(eq(messages.messageSid, messageSid)));
      return known.length > 0 ? 'noted' : 'unknown';
    },
    async counts() {
      const rows = await askPostgres(db.select({ state: messages.state, number: count() }).from(messages).groupBy(messages.state));
      const of = (state: string) => rows.find((row) => row.state === state)?.number ?? 0;
      return {
        owed: of('owed') + of('sending'),
        handedOver: of('handedOver'),
        delivered: of('delivered'),
        undeliverable: of('undeliverable'),
      };
    },
  };
}

function changeFor(end: MessageEnd, nowMs: number): Partial<typeof messages.$inferInsert> {
  if ('handedOver' in end) return { state: 'handedOver', messageSid: end.handedOver };
  if ('undeliverable' in end) return { state: 'undeliverable', fault: end.undeliverable, settledAt: new Date(nowMs) };
  return { state: 'owed', nextTryAt: new Date(end.againAtMs) };
}
