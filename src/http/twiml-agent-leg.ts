import type { Speech } from '../ivr/reply.ts';
import { type Destinations, response } from './twiml.ts';
import { escaped, type Recordings, say } from './twiml-voice.ts';

/** The agent's telephone that rings before the person's: asked, connected, told why not. `leg` tells callback and try in every address. */

/** Old people walk to the telephone. */
const RING_SECONDS = 60;

/** The longest conversation we pay for. */
const LIMIT_SECONDS = 3_600;

/** Says twice what it is about; a key proves that a person and no mailbox has answered. */
export function askAgent(speech: readonly Speech[], leg: string, recordings?: Recordings): string {
  const once = say(speech, recordings);
  const action = escaped(`/voice/agent-accept?${leg}`);
  return response(
    `<Gather input="dtmf" action="${action}" method="POST" numDigits="1" finishOnKey="" timeout="8">${once}${once}</Gather><Hangup/>`,
  );
}

/**
 * Then the person's telephone rings. Its ringing, answer and end are told apart from the agent's, at a whole address: the network does not
 * promise to complete those of statuses.
 */
export function connectPerson(
  speech: readonly Speech[],
  number: string,
  leg: string,
  { callerId, recordings, publicUrl }: Destinations & { publicUrl: string },
): string {
  const status = `statusCallback="${escaped(`${publicUrl}/voice/person-status?${leg}`)}" statusCallbackMethod="POST" statusCallbackEvent="ringing answered completed"`;
  const times = `timeout="${RING_SECONDS}" timeLimit="${LIMIT_SECONDS}" callerId="${escaped(callerId)}"`;
  const action = `action="${escaped(`/voice/agent-called?${leg}`)}" method="POST"`;
  return response(`${say(speech, recordings)}<Dial ${action} ${times}><Number ${status}>${escaped(number)}</Number></Dial>`);
}

/** The last words, and hangs up. */
export function endAgentLeg(speech: readonly Speech[], recordings?: Recordings): string {
  return response(`${say(speech, recordings)}<Hangup/>`);
}
