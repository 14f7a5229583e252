import { z } from 'zod';
import { text } from './api-schemas.ts';

/** What the desk's API takes and gives. The same schemas check requests, make `/openapi.json`, and type the page at `/desk`. */

const language = z.enum(['de', 'en', 'tr', 'ru']);
const instant = z.iso.datetime();
const day = z.iso.date();
const plz = z.string().regex(/^\d{5}$/, 'must be five digits');
/** As an agent hears and types it; checked and brought to E.164 by the use case. */
const number = text(32).min(3);
const people = z.coerce.number().int().min(1).max(2);
const count = z.int().min(0);

/** Somebody who is to be vaccinated. */
const person = z.strictObject({ birthDate: day.describe('ISO 8601.') });
const persons = z.array(person).min(1).max(2);

/** First and second appointment for everybody, in order of the persons. */
const pair = z.object({
  kreis: z.string(),
  centre: z.string(),
  first: z.array(instant),
  second: z.array(instant),
});

export const heldPair = pair.extend({ holdId: z.uuid(), heldUntil: instant });

export const appointment = pair.extend({
  holdId: z.uuid(),
  code: z.string(),
  codes: z.array(z.string()),
  /** How to say the code and the dates, in the caller's language: sentences to read out. */
  readOut: z.array(z.string()),
  birthDates: z.array(day),
  plz: z.string(),
  /** Only the last three digits. */
  number: z.string().nullable(),
  language,
  moves: count,
});

/** The call an agent is being rung for, or talks to. */
export const knownCall = z.object({
  callSid: z.string(),
  language,
  topic: z.enum(['booking', 'question', 'callback', 'handedOn']),
  ticketAt: instant.nullable(),
  attempts: count.nullable(),
  waitedMinutes: count,
  /** Only the last three digits; null: withheld. */
  number: z.string().nullable(),
  /** Can this number be sent text messages? */
  mobile: z.boolean(),
  /** What the caller has keyed in so far. */
  keyedIn: z.object({
    birthDates: z.array(day),
    plz: z.string().nullable(),
    place: z.string().nullable(),
    kreis: z.string().nullable(),
    centre: z.string().nullable(),
    people: count.nullable(),
  }),
  /** What was held for the caller already. */
  held: heldPair.nullable(),
  /** Appointments booked from this number. */
  appointments: z.array(appointment),
  waitingList: z.array(z.object({ id: z.uuid(), kreis: z.string(), people: count, enteredAt: instant, offered: z.boolean() })),
  wishes: z.array(z.object({ kreis: z.string(), people: count, kennzahl: z.string(), at: instant })),
  connectedAt: instant.nullable(),
});

export const callReply = z.object({ call: knownCall.nullable() });

export const proposalsQuery = z.strictObject({
  plz: plz.exactOptional(),
  /** A centre's Kreis instead of a postcode. */
  kreis: text(64).exactOptional(),
  persons: people.default(1),
  from: day.exactOptional().describe('First appointments on this day or later, Europe/Berlin.'),
});

export const proposalsReply = z.object({
  /** `away`: the booking system does not answer; it says nothing about what is free. */
  status: z.enum(['found', 'none', 'unknownPostcode', 'rhineland', 'away']),
  kreis: z.string().nullable(),
  centre: z.string().nullable(),
  place: z.string().nullable(),
  pairs: z.array(pair),
  /** When more becomes bookable, if announced. */
  nextReleaseAt: instant.nullable(),
});

export const centresReply = z.array(z.object({ kreis: z.string(), centre: z.string() }));

export const holdBody = z.strictObject({
  kreis: text(64).min(1),
  persons: people,
  firstAt: instant.describe('The first appointment, as it was proposed; the earliest from there on if it is gone.'),
  /** Given back when the new one is held. */
  insteadOf: z.uuid().exactOptional(),
});

export const bookBody = z.strictObject({
  holdId: z.uuid(),
  persons,
  plz,
  /** Where the caller's number is withheld, or they want another one. */
  number: number.exactOptional(),
  language: language.exactOptional(),
});

/** Opened by the number of the call on the line, or by a birth date that belongs to it. */
const proof = { birthDate: day.exactOptional() };

export const openBody = z.strictObject({
  code: z
    .string()
    .regex(/^\d{8}$/, 'must be eight digits')
    .exactOptional(),
  ...proof,
  plz: plz.exactOptional(),
});

export const moveBody = z.strictObject({ holdId: z.uuid(), ...proof });

export const cancelBody = z.strictObject({ only: z.enum(['thisPerson', 'everybody']), ...proof });

export const textBody = z.strictObject({ number: number.exactOptional(), ...proof });

export const textReply = z.object({ status: z.enum(['owed', 'already', 'notMobile']) });

export const wishBody = z.strictObject({
  persons,
  plz,
  number: number.exactOptional(),
  language: language.exactOptional(),
});

export const wishReply = z.object({ status: z.enum(['written', 'already']), kennzahl: z.string() });

export const listBody = wishBody.extend({ kreis: text(64).exactOptional() });

export const listReply = z.object({ status: z.enum(['entered', 'already']), kennzahl: z.string() });

export const handBackBody = z.strictObject({
  to: z.enum(['menu', 'language', 'supervisor']),
  /** With `language`: the one to go on in. */
  language: language.exactOptional(),
});

export const wrapUpBody = z.strictObject({
  reason: z.enum(['booked', 'changed', 'answered', 'listed', 'wish', 'callback', 'other']),
  note: text(200).exactOptional(),
});

/** One human's callback that waits, in ticket order. */
const waitingCallback = z.object({
  id: z.uuid(),
  kennzahl: z.string(),
  language,
  ticketAt: instant,
  windowFrom: instant,
  windowTo: instant,
  attempts: count,
  /** Only the last three digits. */
  number: z.string(),
  state: z.enum(['open', 'dialling']),
});

export const callbacksReply = z.object({ callbacks: z.array(waitingCallback), humanCallbacks: z.enum(['callerFirst', 'agentFirst']) });

/** The earliest one that may be rung now is this agent's; their telephone rings first. */
export const takeCallbackReply = z.object({
  status: z.enum(['ringing', 'none', 'notAvailable']),
  callback: waitingCallback.nullable(),
});

export const callbackOutcomeBody = z.strictObject({ outcome: z.enum(['served', 'again', 'unwanted']) });

export const dayReply = z.object({
  day,
  calls: count,
  missed: count,
  talkSeconds: count,
  wrapUpSeconds: count,
  idleSeconds: count,
  pausedSeconds: count,
  booked: count,
  moved: count,
  cancelled: count,
  calledBack: count,
});

/** How the lines and parts stand, for the desk's header. */
export const deskPictureReply = z.object({
  /** The hotline's time: an agent's computer may be wrong by minutes. */
  at: instant,
  waiting: z.array(z.object({ lane: z.string(), waiting: count, longestWaitSeconds: count })),
  openHumanCallbacks: count.nullable(),
  /** Parts that do not answer. With `booking` in it, wishes are recorded instead of appointments. */
  degraded: z.array(z.string()),
  wrapUpSeconds: count,
  ringSeconds: count,
});

/** `none`: calls ring the agent's own telephone. */
export const phoneTokenReply = z.union([
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('browser'), token: z.string(), identity: z.string(), expiresAt: instant }),
]);

export type KnownCall = z.output<typeof knownCall>;
export type DeskAppointment = z.output<typeof appointment>;
export type HeldPair = z.output<typeof heldPair>;
export type DeskPair = z.output<typeof pair>;
export type ProposalsReply = z.output<typeof proposalsReply>;
export type WaitingCallback = z.output<typeof waitingCallback>;
export type DeskDay = z.output<typeof dayReply>;
export type DeskPicture = z.output<typeof deskPictureReply>;
export type PhoneToken = z.output<typeof phoneTokenReply>;
