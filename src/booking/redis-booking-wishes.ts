/** Wishes for appointments, in a Redis stream that survives crash and power cut, with their ticket order beside it. */
import { z } from 'zod';
import type { BookingWish, BookingWishes } from '../calls/ports/booking-wishes.ts';
import type { Cipher } from '../platform/ids.ts';
import { luaCommand } from '../platform/lua-command.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';
import { becomeDurable, relaxDurability } from '../platform/redis-durability.ts';

/** The tag is the stream's whole name: all keys lie on one node of a cluster. */
const STREAM = 'booking-wishes';
const ORDER = '{booking-wishes}:order';
const PUT_BACK = '{booking-wishes}:put-back';
const ENTRIES = '{booking-wishes}:entries';
const PERSONS = '{booking-wishes}:persons';
const DRAINER = '{booking-wishes}:drainer';
const callersKey = (caller: string) => `{booking-wishes}:caller:${caller}`;

/** As many as one number may book for. */
const MOST_PEOPLE = 6;

const script = (name: string) => new URL(`./lua/${name}.lua`, import.meta.url);
const entries = z.array(z.array(z.string()));
const writeWish = luaCommand(script('write-wish'), z.tuple([z.enum(['written', 'already', 'full']), z.string(), z.string()]));
const claimWishes = luaCommand(script('claim-wishes'), entries);
const settleWish = luaCommand(script('settle-wish'), z.number());
const putBackWish = luaCommand(script('put-back-wish'), z.number());
const wishesOfCaller = luaCommand(script('wishes-of-caller'), entries);

/** The port over Redis. Every method throws `REDIS_DOWN` without an answer. What is personal is sealed. */
export function createBookingWishes({ redis, cipher }: { redis: RedisClient; cipher: Cipher }): BookingWishes {
  const waiting = () => askRedis(redis.xlen(STREAM));
  return {
    async write(wish) {
      if (!(await becomeDurable(redis))) return { status: 'notDurable' };
      const people = wish.persons.map(({ personHash }) => personHash);
      const named = [wish.id, wish.kennzahl, wish.ticketAtMs, MOST_PEOPLE, people.length, ...people];
      const [status, id, kennzahl] = await writeWish(
        redis,
        [STREAM, ORDER, ENTRIES, PERSONS, callersKey(wish.caller)],
        [...named, ...Object.entries(fieldsOf(wish, cipher)).flat()],
      );
      return status === 'full' ? { status } : { status, id, kennzahl };
    },
    async claim(drainer, { leaseMs, limit, nowMs }) {
      const claimed = await claimWishes(redis, [STREAM, ORDER, PUT_BACK, DRAINER], [drainer, leaseMs, limit, nowMs]);
      return claimed.map((fields) => wishOf(fields, cipher));
    },
    async settled({ id, caller, ticketAtMs, persons }) {
      const keys = [STREAM, ORDER, PUT_BACK, ENTRIES, PERSONS, callersKey(caller)];
      await settleWish(redis, keys, [id, ticketAtMs, ...persons.map(({ personHash }) => personHash)]);
    },
    async putBack({ id, ticketAtMs }, notBeforeMs) {
      await putBackWish(redis, [ORDER, PUT_BACK, ENTRIES], [id, ticketAtMs, notBeforeMs]);
    },
    async byCaller(caller) {
      const found = await wishesOfCaller(redis, [STREAM, ENTRIES, callersKey(caller)], []);
      return found.map((fields) => wishOf(fields, cipher));
    },
    waiting,
    relax: () => relaxDurability(redis, async () => (await waiting()) === 0),
  };
}

const storedFields = z.object({
  id: z.uuid(),
  caller: z.string(),
  kreis: z.string(),
  kennzahl: z.string(),
  ticketAt: z.coerce.number(),
  at: z.coerce.number(),
  sealed: z.string(),
});

const sealedPart = z.object({
  number: z.string(),
  // Whatever else is known of a person stays
  persons: z.array(z.looseObject({ birthDate: z.string(), personHash: z.string(), plz: z.string() })),
  language: z.enum(['de', 'en', 'tr', 'ru']),
  holdId: z.uuid().optional(),
  avoidMs: z.array(z.number()),
});

function fieldsOf({ ticketAtMs, atMs, ...wish }: BookingWish, cipher: Cipher): Record<string, string> {
  const { id, caller, kreis, kennzahl, ...personal } = wish;
  const sealed = cipher.seal(JSON.stringify(personal));
  return { id, caller, kreis, kennzahl, ticketAt: String(ticketAtMs), at: String(atMs), sealed };
}

function wishOf(pairs: string[], cipher: Cipher): BookingWish {
  const fields: Record<string, string> = {};
  for (let at = 0; at + 1 < pairs.length; at += 2) fields[pairs[at] as string] = pairs[at + 1] as string;
  const { sealed, ticketAt, at, ...open } = storedFields.parse(fields);
  const { holdId, ...personal } = sealedPart.parse(JSON.parse(cipher.open(sealed)));
  return { ...open, ...personal, ticketAtMs: ticketAt, atMs: at, ...(holdId === undefined ? {} : { holdId }) };
}
