import type { Language } from '../../flows/vocabulary.ts';
import { fillFrom } from '../ivr/blanks.ts';
import { awayFlow, hotlineFlow } from '../ivr/hotline-flow.ts';
import type { Reply } from '../ivr/reply.ts';
import type { Session } from '../ivr/session.ts';
import type { Heard, Step } from '../ivr/step.ts';
import { advance, settle } from './advance.ts';
import type { CallEvent, Parts } from './parts.ts';

/** Where a call is of which nothing can be remembered: all of it stands in the address of the next webhook, and nothing personal does. */
export interface Place {
  at: string;
  turn: number;
  language: Language;
  line: 'front' | 'vaccination';
  silences: number;
  wrongKeys: number;
  /** How often a number was typed. */
  typed: number;
  kind: 'menu' | 'human' | undefined;
  /** The request that this call has just made. */
  request: string | undefined;
}

export type AwayEvent = CallEvent & { line: 'front' | 'vaccination' };

/** Makes the document of a reply whose next webhook carries the place. */
export type AwayRender = (reply: Reply, session: Session, place: Place) => string;

/** A call begins, or one that was under way is met, without its memory. */
export async function awayEntered(
  parts: Parts,
  render: AwayRender,
  event: AwayEvent,
  entrance: keyof typeof awayFlow.entrances,
  start: { turn?: number; silences?: number; language?: Language; kennzahl?: string } = {},
): Promise<string> {
  const place: Place = {
    at: awayFlow.entrances[entrance],
    turn: start.turn ?? 0,
    language: start.language ?? 'de',
    line: event.line,
    silences: 0,
    wrongKeys: 0,
    typed: 0,
    kind: undefined,
    request: undefined,
  };
  const entered = awayFlow.enter(sessionAt(place, event), place.at);
  const facts = { ...entered.facts, ...(start.kennzahl ? { kennzahl: start.kennzahl } : {}) };
  const session = { ...entered, facts, silences: start.silences ?? 0 };
  const step = { session, said: [], short: session.silences > 0 };
  if (entrance === 'front' || entrance === 'vaccination') parts.tally.call(event.line);
  return told(parts, render, await settle(parts, event, step, parts.clock.nowMs(), awayFlow), place);
}

/** A key, silence, or the end of a connection. */
export async function awayInput(parts: Parts, render: AwayRender, event: AwayEvent & { heard: Heard }, place: Place): Promise<string> {
  if (!awayFlow.knows(place.at)) return awayEntered(parts, render, event, event.line, { turn: place.turn + 1 });
  const session = { ...sessionAt(place, event), turn: place.turn };
  const resting = await advance(parts, event, session, event.heard, parts.clock.nowMs(), awayFlow);
  return told(parts, render, { ...resting, session: { ...resting.session, turn: place.turn + 1 } }, place);
}

function sessionAt(place: Place, event: AwayEvent): Session {
  const { at, turn, language, line, silences, wrongKeys, typed, kind, request } = place;
  const shown = event.caller.kind === 'shown' ? event.caller.number : undefined;
  return {
    callSid: event.callSid,
    flowVersion: hotlineFlow.version,
    at,
    turn,
    language,
    line,
    silences,
    wrongKeys,
    visits: typed > 0 ? { [TYPING]: typed } : {},
    facts: {
      ...(kind ? { callbackKind: kind } : {}),
      ...(request ? { callbackId: request } : {}),
      // Asked about again at every key: the number is what the network tells, and is not remembered
      ...(shown && at !== READ_BACK ? { callbackNumber: shown } : {}),
    },
  };
}

const TYPING = 'registerTyped';
const READ_BACK = 'typedPromised';

function told(parts: Parts, render: AwayRender, resting: Step, before: Place): string {
  const { session } = resting;
  // The typed number is known only while it is being stored: later it is asked about without it
  const short = resting.short || (session.at === READ_BACK && session.facts.callbackNumber === undefined);
  const reply = awayFlow.reply({ ...resting, short }, fillFrom(session, parts.numbers, parts.clock.nowMs()));
  if (session.ended) {
    parts.tally.outcome(session.outcome ?? 'informed');
    if (session.at === 'nothingAnswers')
      parts.logger.error({ callSid: session.callSid, code: 'BOTH_STORES_AWAY' }, 'neither store answers: a caller was sent away');
  }
  const { at, turn, language, silences, wrongKeys, facts, visits } = session;
  const request = at === READ_BACK ? facts.callbackId : undefined;
  const place = { ...before, at, turn, language, silences, wrongKeys, typed: visits[TYPING] ?? 0, kind: facts.callbackKind, request };
  return render(reply, session, place);
}
