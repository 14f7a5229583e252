import type { Destination } from '../../flows/vocabulary.ts';
import type { Next, Reply, Speech } from '../ivr/reply.ts';
import type { Session } from '../ivr/session.ts';
import { escaped, type Recordings, say } from './twiml-voice.ts';

/**
 * Reply → TwiML, pure; the only file that knows `<Gather>`. Every Gather has its way out for
 * silence, every Say its voice and language, and no URL carries anything personal.
 */

/** Doctor and appointment service: one attempt rings so long. */
const RING_SECONDS = 30;

export interface Destinations {
  medical: string;
  specialist: string;
  /** Shown to agents instead of the caller's number. */
  callerId: string;
  /** Heard instead of the voice, line by line. */
  recordings?: Recordings | undefined;
}

/** The address of the next webhook: what became of the question, of the hold, or of the connection. */
export type Where = (event: 'input' | 'silence' | 'waited' | 'connected') => string;

/** Renders replies for calls that are connected to these numbers. */
export function twimlRenderer(destinations: Destinations): (reply: Reply, session: Session) => string {
  return (reply, session) => documentOf(reply, session, destinations, (event) => addressOf(event, session));
}

/** Whoever waits for an agent says so: the line is asked while the call's memory is still being read. */
function addressOf(event: Parameters<Where>[0], { turn, facts }: Session): string {
  const lane = event === 'waited' && facts.agentLane ? `&lane=${facts.agentLane}` : '';
  return `/voice/${event}?turn=${turn}${lane}`;
}

/** A reply as a whole document whose next webhooks go where they are told to. */
export function documentOf(reply: Reply, session: Session, destinations: Destinations, where: Where): string {
  return response(rendered(reply, session, destinations, where));
}

/** A whole document around its verbs. */
export function response(verbs: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;
}

export function redirect(path: string): string {
  return `<Redirect method="POST">${escaped(path)}</Redirect>`;
}

function rendered(reply: Reply, session: Session, destinations: Destinations, where: Where): string {
  const { then } = reply;
  const speech = say(reply.speech, destinations.recordings);
  switch (then.kind) {
    case 'hangUp':
      return `${speech}<Hangup/>`;
    case 'question':
      return question(speech, then, where);
    case 'hold':
      // The audio is the wait; a key ends it at once, otherwise the loop looks again.
      return gather(`${speech}<Play>/audio/hold.wav</Play>`, where, 'waited', 'numDigits="1" timeout="1" finishOnKey=""');
    case 'connect':
      return speech + dial(then.to, session, destinations, where);
  }
}

function question(
  speech: string,
  { digits, firstKeySeconds, betweenKeysSeconds }: Extract<Next, { kind: 'question' }>,
  where: Where,
): string {
  // `timeout` also counts between keys, so the longer time to the first key is a pause inside.
  const pause = `<Pause length="${Math.max(1, firstKeySeconds - betweenKeysSeconds)}"/>`;
  const count = digits === 'openEnded' ? '' : `numDigits="${digits}" `;
  // `#` ends an entry and is no digit; on its own it is told apart from silence by the empty result
  return gather(speech + pause, where, 'silence', `${count}finishOnKey="#" actionOnEmptyResult="true" timeout="${betweenKeysSeconds}"`);
}

function gather(nested: string, where: Where, withoutKey: 'silence' | 'waited', attributes: string): string {
  return `<Gather input="dtmf" action="${escaped(where('input'))}" method="POST" ${attributes}>${nested}</Gather>${redirect(where(withoutKey))}`;
}

function dial(to: Destination, session: Session, destinations: Destinations, where: Where): string {
  const action = `action="${escaped(where('connected'))}" method="POST"`;
  if (to !== 'agent') return `<Dial ${action} timeout="${RING_SECONDS}"><Number>${escaped(destinations[to])}</Number></Dial>`;
  const { endpoint = '', ringSeconds = RING_SECONDS } = session.facts.agent ?? {};
  const attributes = `${action} answerOnBridge="true" timeout="${ringSeconds}" callerId="${escaped(destinations.callerId)}"`;
  return `<Dial ${attributes}>${agentNoun(endpoint, `/voice/whisper?call=${session.callSid}`)}</Dial>`;
}

/** `tel:`, `client:` and `sip:` endpoints; the whisper asks the agent to accept before the caller is on the line. */
function agentNoun(endpoint: string, whisperUrl: string): string {
  const [scheme = '', rest = ''] = split(endpoint);
  const noun = scheme === 'client' ? 'Client' : scheme === 'sip' ? 'Sip' : 'Number';
  return `<${noun} url="${escaped(whisperUrl)}" method="POST">${escaped(noun === 'Sip' ? endpoint : rest)}</${noun}>`;
}

function split(endpoint: string): [string, string] {
  const colon = endpoint.indexOf(':');
  return colon < 0 ? ['tel', endpoint] : [endpoint.slice(0, colon), endpoint.slice(colon + 1)];
}

/** What an agent hears before the caller: a key proves that a person and no mailbox answered. */
export function whisper(speech: readonly Speech[], callSid: string, recordings?: Recordings): string {
  const accept = `/voice/accept?call=${callSid}`;
  const once = say(speech, recordings);
  return response(
    `<Gather input="dtmf" action="${accept}" method="POST" numDigits="1" finishOnKey="" timeout="8">${once}${once}</Gather><Hangup/>`,
  );
}
