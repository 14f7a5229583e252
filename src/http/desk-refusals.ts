import type { Response } from 'express';
import type { Refusal, Refused } from '../calls/desk/desk-parts.ts';
import { type Problem, sendProblem } from './problem.ts';

/** How the refusals of the desk's use cases are told: a status, a stable code, and what the agent can do. */

/** Counts of tries are for an hour from the first; the longest that anybody has to wait. */
const LOCKED_SECONDS = 3_600;

type Named = Extract<Refusal, string>;

const PROBLEMS: Record<Named, Problem> = {
  notYourCall: { status: 409, code: 'NOT_YOUR_CALL', detail: 'You are not in this call. What belongs to a caller is done while you talk.' },
  holdExpired: { status: 409, code: 'HOLD_EXPIRED', detail: 'These places are not held any more. Choose a pair again.' },
  taken: { status: 409, code: 'TAKEN', detail: 'Nothing is left from there on. Look again, or put the caller on the waiting list.' },
  alreadyBooked: {
    status: 409,
    code: 'ALREADY_BOOKED',
    detail: 'One of these people has an appointment. Open it by birth date and postcode.',
  },
  limit: { status: 409, code: 'LIMIT', detail: 'One number may stand for at most six people.' },
  unknownAppointment: { status: 404, code: 'UNKNOWN_APPOINTMENT', detail: 'With these details no appointment is found.' },
  cancelled: { status: 410, code: 'CANCELLED', detail: 'This appointment has been cancelled.' },
  begun: { status: 409, code: 'BEGUN', detail: 'The first appointment is over; the second belongs to it and cannot be moved alone.' },
  changed: { status: 409, code: 'CHANGED', detail: 'Somebody else has changed this appointment just now. Open it again.' },
  otherKreis: { status: 409, code: 'OTHER_KREIS', detail: 'People are booked at the centre of their own Kreis only.' },
  locked: { status: 429, code: 'TOO_MANY_TRIES', detail: 'Too many tries at appointments. Ask a supervisor, or try again later.' },
  notDurable: {
    status: 503,
    code: 'NOT_DURABLE',
    detail: 'Nothing can be promised now: it could not be written so that nothing loses it.',
  },
};

/** Answers with the problem of this refusal. */
export function sendRefusal(res: Response, { refused }: Refused): void {
  if (typeof refused === 'object')
    return sendProblem(res, {
      status: 422,
      code: refused.notEligible ? 'NOT_ELIGIBLE' : 'INVALID_INPUT',
      detail: refused.notEligible ? 'It is not the turn of these people yet.' : 'Some values cannot be used.',
      faults: refused.faults,
    });
  if (refused === 'locked') res.set('Retry-After', String(LOCKED_SECONDS));
  sendProblem(res, PROBLEMS[refused]);
}

/** The booking store does not answer; that says nothing about what is free. */
export function sendBookingAway(res: Response): void {
  res.set('Retry-After', '5');
  sendProblem(res, {
    status: 503,
    code: 'BOOKING_AWAY',
    detail: 'The booking system does not answer, and what was asked for may or may not be done. Record a wish instead, or try again.',
  });
}
