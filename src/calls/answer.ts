import type { Line } from '../../flows/index.ts';
import { fillFrom } from '../ivr/blanks.ts';
import { hotlineFlow } from '../ivr/hotline-flow.ts';
import type { Session } from '../ivr/session.ts';
import type { Step } from '../ivr/step.ts';
import { settle } from './advance.ts';
import { giveBackAfterEnd } from './call-ended.ts';
import type { CallEvent, Parts } from './parts.ts';

/** Opens a call at its entrance and lets it come to its first rest. */
export async function open(
  parts: Parts,
  event: CallEvent,
  line: Session['line'],
  start: Partial<Session> = {},
  said: Line[] = [],
): Promise<Step> {
  const fresh: Session = {
    callSid: event.callSid,
    flowVersion: hotlineFlow.version,
    at: hotlineFlow.entranceOf(line),
    turn: 0,
    language: 'de',
    line,
    silences: 0,
    wrongKeys: 0,
    visits: {},
    ...start,
    facts: { ...callerOf(event), ...start.facts },
  };
  return settle(parts, event, { session: hotlineFlow.enter(fresh, fresh.at), said, short: false }, parts.clock.nowMs());
}

/** The agent who may talk to this caller some day is to know the number. */
function callerOf({ caller }: CallEvent): Pick<Session['facts'], 'callerNumber'> {
  return caller.kind === 'shown' ? { callerNumber: caller.number } : {};
}

/**
 * Makes the answer and stores it with the session over the turn that was read.
 * When another delivery was faster, its stored answer is returned: same turn, same answer, one step.
 */
export async function answer(parts: Parts, resting: Step, overTurn: number): Promise<{ document: string; first: boolean }> {
  const { session } = resting;
  const reply = hotlineFlow.reply(resting, fillFrom(session, parts.numbers, parts.clock.nowMs()));
  const document = parts.render(reply, session);
  const saved = await parts.sessions.save(session, document, overTurn);
  if (saved === 'saved') return { document, first: true };
  // The caller hung up while this was under way
  if (saved.session.over) await giveBackAfterEnd(parts, session);
  return { document: saved.document, first: false };
}
