import { agent } from '../flows/agent.ts';
import { appointment } from '../flows/appointment.ts';
import { away } from '../flows/away.ts';
import { booking } from '../flows/booking.ts';
import { callback } from '../flows/callback.ts';
import { frontMenu } from '../flows/front-menu.ts';
import { callFlow, type Flow, type Line, landmarks, spokenLines } from '../flows/index.ts';
import { mainMenu } from '../flows/main-menu.ts';
import { pin } from '../flows/pin.ts';
import type { State } from '../flows/vocabulary.ts';
import { waiting } from '../flows/waiting.ts';
import { wish } from '../flows/wish.ts';

/** The flows as rows to be shown to people: what a state says, and every way onward. */

type Here = State<string, Line>;

/** One way onward: what has to happen, and the state that follows. `passive`: nothing or wrong keys pressed, or a limit reached. */
export interface Way {
  on: string;
  to: string;
  passive?: true;
}
export interface Row {
  state: string;
  kind: 'asks' | 'digits' | 'works' | 'says' | 'holds' | 'connects';
  says: string;
  ways: Way[];
  outcome?: string;
}

/** All states by the file they are written in. */
const named: Record<string, Flow> = { frontMenu, mainMenu, waiting, callback, pin, booking, wish, appointment, agent, away };
const inTopics = new Set(Object.values(named).flatMap(Object.keys));
const others = Object.entries(callFlow as Flow).filter(([state]) => !inTopics.has(state));
export const topics: Record<string, Flow> = others.length === 0 ? named : { ...named, others: Object.fromEntries(others) };

/** One state, ready to be shown. Texts are German, without pauses. */
export function rowOf([state, here]: [string, Here]): Row {
  const outcome = here.outcome === undefined ? {} : { outcome: here.outcome };
  if ('do' in here) return { state, kind: 'works', says: here.do, ways: [...ways(here.outcomes), ...limit(here)], ...outcome };
  if ('connect' in here) return { state, kind: 'connects', says: germanText(here.say), ways: ways(here.outcomes), ...outcome };
  if ('say' in here) return { state, kind: 'says', says: germanText(here.say), ways: [{ on: 'then', to: here.then }], ...outcome };
  if ('hold' in here) {
    const says = here.hold === 'nothing' ? '(only the hold audio)' : germanText(here.hold);
    return {
      state,
      kind: 'holds',
      says,
      ways: [...ways(here.keys), { on: '0', to: here.human }, { on: 'each round', to: here.then }],
      ...outcome,
    };
  }
  if ('ask' in here) {
    const keys = [...ways(here.keys), { on: '0', to: here.human ?? landmarks.human }];
    return {
      state,
      kind: 'asks',
      says: germanText(here.ask),
      ways: [...keys, ...passive(here.giveUp, here.silent, here.silences)],
      ...outcome,
    };
  }
  const typed = {
    on: here.digits[0] === here.digits[1] ? `${here.digits[0]} digits` : `${here.digits.join(' to ')} digits`,
    to: here.then,
  };
  return {
    state,
    kind: 'digits',
    says: germanText(here.enter),
    ways: [typed, { on: '*', to: here.help }, ...passive(here.giveUp, here.silent, here.silences)],
    ...outcome,
  };
}

function ways(table: object): Way[] {
  return Object.entries(table).map(([on, to]) => ({ on, to: String(to) }));
}

function limit(work: { atMost?: number; giveUp?: string }): Way[] {
  return work.giveUp === undefined ? [] : [{ on: `more than ${work.atMost} times`, to: work.giveUp, passive: true }];
}

function passive(giveUp: string, silent: string = giveUp, silences = 3): Way[] {
  if (silent === giveUp && silences === 3) return [{ on: 'silence or wrong keys, 3 times', to: giveUp, passive: true }];
  return [
    { on: `silence, ${silences} times`, to: silent, passive: true },
    { on: 'wrong keys, 3 times', to: giveUp, passive: true },
  ];
}

function germanText(line: Line): string {
  const text = spokenLines.de[line];
  const parts = typeof text === 'string' ? [text] : text.map((part) => (typeof part === 'string' ? part : part.text));
  return parts.join(' ').replaceAll('_ ', '');
}

/** Cut at a word, with an ellipsis. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, text.lastIndexOf(' ', most))} …`;
}
