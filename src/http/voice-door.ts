import type { Parts } from '../calls/parts.ts';
import type { ToldLater } from '../calls/told-later.ts';
import type { AwayDoor } from './away-routes.ts';
import type { SignatureCheck } from './twilio-signature.ts';
import { response } from './twiml.ts';
import type { FinalStatus, VoiceRequest } from './voice-request.ts';

/** What the voice webhooks are answered with. */

export interface VoiceDoor {
  parts: Parts;
  isSigned: SignatureCheck;
  accountSid: string;
  /** Where the network finds us: an origin. */
  publicUrl: string;
  vaccinationNumbers: readonly string[];
  frontMenuNumbers: readonly string[];
  /** How calls are answered that nothing can be remembered of. */
  away: AwayDoor;
  /** Puts right what a Redis that came back empty has lost. */
  repair(): Promise<void>;
  /** What a store that is away must still hear when it is back. */
  later: ToldLater;
  /** A call that we placed has ended: settles the callback's try. */
  callbackEnded(event: {
    callSid: string;
    callbackId: string;
    finalStatus: FinalStatus;
    durationSeconds: number;
    unserved: boolean;
  }): Promise<void>;
  /** Starts measuring a route; call what it returns when the answer is sent. */
  timer(route: string): () => void;
}

export const NOTHING = response('');
export const HANG_UP = response('<Hangup/>');

/** Which line was called; a number in neither list is treated as the front menu. */
export function lineOf(door: VoiceDoor, { ourNumber }: VoiceRequest): 'front' | 'vaccination' {
  return door.vaccinationNumbers.includes(ourNumber) ? 'vaccination' : 'front';
}

/** Did the agent accept? */
export function pressedOne(heard: VoiceRequest['heard']): boolean {
  return 'digits' in heard && heard.digits === '1';
}
