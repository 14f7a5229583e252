import type { WorkName } from '../../flows/vocabulary.ts';
import { type BoundFlow, hotlineFlow } from '../ivr/hotline-flow.ts';
import type { Facts, Session } from '../ivr/session.ts';
import type { Heard, Step } from '../ivr/step.ts';
import { DependencyDown, HotlineError } from '../platform/errors.ts';
import type { CallEvent, Parts } from './parts.ts';
import { works } from './works/index.ts';
import type { Turned } from './works/turned.ts';

/** More works and sentences than this on one webhook are a fault of the flow. */
const MOST_STEPS = 30;

/**
 * Lets the call go on from what was heard: one step, then works and sentences until it rests at
 * a question, a hold, a connection or its end. A store that does not answer becomes the outcome
 * `down` where the flow knows one, else it throws. A lost Redis is always thrown: where the call is could not be
 * remembered, so whatever the flow said next would be forgotten at the next key.
 */
export async function advance(
  parts: Parts,
  event: CallEvent,
  session: Session,
  heard: Heard,
  nowMs: number,
  flow: BoundFlow = hotlineFlow,
): Promise<Step> {
  return settle(parts, event, flow.step(session, heard, parts.checks), nowMs, flow);
}

/** As `advance`, from a state just entered. */
export async function settle(parts: Parts, event: CallEvent, start: Step, nowMs: number, flow: BoundFlow = hotlineFlow): Promise<Step> {
  let at = start;
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const here = flow.stateAt(at.session.at);
    if (at.session.ended) return at;
    if ('say' in here && 'then' in here) {
      const next = flow.step(at.session, { silence: true }, parts.checks);
      at = { ...next, said: [...at.said, here.say, ...next.said] };
    } else if ('do' in here) {
      const turned = await work(parts, event, at.session, here.do, 'down' in here.outcomes, nowMs);
      const next = flow.step(learn(at.session, turned), { outcome: turned.outcome }, parts.checks);
      at = { ...next, said: [...at.said, ...next.said] };
    } else return at;
  }
  throw new HotlineError('FLOW_ENDLESS', `the call does not come to rest, last at ${at.session.at}`);
}

type Learning = Pick<Turned<WorkName>, 'facts' | 'language' | 'forgetVisits'>;

async function work(
  parts: Parts,
  event: CallEvent,
  session: Session,
  name: WorkName,
  mayBeDown: boolean,
  nowMs: number,
): Promise<Learning & { outcome: string }> {
  try {
    const turned: Turned<WorkName> = await works[name]({ event, session, nowMs }, parts);
    return turned;
  } catch (thrown) {
    if (!(thrown instanceof DependencyDown) || !mayBeDown || thrown.part === 'redis') throw thrown;
    parts.logger.warn({ callSid: event.callSid, work: name, part: thrown.part }, 'a work found a store down');
    return { outcome: 'down' };
  }
}

function learn(session: Session, turned: Learning): Session {
  const facts = Object.fromEntries(
    Object.entries({ ...session.facts, ...turned.facts }).filter(([, value]) => value !== undefined),
  ) as Facts;
  return { ...session, facts, language: turned.language ?? session.language, visits: turned.forgetVisits ? {} : session.visits };
}
