import { HotlineError } from '../platform/errors.ts';
import type { Parts } from './parts.ts';
import type { Telephone } from './ports/telephone.ts';

export type PromoteParts = Pick<Parts, 'frontDoor' | 'logger'> & { telephone: Telephone };

/** Where a waiting call goes on when it is its turn. */
const PROMOTED_PATH = '/voice/promoted';

/**
 * Lets the next ones in and moves the waiting calls among them at once. Returns the callbacks that were granted a seat. A call that
 * cannot be moved is not lost: it is let in at its next look from the hold loop.
 */
export async function promoteWaiting(parts: PromoteParts, most: number, dueCallbacks: readonly string[]): Promise<string[]> {
  const granted = await parts.frontDoor.promote(most, dueCallbacks);
  await Promise.all(granted.calls.map((callSid) => move(parts, callSid)));
  return granted.callbacks;
}

async function move({ telephone, frontDoor, logger }: PromoteParts, callSid: string): Promise<void> {
  try {
    if ((await telephone.redirect(callSid, PROMOTED_PATH)) === 'over') await frontDoor.leave(callSid);
  } catch (thrown) {
    logger.warn(
      { code: thrown instanceof HotlineError ? thrown.code : 'UNEXPECTED', callSid },
      'promoted call not moved; the hold loop will',
    );
  }
}
