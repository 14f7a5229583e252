import { parseHours } from '../callbacks/calling-hours.ts';
import { lineOf } from '../callbacks/kinds.ts';
import { isMobile } from '../callbacks/phone-number.ts';
import { LOOK_AHEAD_MS, requotedWindow } from '../callbacks/promise.ts';
import { requoteMessage } from '../callbacks/requote-message.ts';
import { HotlineError } from '../platform/errors.ts';
import { expectedPace } from './callback-pace.ts';
import { noteOnTicket } from './note-callback.ts';
import type { Parts } from './parts.ts';
import type { CallbackLine, CallbackRequest } from './ports/callbacks.ts';
import type { PromiseAtRisk, Promises } from './ports/promises.ts';
import type { Telephone } from './ports/telephone.ts';

export type RequoteParts = Pick<Parts, 'callbacks' | 'frontDoor' | 'thresholds' | 'agents' | 'clock' | 'logger'> & {
  promises: Promises;
  telephone: Telephone;
};

/** One round does so many at most; the next one is a minute later. */
const MOST_PER_ROUND = 500;

/** Text messages handed over in one round: the network takes few a second from one number. */
const MOST_TEXTS_PER_ROUND = 100;

/**
 * Looks ahead in the line of callbacks: a window that will be missed is replaced by an honest one before it passes, first in the ledger, then
 * by text message. Whoever has no mobile phone hears the new time when they ring. Any number of workers may look at once.
 * Returns how many promises were replaced.
 */
export async function requoteCallbacks(parts: RequoteParts): Promise<number> {
  const nowMs = parts.clock.nowMs();
  const ending = await parts.promises.ending(nowMs + LOOK_AHEAD_MS, MOST_PER_ROUND);
  const requoted = ending.length === 0 ? 0 : await requoteAll(parts, ending, nowMs);
  await tellOwed(parts);
  return requoted;
}

async function requoteAll(parts: RequoteParts, ending: readonly PromiseAtRisk[], nowMs: number): Promise<number> {
  const { values } = await parts.thresholds.now();
  const hours = parseHours(values.callbackHours);
  const paces = { menu: await paceOf(parts, 'menu', nowMs), human: await paceOf(parts, 'human', nowMs) };
  let requoted = 0;
  for (const promise of ending) {
    const { request, ahead, requotedAtMs } = promise;
    const standing = { window: request.window, nextTryAtMs: request.nextTryAtMs, ...(requotedAtMs === undefined ? {} : { requotedAtMs }) };
    const window = requotedWindow(hours, standing, { ahead, nowMs, ...paces[lineOf(request.kind)] });
    if (window && (await replace(parts, promise, window, nowMs))) requoted += 1;
  }
  if (requoted > 0) parts.logger.warn({ code: 'PROMISES_REQUOTED', requoted }, 'promised windows could not be kept and were replaced');
  return requoted;
}

async function paceOf({ callbacks, agents, thresholds }: RequoteParts, line: CallbackLine, nowMs: number) {
  const [{ values }, measured, counts] = await Promise.all([thresholds.now(), callbacks.measuredPace(line, nowMs), agents.counts()]);
  const agentsOnDuty = counts.available + counts.reserved + counts.on_call + counts.wrap_up;
  return expectedPace(values, line, { measured, agentsOnDuty, nowMs });
}

async function replace(parts: RequoteParts, { request, number, to }: PromiseAtRisk, window: CallbackRequest['window'], nowMs: number) {
  const after = await parts.promises.requote(request.id, { over: number, window, byText: isMobile(to), nowMs });
  if (!after) return false;
  await noteOnTicket(parts, after, nowMs);
  return true;
}

/** At most one message for a promise: taken before it is sent, put back only when the network certainly did not take it. */
async function tellOwed(parts: RequoteParts): Promise<void> {
  for (const { request, number, to } of await parts.promises.owedNotices(MOST_TEXTS_PER_ROUND)) {
    if (!(await parts.promises.noteNotice(request.id, number, 'handedOver'))) continue;
    const answer = await send(parts, to, requoteMessage(request.language, request));
    if (answer === 'refused') await parts.promises.noteNotice(request.id, number, 'undeliverable');
    if (answer === 'notNow') await parts.promises.noteNotice(request.id, number, 'owed');
    if (answer === 'notNow' || answer === 'unknown') return;
  }
}

async function send({ telephone, logger }: RequoteParts, to: string, body: string): Promise<'sent' | 'refused' | 'notNow' | 'unknown'> {
  try {
    const answer = await telephone.text({ to, body });
    if ('sent' in answer) return 'sent';
    if ('slowDown' in answer) return 'notNow';
    logger.warn({ code: 'NOTICE_REFUSED', reason: answer.refused }, 'new callback time could not be told by text message');
    return 'refused';
  } catch (thrown) {
    const code = thrown instanceof HotlineError ? thrown.code : 'UNEXPECTED';
    logger.error({ code }, 'new callback time not told by text message');
    return code === 'TWILIO_REJECTED' ? 'notNow' : 'unknown';
  }
}
