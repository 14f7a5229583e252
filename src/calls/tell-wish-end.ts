import { appointmentText } from '../booking/message-texts.ts';
import { isAskedFor } from '../callbacks/kinds.ts';
import { isMobile, spokenGroups } from '../callbacks/phone-number.ts';
import type { WishEnd } from './book-wish.ts';
import { noteOnTicket } from './note-callback.ts';
import type { Parts } from './parts.ts';
import type { BookingWish } from './ports/booking-wishes.ts';
import type { CallbackRequest } from './ports/callbacks.ts';
import { registerCallback } from './register-callback.ts';

export type TellParts = Pick<
  Parts,
  'agents' | 'bookings' | 'callbacks' | 'frontDoor' | 'hashes' | 'logger' | 'messages' | 'numbers' | 'thresholds'
>;

/** We ring with the result as soon as we may; so long it is worth ringing. */
const RESULT_WINDOW_MS = 24 * 3_600_000;

/**
 * Sees to it that the caller hears how the wish ended: a text to a mobile and a callback of ours with the appointment, or, where there is
 * none, a callback to the menu with the old place. The callback has the wish's id. Repeatable.
 * `later`: another call of ours to this number comes first. Throws `POSTGRES_DOWN`.
 */
export async function tellWishEnd(parts: TellParts, wish: BookingWish, end: WishEnd, nowMs: number): Promise<'told' | 'later'> {
  if (end.end === 'cannot') return callToMenu(parts, wish, nowMs);
  if (end.end === 'booked') await oweText(parts, wish, end.holdId, nowMs);
  const { id, caller, number, language, kennzahl, ticketAtMs } = wish;
  const { request } = await parts.callbacks.register({
    ...{ id, caller, number, language, kennzahl, ticketAtMs, nowMs },
    kind: 'result',
    subject: end.holdId,
    promised: false,
    window: { fromMs: nowMs, toMs: nowMs + RESULT_WINDOW_MS },
    nextTryAtMs: nowMs,
  });
  return noted(parts, wish, request, nowMs);
}

/** An appointment that is new; one that existed before was told when it was made. */
async function oweText({ bookings, messages, numbers }: TellParts, wish: BookingWish, holdId: string, nowMs: number): Promise<void> {
  const appointment = isMobile(wish.number) ? await bookings.byHold(holdId) : undefined;
  if (!appointment) return;
  const body = appointmentText('confirmation', wish.language, { ...appointment, hotline: spokenGroups(numbers.hotline).join(' ') });
  await messages.owe({ kind: 'result', occasion: holdId, to: wish.number, body, nowMs });
}

async function callToMenu(parts: TellParts, wish: BookingWish, nowMs: number): Promise<'told' | 'later'> {
  const { id, number, language, kennzahl, ticketAtMs } = wish;
  const registered = await registerCallback(parts, { id, number, kind: 'menu', language, kennzahl, ticketAtMs, nowMs, promised: true });
  // An errand of ours is ringing there just now: not the call that is owed
  if ('request' in registered) return isAskedFor(registered.request.kind) ? 'told' : 'later';
  // Checked before it was written; a rule that has changed since is for a person to look at
  parts.logger.error({ wishId: id, code: 'WISH_NOT_DIALABLE' }, 'somebody who was promised a call cannot be rung');
  return 'told';
}

async function noted(parts: TellParts, wish: BookingWish, request: CallbackRequest, nowMs: number): Promise<'told' | 'later'> {
  if (request.id !== wish.id) return 'later';
  await noteOnTicket(parts, request, nowMs);
  return 'told';
}
