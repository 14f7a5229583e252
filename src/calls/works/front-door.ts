import { lineOf } from '../../callbacks/kinds.ts';
import { firstWait, waitNews } from '../../ivr/announced-wait.ts';
import type { Facts, Session } from '../../ivr/session.ts';
import { DependencyDown } from '../../platform/errors.ts';
import type { Parts, Situation } from '../parts.ts';
import type { Admission } from '../ports/front-door.ts';
import { brokenOffBooking } from './broken-off.ts';
import type { Learnt, Turned } from './turned.ts';
import { standingWish } from './wish.ts';

/** The front door's works: the decision on arrival, and each look while waiting. */

/** Asks for a decision. Whoever's booking was stored in a call that broke off hears that first. */
export async function admit({ event, session, nowMs }: Situation, parts: Parts): Promise<Turned<'admit'>> {
  if (session.facts.admitted) return { outcome: 'admitted' };
  const caller = event.caller.kind === 'shown' ? parts.hashes.caller(event.caller.number) : undefined;
  const admission = await parts.frontDoor.admit({ callSid: event.callSid, ...(caller ? { caller } : {}) });
  parts.logger.info({ callSid: event.callSid, decision: admission.answer, thresholdsVersion: admission.thresholdsVersion }, 'admission');
  const wish = admission.answer === 'known' && caller ? await standingWish(caller, parts) : undefined;
  if (wish) return { outcome: 'wishStands', facts: { ticketAtMs: admission.ticketAtMs, ...wish.facts }, language: wish.language };
  const previous = admission.previousCallSid ? (await parts.sessions.load(admission.previousCallSid))?.session : undefined;
  const brokenOff = previous && (await afterBreakingOff(previous, admission, parts));
  return brokenOff ?? decided(admission, nowMs, parts);
}

async function decided(admission: Admission, nowMs: number, parts: Parts): Promise<Turned<'admit'>> {
  const facts: Learnt = { ticketAtMs: admission.ticketAtMs, attempt: admission.attempt };
  switch (admission.answer) {
    case 'queued': {
      const first = firstWait(admission.waitSeconds, nowMs);
      return { outcome: first.outcome, facts: { ...facts, inLine: true, ...first.facts } };
    }
    case 'known': {
      const promise = await readPromise(admission.callbackId, parts);
      return { outcome: promise ? 'known' : 'knownUnread', facts: { ...facts, callbackId: admission.callbackId, ...promise } };
    }
    case 'missedCallback':
      return { outcome: admission.answer, facts: { ...facts, ...(await promised(admission.callbackId, parts)) } };
    case 'closed':
      return { outcome: 'closed', facts: { ...facts, closedReason: admission.reason, opensAtMs: admission.opensAtMs } };
    case 'admitted':
      return { outcome: 'admitted', facts: { ...facts, admitted: true } };
    default:
      return { outcome: admission.answer, facts };
  }
}

/** undefined: what was promised cannot be read now; the place is kept all the same. */
async function readPromise(callbackId: string, parts: Parts): Promise<Partial<Facts> | undefined> {
  try {
    const promise = await promised(callbackId, parts);
    // A wish that is not on the list yet
    return promise.callbackWindow ? promise : undefined;
  } catch (thrown) {
    if (!(thrown instanceof DependencyDown && thrown.part === 'postgres')) throw thrown;
    return undefined;
  }
}

async function promised(callbackId: string, parts: Parts): Promise<Partial<Facts>> {
  const request = await parts.callbacks.byId(callbackId);
  if (!request) return { callbackId };
  return { callbackId, callbackWindow: request.window, kennzahl: request.kennzahl, callbackKind: lineOf(request.kind) };
}

/** What the call before has left: a booking to be heard, or one to go on with. undefined: neither. */
async function afterBreakingOff(previous: Session, admission: Admission, parts: Parts): Promise<Turned<'admit'> | undefined> {
  const { language } = previous;
  const unheard = await unheardBooking(previous, parts);
  if (unheard) return { outcome: 'bookingToHear', facts: unheard, language };
  const begun = admission.answer === 'admitted' ? brokenOffBooking(previous) : undefined;
  return (
    begun && {
      outcome: 'brokenOff',
      facts: { ticketAtMs: admission.ticketAtMs, attempt: admission.attempt, admitted: true, ...begun },
      language,
    }
  );
}

/** The booking that a broken-off call stored and its caller did not hear to the end, as it stands now. */
async function unheardBooking({ facts }: Session, parts: Parts): Promise<Partial<Facts> | undefined> {
  const { proposal, codesHeard, persons } = facts;
  // Whether it was booked cannot be told without the store; it is found again later
  if (!proposal || codesHeard || parts.stores.bookingAway()) return undefined;
  const appointment = await parts.bookings.byHold(proposal.holdId);
  if (!appointment) return undefined;
  const { holdId, firstMs, secondMs, codes, centre } = appointment;
  return { proposal: { holdId, heldUntilMs: 0, firstMs, secondMs }, codes, centre, ...(persons ? { persons } : {}) };
}

/** Whose turn is it? While it is not: is there something new to say about the wait? */
export async function checkTurn({ event, session, nowMs }: Situation, parts: Parts): Promise<Turned<'checkTurn'>> {
  const turn = await (event.looked ?? parts.frontDoor.checkTurn(event.callSid));
  if (turn.admitted) return { outcome: 'yourTurn', facts: { inLine: false, admitted: true } };
  // Nobody heard of this call for too long; its ticket finds the place again
  if ('unknown' in turn) return { outcome: 'placeLost' };
  return waitNews(turn.waitSeconds, session.facts, nowMs);
}
