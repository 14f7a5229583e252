import { entrances, type Flow, type Line, landmarks } from '../../flows/index.ts';
import type { Check, Entry, Menu, State } from '../../flows/vocabulary.ts';
import { HotlineError } from '../platform/errors.ts';
import type { Session } from './session.ts';

/**
 * The interpreter: where a call is, and what was heard, give where it is next and
 * which lines are said on the way. No clock, no store, no TwiML.
 */

export type Heard =
  /** What was keyed in, as the telephone network reported it. */
  | { digits: string }
  | { silence: true }
  /** How a work turned out. */
  | { outcome: string }
  /** Did somebody answer and talk? */
  | { connected: boolean };

/** Named checks of an entry: the line that names the fault, or nothing. */
export type Checks = Record<Check, (digits: string) => Line | undefined>;

export interface Step {
  session: Session;
  said: Line[];
  /** The question is asked in its short form. */
  short: boolean;
}

type Here = State<string, Line>;

const SILENCES_BEFORE_GIVING_UP = 3;
const WRONG_KEYS_BEFORE_GIVING_UP = 3;

/**
 * One step. Total for menus, entries, holds and connections: whatever is heard leads somewhere.
 * Throws `FLOW_OUTCOME` when a work reports an outcome its state does not know.
 */
export function step(flow: Flow, session: Session, heard: Heard, checks: Checks): Step {
  const here = stateOf(flow, session.at);
  if ('do' in here) return arriveAt(flow, session, outcomeTarget(here, session.at, heard));
  if ('connect' in here) {
    const target = 'connected' in heard && heard.connected ? here.outcomes.answered : here.outcomes.notAnswered;
    return target === 'hangUp' ? hangUp(session) : arriveAt(flow, session, target);
  }
  if ('say' in here) return here.then === 'hangUp' ? hangUp(session) : arriveAt(flow, session, here.then);
  const digits = 'digits' in heard ? heard.digits.replaceAll('#', '') : '';
  if ('hold' in here) return arriveAt(flow, session, heldTarget(here, digits));
  // A `#` nobody asked for: no silence and nothing to blame, but it counts, so that a stuck key ends somewhere
  if (digits === '' && 'digits' in heard) return wrong(flow, session, here);
  if (digits === '') return silent(flow, session, here);
  return 'enter' in here ? typed(flow, session, here, digits, checks) : pressed(flow, session, here, digits);
}

/** Goes to a state: counters start anew, limits count, the state's outcome settles the call's. */
export function enter(flow: Flow, session: Session, name: string): Session {
  const state = stateOf(flow, name);
  const limit = 'do' in state ? state.atMost : undefined;
  const visits = (session.visits[name] ?? 0) + 1;
  if (limit !== undefined && visits > limit) return enter(flow, session, giveUpOf(state, name));
  const outcome = settled(session.outcome) ? session.outcome : (state.outcome ?? session.outcome);
  return {
    ...session,
    at: name,
    silences: 0,
    wrongKeys: 0,
    ...(limit === undefined ? {} : { visits: { ...session.visits, [name]: visits } }),
    ...(outcome === undefined ? {} : { outcome }),
  };
}

/** The state a call stands at. Throws `FLOW_STATE` for a name the flow does not have. */
export function stateOf(flow: Flow, name: string): Here {
  const state = Object.hasOwn(flow, name) ? flow[name] : undefined;
  if (!state) throw new HotlineError('FLOW_STATE', `the flow has no state ${name}`);
  return state;
}

/** What is booked stays the outcome of the call, whatever follows. */
function settled(outcome: Session['outcome']): boolean {
  return outcome === 'booked' || outcome === 'appointment_changed';
}

function arriveAt(flow: Flow, session: Session, target: string, said: Line[] = []): Step {
  const name = target === 'back' ? (session.back ?? entrances[session.line]) : target;
  return { session: enter(flow, session, name), said, short: false };
}

function hangUp(session: Session): Step {
  return { session: { ...session, ended: true }, said: [], short: false };
}

function pressed(flow: Flow, session: Session, here: Menu<string, Line>, digits: string): Step {
  const key = digits[0] as string;
  if (key === '*') return { session, said: ['again'], short: false };
  if (key === '0') return arriveAt(flow, session, here.human ?? landmarks.human);
  const target = (here.keys as Record<string, string | undefined>)[key];
  return target ? arriveAt(flow, session, target) : wrong(flow, session, here, 'wrongKey');
}

function typed(flow: Flow, session: Session, here: Entry<string, Line>, digits: string, checks: Checks): Step {
  if (digits.includes('*')) return arriveAt(flow, { ...session, back: session.at }, here.help);
  const [fewest, most] = here.digits;
  const fault = digits.length < fewest ? 'tooFewDigits' : digits.length > most ? 'tooManyDigits' : checks[here.check](digits);
  if (fault) return wrong(flow, session, here, fault);
  return arriveAt(flow, { ...session, facts: { ...session.facts, [here.into]: digits } }, here.then);
}

function silent(flow: Flow, session: Session, here: Menu<string, Line> | Entry<string, Line>): Step {
  const silences = session.silences + 1;
  const limit = ('silences' in here ? here.silences : undefined) ?? SILENCES_BEFORE_GIVING_UP;
  if (silences < limit) return { session: { ...session, silences }, said: [silences === 1 ? 'notHeard' : 'stillThere'], short: true };
  return giveUp(flow, session, ('silent' in here ? here.silent : undefined) ?? here.giveUp);
}

function wrong(flow: Flow, session: Session, here: Menu<string, Line> | Entry<string, Line>, fault?: Line): Step {
  const wrongKeys = session.wrongKeys + 1;
  if (wrongKeys < WRONG_KEYS_BEFORE_GIVING_UP) return { session: { ...session, wrongKeys }, said: fault ? [fault] : [], short: true };
  return giveUp(flow, session, here.giveUp);
}

/** Whoever ends at a human that way is told so, and is not sent back to the keys where nobody is free. */
function giveUp(flow: Flow, session: Session, target: string): Step {
  if (target !== landmarks.human) return arriveAt(flow, session, target);
  return arriveAt(flow, session, Object.hasOwn(flow, landmarks.atLast) ? landmarks.atLast : target, ['keysDoNotWork']);
}

function heldTarget(here: Extract<Here, { hold: unknown }>, digits: string): string {
  const key = digits[0] ?? '';
  if (key === '0') return here.human;
  return (here.keys as Record<string, string | undefined>)[key] ?? here.then;
}

function outcomeTarget(here: Extract<Here, { do: unknown }>, name: string, heard: Heard): string {
  const target = 'outcome' in heard ? (here.outcomes as Record<string, string | undefined>)[heard.outcome] : undefined;
  if (!target) throw new HotlineError('FLOW_OUTCOME', `${name} cannot go on with ${JSON.stringify(heard)}`);
  return target;
}

function giveUpOf(state: Here, name: string): string {
  const target = 'do' in state ? state.giveUp : undefined;
  if (!target) throw new HotlineError('FLOW_LIMIT', `${name} has a limit and nowhere to go after it`);
  return target;
}
