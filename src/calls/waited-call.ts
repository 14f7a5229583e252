import { callerInput, type InputEvent } from './caller-input.ts';
import type { Parts } from './parts.ts';

/**
 * A round of hold audio has ended without a key. Thousands come round like this every few seconds, so whether it is their turn is asked
 * while the session is being read, and not after it. The look may be in vain: it changes nothing for a call that does not wait any more.
 * @returns the document to answer with
 */
export function waitedCall(parts: Parts, event: Omit<InputEvent, 'heard' | 'looked'>): Promise<string> {
  const looked = parts.frontDoor.checkTurn(event.callSid);
  // It fails where it is needed; a repeated webhook has its answer already
  looked.catch(() => undefined);
  return callerInput(parts, { ...event, heard: { silence: true }, looked });
}
