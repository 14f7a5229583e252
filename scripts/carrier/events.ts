/** What happens on a leg, for scripts, the terminal phone and the browser phone. */
import type { CallStatus } from './contract.ts';

export type LegEvent =
  | { type: 'ringing'; from: string; to: string }
  | { type: 'answered' }
  | { type: 'said'; id: number; text: string; language: string; seconds: number }
  | { type: 'played'; id: number; url: string; seconds: number }
  | { type: 'hushed' }
  | { type: 'asked'; numDigits?: number; finishOnKey: string; timeoutSeconds: number }
  | { type: 'key'; key: string; from: 'own' | 'peer' }
  | { type: 'dialling'; to: string }
  | { type: 'connected'; with: string }
  | { type: 'parted' }
  | { type: 'ended'; status: CallStatus }
  | { type: 'rest' };

/** A text message on a telephone's display. Sent under an event name of its own (`text`): a telephone without a display does not hear of it. */
export interface TextEvent {
  type: 'text';
  from: string;
  body: string;
  /** ms since 1970 */
  atMs: number;
}

/** An event with its call, as sent to telephones. */
export type PhoneEvent = LegEvent & { callSid: string; number: string };
