import { z } from 'zod';
import type { Counted, DayFigures, Tally } from '../calls/ports/figures.ts';
import { localDay } from '../platform/berlin-time.ts';
import type { Clock } from '../platform/clock.ts';
import { messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { luaCommand } from '../platform/lua-command.ts';
import { askRedis, type RedisClient } from '../platform/redis.ts';
import { dayKey, secondKey } from './redis-keys.ts';

const count = luaCommand(new URL('./lua/count.lua', import.meta.url), z.literal(1));

/** Written together this often: a webhook never waits for a counter. A process that dies loses that much. */
const FLUSH_MS = 100;
const DAY_KEPT_S = 3 * 86_400;
const SECOND_KEPT_S = 120;
const RATE_SECONDS = 10;
/** An alarm is over when nothing more has happened for this long. */
const ALARM_QUIET_MS = 300_000;

type Day = Map<string, number>;

/** `Tally` in Redis, by local day and shared by all processes; what Redis did not take is kept and written later. */
export class RedisTally implements Tally, Counted {
  readonly #redis: RedisClient;
  readonly #clock: Clock;
  readonly #log: Logger;
  #days = new Map<string, Day>();
  #seconds = new Map<number, number>();
  #writing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: { redis: RedisClient; clock: Clock; log: Logger }) {
    this.#redis = parts.redis;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  outcome(outcome: keyof DayFigures['outcomes']): void {
    this.#add(`outcome:${outcome}`);
  }

  call(line: keyof DayFigures['calls']): void {
    const second = Math.floor(this.#clock.nowMs() / 1_000);
    this.#seconds.set(second, (this.#seconds.get(second) ?? 0) + 1);
    this.#add(`call:${line}`);
  }

  async today(): Promise<DayFigures> {
    const nowMs = this.#clock.nowMs();
    const lastFull = Math.floor(nowMs / 1_000) - 1;
    const seconds = Array.from({ length: RATE_SECONDS }, (_, ago) => secondKey(lastFull - ago));
    const [day, calls] = await Promise.all([askRedis(this.#redis.hgetall(dayKey(localDay(nowMs)))), askRedis(this.#redis.mget(seconds))]);
    const of = (field: string) => Number(day[field] ?? 0);
    const alarm = (field: string) => (nowMs - of(`${field}:last`) <= ALARM_QUIET_MS ? of(`${field}:since`) : undefined);
    const busy = alarm('outcome:busy');
    const failed = alarm('outcome:failed');
    return {
      outcomes: {
        booked: of('outcome:booked'),
        appointment_changed: of('outcome:appointment_changed'),
        callback_registered: of('outcome:callback_registered'),
        waitlisted: of('outcome:waitlisted'),
        agent_handled: of('outcome:agent_handled'),
        informed: of('outcome:informed'),
        abandoned: of('outcome:abandoned'),
        busy: of('outcome:busy'),
        failed: of('outcome:failed'),
      },
      calls: { front: of('call:front'), vaccination: of('call:vaccination'), callback: of('call:callback') },
      callsPerSecond: calls.reduce((sum, text) => sum + Number(text ?? 0), 0) / RATE_SECONDS,
      emptyHandedSinceMs: { ...(busy === undefined ? {} : { busy }), ...(failed === undefined ? {} : { failed }) },
    };
  }

  /** Writes everything counted so far. Never throws: what could not be written waits for the next time. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  #add(field: string): void {
    const name = localDay(this.#clock.nowMs());
    const day = this.#days.get(name) ?? new Map<string, number>();
    this.#days.set(name, day.set(field, (day.get(field) ?? 0) + 1));
    this.#flushSoon(FLUSH_MS);
  }

  #flushSoon(waitMs: number): void {
    this.#timer ??= setTimeout(() => void this.flush(), waitMs).unref();
  }

  async #write(): Promise<void> {
    const [days, seconds] = [this.#days, this.#seconds];
    this.#days = new Map();
    this.#seconds = new Map();
    for (const [name, day] of days) {
      // The seconds go with whichever day is written first
      const calls = [...seconds];
      seconds.clear();
      const keys = [dayKey(name), ...calls.map(([second]) => secondKey(second))];
      const args = [this.#clock.nowMs(), DAY_KEPT_S, SECOND_KEPT_S, ALARM_QUIET_MS, ...calls.map(([, n]) => n), ...[...day].flat()];
      try {
        await count(this.#redis, keys, args);
      } catch (thrown) {
        this.#log.warn({ error: messageOf(thrown) }, 'counters wait for Redis');
        this.#keep(name, day);
      }
    }
  }

  #keep(name: string, day: Day): void {
    const later = this.#days.get(name) ?? new Map<string, number>();
    for (const [field, n] of day) later.set(field, (later.get(field) ?? 0) + n);
    this.#days.set(name, later);
    this.#flushSoon(10 * FLUSH_MS);
  }
}
