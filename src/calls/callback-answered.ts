import { isAskedFor, lineOf } from '../callbacks/kinds.ts';
import { hotlineFlow } from '../ivr/hotline-flow.ts';
import { answer, open } from './answer.ts';
import type { CallEvent, Parts } from './parts.ts';

/**
 * Somebody picked up the call we placed for a callback request. The seat taken before dialling
 * becomes this call's; what we promised is said first. Each kind of callback has its own entrance.
 * @returns the document to answer with
 */
export async function callbackAnswered(parts: Parts, event: CallEvent & { callbackId: string }): Promise<string> {
  const request = await parts.callbacks.byId(event.callbackId);
  if (!request) return (await answer(parts, await open(parts, event, 'vaccination'), -1)).document;
  await parts.frontDoor.handSeatOver(request.id, event.callSid);
  const resting = await open(parts, event, 'callback', {
    at: hotlineFlow.entranceOf(isAskedFor(request.kind) ? 'callback' : request.kind),
    language: request.language,
    facts: {
      callbackId: request.id,
      kennzahl: request.kennzahl,
      callbackKind: lineOf(request.kind),
      ...(request.kind === 'offer' && request.subject ? { listEntryId: request.subject } : {}),
      callbackWindow: request.window,
      ticketAtMs: request.ticketAtMs,
    },
  });
  const { document, first } = await answer(parts, resting, -1);
  if (first) parts.tally.call('callback');
  return document;
}
