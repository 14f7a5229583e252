import { callFlow, entrances, flowVersion, type Line, landmarks } from '../../flows/index.ts';
import type { State } from '../../flows/vocabulary.ts';
import { type Fill, type Reply, replyAt } from './reply.ts';
import type { Session } from './session.ts';
import { type Checks, enter, type Heard, type Step, stateOf, step } from './step.ts';

/** The interpreter with the flow that answers calls: all that the story needs of it. */
export const hotlineFlow = {
  version: flowVersion,
  entranceOf: (line: Session['line']): string => entrances[line],
  yourTurn: landmarks.yourTurn as string,
  knows: (name: string): boolean => Object.hasOwn(callFlow, name),
  stateAt: (name: string): State<string, Line> => stateOf(callFlow, name),
  enter: (session: Session, name: string): Session => enter(callFlow, session, name),
  step: (session: Session, heard: Heard, checks: Checks): Step => step(callFlow, session, heard, checks),
  reply: (resting: Step, fill: Fill): Reply => replyAt(callFlow, resting, fill),
} as const;
