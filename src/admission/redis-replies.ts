import type { Admission, FrontDoorPicture } from '../calls/ports/front-door.ts';
import { HotlineError } from '../platform/errors.ts';

/** What the scripts answer as text, read back into the words of the port. */

/** `answer|version|ticketAtMs|position|waitSeconds|callbackId|previousCallSid|attempt|opensAtMs|reason`; the reason may hold a bar. */
export function admissionOf(text: string): Admission {
  const [answer, version, ticketAt, position, wait, callbackId = '', previousCallSid, attempt, opensAt, ...reason] = text.split('|');
  const common = {
    thresholdsVersion: Number(version),
    ticketAtMs: Number(ticketAt),
    attempt: Number(attempt),
    ...(previousCallSid ? { previousCallSid } : {}),
  };
  switch (answer) {
    case 'admitted':
    case 'callbackOffered':
    case 'busy':
      return { ...common, answer };
    case 'queued':
      return { ...common, answer, position: Number(position), waitSeconds: wait ? Number(wait) : undefined };
    case 'known':
    case 'missedCallback':
      return { ...common, answer, callbackId };
    case 'closed':
      return { ...common, answer, reason: reason.join('|'), opensAtMs: Number(opensAt) };
    default:
      throw new HotlineError('LUA_REPLY', `admit.lua answered ${JSON.stringify(text)}`);
  }
}

/** When the call with this kept answer drew or found its ticket, ms since 1970: for a withheld number, when it rang. undefined: no answer is kept. */
export function decidedAt(kept: string | null): number | undefined {
  const ticketAt = /\|\d+\|(\d+)\|/.exec(kept ?? '')?.[1];
  return ticketAt === undefined ? undefined : Number(ticketAt);
}

/** The reply of inspect.lua, in its header's order. */
export function pictureOf(reply: readonly string[]): FrontDoorPicture {
  const [version, tokens, active, onHold, longestMs, wait, openCallbacks, ...pairs] = reply;
  const today = new Map<string, number>();
  for (let i = 0; i < pairs.length; i += 2) today.set(pairs[i] ?? '', Number(pairs[i + 1]));
  const count = (name: string) => today.get(name) ?? 0;
  return {
    thresholdsVersion: Number(version),
    tokens: Number(tokens) / 1_000,
    activeCalls: Number(active),
    onHold: Number(onHold),
    longestWaitSeconds: Math.floor(Number(longestMs) / 1_000),
    estimatedWaitSeconds: wait === '' ? undefined : Number(wait),
    openCallbacks: Number(openCallbacks),
    decisions: {
      admitted: count('admitted') + count('missedCallback'),
      queued: count('queued'),
      callbackOffered: count('callbackOffered'),
      known: count('known'),
      busy: count('busy'),
    },
    people: count('people'),
    attempts: count('attempts'),
  };
}
