import type { Facts } from './session.ts';

/**
 * What is said about a wait, and when: the truth, rounded up, and an apology where it gets longer than was said.
 * The same in front of the menu and in front of the agents.
 */

/** A wait is spoken again at most this often; in between the caller hears hold audio. */
const ANNOUNCE_EVERY_MS = 120_000;

/** What is remembered of what was said; a wait that could not be told is forgotten. */
type Said = { waitSpokenAtMs: number; waitMinutes: number | undefined };

/** The first word about it. `waitSeconds` undefined: we cannot say yet. */
export function firstWait(waitSeconds: number | undefined, nowMs: number): { outcome: 'queued' | 'queuedUnknown'; facts: Said } {
  const outcome = waitSeconds === undefined ? 'queuedUnknown' : 'queued';
  return { outcome, facts: { waitSpokenAtMs: nowMs, waitMinutes: minutesOf(waitSeconds) } };
}

/** Later on: is there something to say again? `longer` than was said asks for an apology. */
export function waitNews(
  waitSeconds: number | undefined,
  { waitSpokenAtMs = 0, waitMinutes: said }: Pick<Facts, 'waitSpokenAtMs' | 'waitMinutes'>,
  nowMs: number,
): { outcome: 'nothingNew' } | { outcome: 'shorter' | 'longer' | 'unknown'; facts: Said } {
  if (nowMs - waitSpokenAtMs < ANNOUNCE_EVERY_MS) return { outcome: 'nothingNew' };
  const now = minutesOf(waitSeconds);
  const facts = { waitSpokenAtMs: nowMs, waitMinutes: now };
  if (now === undefined) return { outcome: 'unknown', facts };
  const elapsed = Math.floor((nowMs - waitSpokenAtMs) / 60_000);
  return { outcome: said !== undefined && now > said - elapsed ? 'longer' : 'shorter', facts };
}

/** In minutes, rounded up: never a promise we might miss by rounding. */
function minutesOf(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.max(1, Math.ceil(seconds / 60));
}
