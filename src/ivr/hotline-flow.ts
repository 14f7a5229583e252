import {
  awayEntrances,
  awayFlow as awayTable,
  callFlow,
  entrances,
  type Flow,
  flowVersion,
  type Line,
  landmarks,
} from '../../flows/index.ts';
import type { State } from '../../flows/vocabulary.ts';
import { type Fill, type Reply, replyAt } from './reply.ts';
import type { Session } from './session.ts';
import { type Checks, enter, type Heard, type Step, stateOf, step } from './step.ts';

/** The interpreter bound to one flow: all that the story needs of it. */
export interface BoundFlow {
  knows(name: string): boolean;
  stateAt(name: string): State<string, Line>;
  enter(session: Session, name: string): Session;
  step(session: Session, heard: Heard, checks: Checks): Step;
  reply(resting: Step, fill: Fill): Reply;
}

/** The flow that answers calls. */
export const hotlineFlow = {
  version: flowVersion,
  entranceOf: (line: Session['line'] | 'offer' | 'result' | 'reminder'): string => entrances[line],
  landmarks,
  ...bound(callFlow),
} as const;

/** The flow of calls that nothing can be remembered of. */
export const awayFlow = { entrances: awayEntrances, ...bound(awayTable) } as const;

function bound(flow: Flow): BoundFlow {
  return {
    knows: (name) => Object.hasOwn(flow, name),
    stateAt: (name) => stateOf(flow, name),
    enter: (session, name) => enter(flow, session, name),
    step: (session, heard, checks) => step(flow, session, heard, checks),
    reply: (resting, fill) => replyAt(flow, resting, fill),
  };
}
