/** The server's time, ticking. */
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { dayOf } from './dates.ts';

/** A difference that grew by more than this is another clock, not a slow answer. */
const LEAP_MS = 5_000;

/** How far the server is ahead of this computer. An answer is always a little old, so the greatest difference is the truest. */
export class ServerClock {
  #aheadMs: number | undefined;

  learn(aheadMs: number): void {
    const known = this.#aheadMs;
    this.#aheadMs = known === undefined || Math.abs(aheadMs - known) > LEAP_MS ? aheadMs : Math.max(known, aheadMs);
  }

  nowMs(): number {
    return Date.now() + (this.#aheadMs ?? 0);
  }

  /** The calendar day in Germany. */
  today(): string {
    return dayOf(this.nowMs());
  }
}

export const Clock = createContext(new ServerClock());

/** The time in ms, anew every second. */
export function useNow(): number {
  const clock = useContext(Clock);
  const [now, setNow] = useState(() => clock.nowMs());
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.nowMs()), 1_000);
    return () => clearInterval(timer);
  }, [clock]);
  return now;
}

/** Seconds until this instant; below zero once it is over. */
export function useSecondsUntil(at: string | undefined): number | undefined {
  const now = useNow();
  return at === undefined ? undefined : (Date.parse(at) - now) / 1_000;
}
