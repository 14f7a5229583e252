import { noteOnTicket } from './note-callback.ts';
import type { Parts } from './parts.ts';
import type { Outbox, Wish } from './ports/outbox.ts';
import { registerCallback } from './register-callback.ts';

type Needed = Pick<Parts, 'callbacks' | 'frontDoor' | 'thresholds' | 'agents' | 'hashes' | 'clock' | 'logger' | 'stores'> & {
  outbox: Outbox;
};

const AT_ONCE = 50;
/** Callers need the list's connections more than those who have their promise. */
const SIDE_BY_SIDE = 3;

/** Far longer than so many take. */
const LEASE_MS = 60_000;

/**
 * Puts wishes that waited for the list on it, in the order in which they were made, each once: its id tells a wish that is on
 * the list already, and a caller who has an open request keeps that one. Returns how many were settled.
 * @param drainer names this process; only one at a time gets anything
 */
export async function drainOutbox(parts: Needed, drainer: string): Promise<number> {
  let settled = 0;
  while (!parts.stores.postgresAway()) {
    const claimed = await parts.outbox.claim(drainer, LEASE_MS, AT_ONCE);
    // Their tickets carry the order; a few at a time only keep the list from being asked one question after the other
    for (let first = 0; first < claimed.length; first += SIDE_BY_SIDE)
      await Promise.all(claimed.slice(first, first + SIDE_BY_SIDE).map((one) => settle(parts, one)));
    settled += claimed.length;
    if (claimed.length < AT_ONCE) break;
  }
  if (settled > 0) parts.logger.info({ settled }, 'wishes put on the list');
  await parts.outbox.relax();
  return settled;
}

async function settle(parts: Needed, { entry, wish }: { entry: string; wish: Wish }): Promise<void> {
  await putOnList(parts, wish);
  await parts.outbox.settled(entry, wish);
}

async function putOnList(parts: Needed, wish: Wish): Promise<void> {
  const nowMs = parts.clock.nowMs();
  const there = await parts.callbacks.byId(wish.id);
  if (there) return noteOnTicket(parts, there, nowMs);
  const { id, number, kind, language, kennzahl, ticketAtMs } = wish;
  const registered = await registerCallback(parts, { id, number, kind, language, kennzahl, ticketAtMs, nowMs, promised: true });
  // Checked before it was written; a rule that has changed since is for a person to look at
  if (!('request' in registered)) parts.logger.error({ callbackId: id, code: 'WISH_NOT_DIALABLE' }, 'a promised wish cannot be rung');
}
