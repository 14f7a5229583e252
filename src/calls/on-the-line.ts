import { DependencyDown } from '../platform/errors.ts';
import type { CallEvent, Parts } from './parts.ts';

/** Marks and unmarks callers who are on the line, so that the worker does not ring them meanwhile. */

type Needed = Pick<Parts, 'onTheLine' | 'hashes' | 'clock' | 'logger'>;

/** A call of this caller has begun. A mark that cannot be made costs a vain ring at most, so it does not hold up the call. */
export function noteOnTheLine(parts: Needed, event: CallEvent): Promise<void> {
  return mark(parts, event, (caller) => parts.onTheLine.began(caller, event.callSid, parts.clock.nowMs()));
}

/** It is over. A mark that stays runs out by itself. Repeatable. */
export function noteOffTheLine(parts: Needed, event: CallEvent): Promise<void> {
  return mark(parts, event, (caller) => parts.onTheLine.ended(caller, event.callSid));
}

async function mark({ hashes, logger }: Needed, { caller, callSid }: CallEvent, write: (caller: string) => Promise<void>): Promise<void> {
  if (caller.kind === 'withheld') return;
  try {
    await write(hashes.caller(caller.number));
  } catch (thrown) {
    if (!(thrown instanceof DependencyDown)) throw thrown;
    logger.warn({ code: thrown.code, callSid }, 'who is on the line could not be noted');
  }
}
