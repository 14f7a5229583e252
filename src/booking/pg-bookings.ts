import type pg from 'pg';
import { z } from 'zod';
import type { Bookings, HoldWish } from '../calls/ports/booking.ts';
import type { Proposal } from '../ivr/session.ts';
import type { Clock } from '../platform/clock.ts';
import { HotlineError } from '../platform/errors.ts';
import { type Cipher, drawBelow, newId } from '../platform/ids.ts';
import { askPostgres } from '../platform/postgres.ts';
import { drawCode } from './code.ts';
import { MOST_PEOPLE_PER_NUMBER } from './people-per-number.ts';
import { createAppointments } from './pg-appointments.ts';
import { batched, type Pace } from './pg-batch.ts';

/**
 * Holding and confirming, the hot part of the database. Functions in the database decide, batch by batch
 * (see the migrations): nobody reads first and writes later, and named constraints have the last word.
 */

/** One code is used; the others spare a second round when it is taken. */
const CODE_CANDIDATES = 3;
const CODE_ROUNDS = 10;
const MOST_SWEPT_AT_ONCE = 500;
/**
 * Two batches of holds nearly always have a centre in common, and the second would wait for the first one's locks. While it waits
 * here instead, more join it: a fifth more bookings with 20 callers at a time.
 */
const HOLDING: Pace = { atOnce: 1, undivided: 20 };

const heldSchema = z
  .object({ holdId: z.string(), heldUntil: z.number(), first: z.array(z.number()), second: z.array(z.number()) })
  .nullable();
const confirmedSchema = z.union([
  z.object({ codes: z.array(z.string()) }),
  z.object({ refused: z.enum(['expired', 'people', 'codeTaken', 'alreadyBooked', 'limit']) }),
]);
type Confirmed = z.output<typeof confirmedSchema>;
type ConfirmOrder = Parameters<Bookings['confirm']>[0];

export interface BookingParts {
  pool: pg.Pool;
  cipher: Cipher;
  clock: Clock;
  /** Where codes come from; the system's secure source where not given. */
  draw?: (below: number) => number;
}

/** Bookings in PostgreSQL. Throws `POSTGRES_DOWN` when it does not answer. */
export function createBookings({ pool, cipher, clock, draw = drawBelow }: BookingParts): Bookings {
  const call = databaseFunctions(pool);
  const find = batched((requests: readonly { kreis: string; people: number; notBefore: number }[]) =>
    call('has_pairs', requests, clock.nowMs(), z.array(z.boolean())),
  );
  const hold = batched(async (requests: readonly HoldRequest[]) => {
    const answers = await call('hold_pairs', requests, clock.nowMs(), z.record(z.string(), heldSchema));
    return requests.map(({ key }) => answers[key] ?? null);
  }, HOLDING);
  const confirm = batched((orders: readonly { order: object; nowMs: number }[]) =>
    // The latest moment counts for all of a batch: it never revives a hold that is over
    call(
      'confirm_within_limit',
      orders.map(({ order }) => order),
      Math.max(...orders.map(({ nowMs }) => nowMs)),
      z.array(confirmedSchema),
    ),
  );
  return {
    ...createAppointments(pool),
    hasPairs: async (kreis, people, notBeforeMs) => find({ kreis, people: checkPeople(people), notBefore: notBeforeMs }),
    hold: async (wish) => {
      const held = await hold(toRequest(wish));
      return held === null
        ? 'none'
        : ({ holdId: held.holdId, heldUntilMs: held.heldUntil, firstMs: held.first, secondMs: held.second } satisfies Proposal);
    },
    confirm: (order) => confirmWithFreshCodes(order, (candidate) => confirm({ order: candidate, nowMs: order.nowMs }), { cipher, draw }),
    async release(holdId) {
      await ask(pool, 'release_hold', 'select release_hold($1)', [holdId]);
    },
    async renew(holdId, heldUntilMs, nowMs) {
      const rows = await ask<{ kept: boolean }>(pool, 'renew_hold', 'select renew_hold($1, from_ms($2), from_ms($3)) as kept', [
        holdId,
        heldUntilMs,
        nowMs,
      ]);
      return rows[0]?.kept === true;
    },
    async sweep(nowMs) {
      for (let total = 0; ; ) {
        const rows = await ask<{ freed: number }>(pool, 'sweep_holds', 'select sweep_holds(from_ms($1), $2) as freed', [
          nowMs,
          MOST_SWEPT_AT_ONCE,
        ]);
        const freed = rows[0]?.freed ?? 0;
        total += freed;
        if (freed < MOST_SWEPT_AT_ONCE) return total;
      }
    },
  };
}

type HoldRequest = ReturnType<typeof toRequest>;

function toRequest(wish: HoldWish) {
  return {
    key: wish.requestKey,
    holdId: newId(),
    kreis: wish.kreis,
    people: checkPeople(wish.people),
    notBefore: wish.notBeforeMs,
    avoid: wish.avoidMs,
    until: wish.heldUntilMs,
    caller: wish.caller,
  };
}

/** Draws codes and confirms; draws again when chance gave only taken ones. Throws `HOLD_PEOPLE` when the hold is for another number of people. */
async function confirmWithFreshCodes(
  order: ConfirmOrder,
  confirm: (candidate: object) => Promise<Confirmed>,
  { cipher, draw }: { cipher: Cipher; draw: (below: number) => number },
): ReturnType<Bookings['confirm']> {
  const sealed = order.persons.map(({ birthDate, personHash, plz, pinHash }) => ({
    birthDate: cipher.seal(birthDate),
    hash: personHash,
    plz,
    pinHash,
  }));
  const { holdId, caller, language } = order;
  const number = order.number === undefined ? undefined : cipher.seal(order.number);
  for (let round = 0; round < CODE_ROUNDS; round += 1) {
    const persons = sealed.map((person) => ({ ...person, codes: Array.from({ length: CODE_CANDIDATES }, () => drawCode(draw)) }));
    const answer = await confirm({ holdId, caller, language, number, persons });
    if ('codes' in answer) return answer;
    if (answer.refused === 'people')
      throw new HotlineError('HOLD_PEOPLE', `hold ${order.holdId} is not for ${order.persons.length} people`);
    if (answer.refused !== 'codeTaken') return answer.refused;
  }
  throw new HotlineError('CODES_EXHAUSTED', 'no free booking code was drawn: too few are left');
}

function checkPeople(people: number): number {
  if (people === 1 || people === 2) return people;
  throw new HotlineError('PEOPLE', `a proposal is for one or two people, not ${people}`);
}

/** $1: the requests of a batch; $2: the time in ms. */
const FUNCTIONS = {
  has_pairs: 'has_pairs($1, from_ms($2))',
  hold_pairs: 'hold_pairs($1, from_ms($2))',
  confirm_within_limit: `confirm_within_limit($1, ${MOST_PEOPLE_PER_NUMBER}, from_ms($2))`,
} as const;

/** Calls a function of the database that decides a batch. Throws `DATABASE_REPLY` when the answer has not the promised form. */
function databaseFunctions(pool: pg.Pool) {
  return async <Schema extends z.ZodType>(
    name: keyof typeof FUNCTIONS,
    requests: readonly object[],
    nowMs: number,
    answers: Schema,
  ): Promise<z.output<Schema>> => {
    const rows = await ask<{ answers: unknown }>(pool, name, `select ${FUNCTIONS[name]} as answers`, [JSON.stringify(requests), nowMs]);
    const parsed = answers.safeParse(rows[0]?.answers);
    if (!parsed.success) throw new HotlineError('DATABASE_REPLY', `${name} answered in another form: ${parsed.error.message}`);
    return parsed.data;
  };
}

/** One prepared statement per name and connection: parsed and planned once. */
async function ask<Row extends object>(pool: pg.Pool, name: string, text: string, values: unknown[]): Promise<Row[]> {
  const result = await askPostgres(pool.query<Row>({ name, text, values }));
  return result.rows;
}
