/** Why something was not done, in English: what it means for the agent, and what to do next. By the server's stable codes. */
import type { faultsDe, refusalsDe } from './refusals.de.ts';

const outdated = 'This page is older than the server. Please load it again; a call goes on meanwhile.';

export const refusalsEn: Record<keyof typeof refusalsDe, string> = {
  OFFLINE: 'The server does not answer. What you typed is still here: please try again.',
  INTERNAL: 'Something went wrong in the system. It has been noted. Please try again.',
  REDIS_DOWN: 'A part of the system does not answer just now. Please try again in a moment.',
  POSTGRES_DOWN: 'The database does not answer just now. Please try again in a moment.',
  TWILIO_DOWN: 'The telephone network does not answer just now. Please try again in a moment.',
  BOOKING_AWAY: 'The booking system does not answer. Please write down a wish.',
  NOT_DURABLE: 'Nothing can be written down safely just now. Please promise nothing.',

  WRONG_SIGN_IN: 'Name or password is wrong.',
  NOT_SIGNED_IN: 'You are signed out. Please sign in again.',
  CSRF_TOKEN: 'You have signed in anew in another window. Please load this page again.',
  ROLE_MISSING: 'This account has no desk.',
  SIGN_IN_LOCKED: 'Too many tries.',
  TOO_MANY_SIGN_INS: 'Very many people are signing in. Please try again in a moment.',
  WRONG_PASSWORD: 'The current password is wrong.',
  PASSWORD_FROM_ENVIRONMENT: 'This password stands in the hotline’s settings and cannot be changed here.',

  IN_CALL: 'Only when the call is over.',
  NO_ENDPOINT: 'This account has no telephone. Please tell your supervisor.',
  NOT_YOUR_CALL: 'This call is not yours any more.',
  CALL_OVER: 'The caller has hung up.',
  NETWORK_AWAY: 'The telephone network does not answer. The caller is still with you.',
  UNKNOWN_CALLBACK: 'There is no such callback any more.',
  NOT_REACHED: 'Nobody was on the line. The callback is tried again by itself.',
  OTHER_OPEN: 'This person has asked for another callback meanwhile.',

  TAKEN: 'The appointment has just been taken. Please choose another one.',
  HOLD_EXPIRED: 'The time is over and the appointment is free again. Please choose once more.',
  NOT_ELIGIBLE: 'With this birth date it is nobody’s turn yet. Please compare the date.',
  ALREADY_BOOKED: 'This person has an appointment already. It counts; it can be opened under "Existing appointment".',
  LIMIT: 'Six people are booked from this number already.',
  OTHER_KREIS: 'People are booked only at the centre of their own district.',

  UNKNOWN_APPOINTMENT: 'With these details we find no appointment. Please compare its number and the birth date.',
  TOO_MANY_TRIES: 'Too many tries. Please ask a supervisor.',
  CANCELLED: 'This appointment has been cancelled already.',
  BEGUN: 'The first vaccination is over. The second belongs to it and cannot be moved alone.',
  CHANGED: 'This appointment has just been changed. Please open it again.',

  INVALID_INPUT: 'Something does not fit.',
  BODY_TOO_LARGE: 'That is too much text.',
  BAD_REQUEST: outdated,
  NOT_FOUND: outdated,
  METHOD_NOT_ALLOWED: outdated,
  JSON_ONLY: outdated,
  MALFORMED_JSON: outdated,
  UNSUPPORTED_ENCODING: outdated,
  UNSUPPORTED_CHARSET: outdated,
};

/** Faults of single values, by the name of the value. */
export const faultsEn: Record<keyof typeof faultsDe, string> = {
  birthDate: 'This birth date cannot be right. Please check it.',
  plz: 'This postcode is not in Westfalen-Lippe. Please check it.',
  kreis: 'There is no vaccination centre.',
  number: 'A number is missing, or this one does not work. With area code, for example 02331 123456.',
  persons: 'Another number of people is held. Please choose anew.',
  holdId: 'Another number of people is held. Please choose anew.',
  code: 'Please check the appointment number.',
  next: 'The new password does not work: at least 12 characters, not the old one, not your name.',
  current: 'The current password is wrong.',
  note: 'The note is too long.',
};
