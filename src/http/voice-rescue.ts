import { forgetAgentPlace } from '../calls/agent-line.ts';
import { agentAccepts } from '../calls/whispered.ts';
import { DependencyDown, HotlineError } from '../platform/errors.ts';
import {
  awayAnswered,
  awayCalledBack,
  awayIncoming,
  awayInterrupted,
  awayTalked,
  awayWhisper,
  isRedisAway,
  stayedOnLine,
} from './away-routes.ts';
import { nothingAnswers } from './failures.ts';
import { again, ended } from './voice-answers.ts';
import { HANG_UP, lineOf, NOTHING, pressedOne, type VoiceDoor } from './voice-door.ts';
import type { VoiceRequest } from './voice-request.ts';

/** What else can be answered where an answer failed because a store is away. */

/** Webhooks of calls that are under way and whose memory is Redis. */
const UNDER_WAY = ['/input', '/silence', '/waited', '/connected', '/promoted', '/paired', '/handed', '/again', '/fallback'];

export interface Rescued {
  path: string;
  /** Where the call tries again after an apology. */
  afterFailure: string;
}

/** @param answer the answer that failed, to be tried anew. undefined: there is no other answer for this fault */
export function rescued(
  door: VoiceDoor,
  { path, afterFailure }: Rescued,
  request: VoiceRequest,
  thrown: unknown,
  answer: () => Promise<string>,
): Promise<string> | undefined {
  // Back, and empty: repaired at once and for this caller, not for the next one
  if (thrown instanceof HotlineError && thrown.code === 'NO_THRESHOLDS') return door.repair().then(answer);
  if (path === '/status' && thrown instanceof DependencyDown) return endKept(door, request);
  if (!isRedisAway(thrown)) return undefined;
  door.parts.logger.warn({ callSid: request.callSid, path, code: 'ANSWERED_ALONE' }, 'Redis is away: answered without it');
  const onLine = { ...request, line: lineOf(door, request) };
  if (path === '/incoming') return awayIncoming(door.away, onLine);
  if (path === '/whisper') return Promise.resolve(awayWhisper(request));
  if (path === '/accept') return acceptKept(door, request);
  if (path === '/callback') return awayCalledBack(door.away, onLine);
  if (path === '/connected' && request.connected) return Promise.resolve(awayTalked(onLine));
  return UNDER_WAY.includes(path) ? interrupted(door, path, afterFailure, onLine) : undefined;
}

/** A call that nothing is remembered of: its address tells where it is. Who stayed on the line may be remembered by now. */
export async function away(door: VoiceDoor, request: VoiceRequest, query: string): Promise<string> {
  const tries = stayedOnLine(request, query);
  if (tries === undefined) return awayAnswered(door.away, { ...request, line: lineOf(door, request) }, query);
  try {
    return await again(door, request);
  } catch (thrown) {
    const rescue = isRedisAway(thrown) ? interrupted(door, '/again', '/voice/again', { ...request, tries }) : undefined;
    if (rescue === undefined) throw thrown;
    return rescue;
  }
}

/** Seat, agent and try wait for the end of this call: it is told when the stores answer again. */
async function endKept(door: VoiceDoor, request: VoiceRequest): Promise<string> {
  door.later.keep(request.callSid, async () => void (await ended(door, request, { late: true })));
  return NOTHING;
}

/** The network keeps the caller for this agent as long as it rings: nobody else can have taken over. That they talk is noted later. */
async function acceptKept(door: VoiceDoor, { heard, callerSid }: VoiceRequest): Promise<string> {
  if (!callerSid || !pressedOne(heard)) return HANG_UP;
  door.later.keep(callerSid, async () => {
    // Where the reservation has run out meanwhile, at least nobody else is found for a caller who talks already
    if (!(await agentAccepts(door.parts, callerSid))) await forgetAgentPlace(door.parts, callerSid);
  });
  return NOTHING;
}

/** A call whose memory does not answer: the offer to be called back, or where nothing can be promised what to do. */
function interrupted(door: VoiceDoor, path: string, afterFailure: string, request: VoiceRequest): Promise<string> {
  const onLine = { ...request, line: lineOf(door, request) };
  // The way to the doctor needs neither store
  if (!door.parts.stores.postgresAway() || onLine.line === 'front') return awayInterrupted(door.away, onLine, path);
  door.parts.logger.error({ callSid: request.callSid, path, code: 'BOTH_STORES_AWAY' }, 'neither store answers');
  return Promise.resolve(nothingAnswers({ ...request, path: afterFailure }));
}
