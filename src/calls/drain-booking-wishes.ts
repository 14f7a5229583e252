import { DependencyDown, HotlineError, messageOf } from '../platform/errors.ts';
import { bookWish } from './book-wish.ts';
import { noteOnTicket } from './note-callback.ts';
import type { Parts } from './parts.ts';
import type { BookingWish } from './ports/booking-wishes.ts';
import { type TellParts, tellWishEnd } from './tell-wish-end.ts';

type Needed = TellParts & Pick<Parts, 'bookingWishes' | 'catalogue' | 'changes' | 'clock' | 'listBoard' | 'stores'>;

const AT_ONCE = 20;
/** Callers need the store's connections more than those who wait for our call. */
const CENTRES_SIDE_BY_SIDE = 3;

/** A drainer that died is waited for no longer; doing a wish twice at a time would harm nobody but the order. */
const LEASE_MS = 10_000;

/** Until a wish that could not come to its end is tried again: another call to the number comes first, or a fault is looked into. */
const AGAIN_AFTER_MS = 5 * 60_000;

/**
 * Books the wishes that were written down while the store did not answer, in ticket order, and has their results told. Each comes to one
 * end, whatever dies in between: it stands in the stream until then, and all that is done for it can be done again.
 * Returns how many came to their end. Throws `POSTGRES_DOWN` or `REDIS_DOWN` when a store falls silent; the rest waits for the next round.
 * @param drainer names this process; only one at a time gets anything
 */
export async function drainBookingWishes(parts: Needed, drainer: string): Promise<number> {
  let ended = 0;
  while (!parts.stores.bookingAway()) {
    const term = { leaseMs: LEASE_MS, limit: AT_ONCE, nowMs: parts.clock.nowMs() };
    const claimed = await parts.bookingWishes.claim(drainer, term);
    const centres = byCentre(claimed);
    while (centres.length > 0) {
      const counts = await Promise.all(centres.splice(0, CENTRES_SIDE_BY_SIDE).map((wishes) => inOrder(parts, wishes)));
      ended += counts.reduce((sum, count) => sum + count, 0);
    }
    if (claimed.length < AT_ONCE) break;
  }
  if (ended > 0) parts.logger.info({ ended }, 'wishes for appointments came to their end');
  await parts.bookingWishes.relax();
  return ended;
}

/** Only those who wish for places at the same centre can be in each other's way. */
function byCentre(wishes: readonly BookingWish[]): BookingWish[][] {
  const centres = new Map<string, BookingWish[]>();
  for (const wish of wishes) centres.set(wish.kreis, [...(centres.get(wish.kreis) ?? []), wish]);
  return [...centres.values()];
}

async function inOrder(parts: Needed, wishes: readonly BookingWish[]): Promise<number> {
  let ended = 0;
  for (const wish of wishes) if (await bringToEnd(parts, wish)) ended += 1;
  return ended;
}

async function bringToEnd(parts: Needed, wish: BookingWish): Promise<boolean> {
  const nowMs = parts.clock.nowMs();
  try {
    if ((await endOf(parts, wish, nowMs)) === 'ended') {
      await parts.bookingWishes.settled(wish);
      return true;
    }
  } catch (thrown) {
    if (thrown instanceof DependencyDown) throw thrown;
    const code = thrown instanceof HotlineError ? thrown.code : 'UNEXPECTED';
    parts.logger.error({ wishId: wish.id, code, cause: messageOf(thrown) }, 'a wish for an appointment met a fault: tried again later');
  }
  await parts.bookingWishes.putBack(wish, nowMs + AGAIN_AFTER_MS);
  return false;
}

async function endOf(parts: Needed, wish: BookingWish, nowMs: number): Promise<'ended' | 'later'> {
  // Told already, by a process that died before it could say so
  const told = await parts.callbacks.byId(wish.id);
  if (told) {
    await noteOnTicket(parts, told, nowMs);
    return 'ended';
  }
  const end = await bookWish(parts, wish, nowMs);
  if ((await tellWishEnd(parts, wish, end, nowMs)) === 'later') return 'later';
  parts.logger.info(
    { wishId: wish.id, end: end.end, ...('why' in end ? { why: end.why } : {}) },
    'a wish for an appointment came to its end',
  );
  return 'ended';
}
