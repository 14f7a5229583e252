import { isAskedFor } from '../callbacks/kinds.ts';
import type { Parts } from './parts.ts';
import type { CallbackRequest } from './ports/callbacks.ts';

/** After the last try, calling again within this time goes to the front. */
export const REDEEMABLE_MS = 24 * 3_600_000;

/**
 * Writes on the caller's ticket what has become of the request, so that the front door knows it when the phone rings. Whoever rings while
 * we have an offer or a result for them is that call at once, whenever we would have rung. Repeatable.
 */
export async function noteOnTicket({ frontDoor }: Pick<Parts, 'frontDoor'>, request: CallbackRequest, nowMs: number): Promise<void> {
  // Nobody who rings for something else is taken for the answer to it
  if (request.kind === 'reminder') return;
  const { id, caller, ticketAtMs, nextTryAtMs } = request;
  if (request.state === 'open' || request.state === 'dialling') {
    await frontDoor.noteCallback(caller, { id, ticketAtMs, dueAtMs: isAskedFor(request.kind) ? nextTryAtMs : nowMs });
    return;
  }
  await frontDoor.noteCallback(caller, undefined);
  if (request.state === 'missed') await frontDoor.noteMissedCallback(caller, { id, untilMs: nowMs + REDEEMABLE_MS });
}
