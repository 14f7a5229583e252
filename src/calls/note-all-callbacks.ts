import { noteOnTicket, REDEEMABLE_MS } from './note-callback.ts';
import type { Parts } from './parts.ts';
import type { CallbackPages, CallbackRequest, TicketNotes } from './ports/callbacks.ts';

type Needed = Pick<Parts, 'callbacks' | 'frontDoor' | 'clock' | 'logger'> & { pages: CallbackPages; notes: TicketNotes };

/** Notes that are under way together; Redis and the list serve callers meanwhile. */
const AT_ONCE = 200;

/**
 * Writes all open and redeemable callbacks on their tickets again when Redis may have lost them. Returns how many;
 * undefined when there was nothing to do or another worker does it. Repeatable.
 */
export async function noteAllCallbacks(parts: Needed): Promise<number | undefined> {
  if (!(await parts.notes.begin())) return undefined;
  let complete = false;
  try {
    const noted = await noteEach(parts);
    complete = true;
    parts.logger.info({ noted }, 'open callbacks noted on tickets again');
    return noted;
  } finally {
    await parts.notes.end(complete);
  }
}

async function noteEach(parts: Needed): Promise<number> {
  const missedSinceMs = parts.clock.nowMs() - REDEEMABLE_MS;
  let noted = 0;
  let last: string | undefined;
  for (;;) {
    const page = await parts.pages.after(last, AT_ONCE, missedSinceMs);
    // A missed one may be redeemed from when it was missed, not from now
    await Promise.all(page.map(({ request, closedAtMs }) => note(parts, request, closedAtMs)));
    noted += page.length;
    last = page.at(-1)?.request.id;
    if (page.length < AT_ONCE) return noted;
  }
}

/** What was closed while we wrote is written again as it is then: whoever closed it may have been faster. */
async function note(parts: Needed, request: CallbackRequest, closedAtMs: number | undefined): Promise<void> {
  await noteOnTicket(parts, request, closedAtMs ?? parts.clock.nowMs());
  const after = await parts.callbacks.byId(request.id);
  if (after && after.state !== request.state) await noteOnTicket(parts, after, parts.clock.nowMs());
}
