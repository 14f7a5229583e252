import { z } from 'zod';
import { meReply, stateBody } from './api-schemas.ts';
import * as schemas from './desk-schemas.ts';
import type { Operation } from './operation.ts';

/** Everything under `/desk/api` but signing in and out, described by the schemas that check the requests. */

type Described = Omit<Operation, 'area' | 'path'>;

/** What needs the booking store is refused with BOOKING_AWAY while that is in trouble. */
const STORE = 503;

const birthDate = {
  'X-Birth-Date': z.iso.date().describe('Of one of the people. Not needed for an appointment of the caller on the line.'),
};

const own: Record<string, Described[]> = {
  '/me': [{ method: 'get', summary: 'Who I am and what I do', reply: meReply }],
  '/state': [{ method: 'put', summary: 'Be available, pause, or go', body: stateBody, reply: meReply, refusals: [409] }],
  '/events': [
    {
      method: 'get',
      summary: 'My calls as they happen: incoming, connected, ended, state. Last-Event-ID resumes',
      media: 'text/event-stream',
    },
  ],
  '/picture': [{ method: 'get', summary: 'Who waits, and which parts do not answer', reply: schemas.deskPictureReply }],
  '/day': [{ method: 'get', summary: 'My own figures of today', reply: schemas.dayReply }],
  '/phone-token': [{ method: 'get', summary: 'What the browser needs to be my telephone', reply: schemas.phoneTokenReply }],
};

const calls: Record<string, Described[]> = {
  '/call': [{ method: 'get', summary: 'My call, with what is known of its caller. Written to the audit log', reply: schemas.callReply }],
  '/calls/{callSid}/hand-back': [
    { method: 'post', summary: 'Hand my call back: menu, another language, supervisor', body: schemas.handBackBody, refusals: [409, 503] },
  ],
  '/wrap-up': [
    { method: 'post', summary: 'What the call was about; ends my wrap-up', body: schemas.wrapUpBody, reply: meReply, refusals: [409] },
  ],
  '/callbacks': [{ method: 'get', summary: 'People whom a human shall call back, in ticket order', reply: schemas.callbacksReply }],
  '/callbacks/take': [
    { method: 'post', summary: 'The earliest one that may be rung is mine; my telephone rings first', reply: schemas.takeCallbackReply },
  ],
  '/callbacks/{id}/outcome': [
    { method: 'post', summary: 'What came of a callback of mine', body: schemas.callbackOutcomeBody, refusals: [404, 409] },
  ],
};

const booking: Record<string, Described[]> = {
  '/centres': [{ method: 'get', summary: 'All centres', reply: schemas.centresReply }],
  '/proposals': [
    {
      method: 'get',
      summary: 'Free pairs at the centre of a postcode, the earliest first; nothing is held',
      query: schemas.proposalsQuery,
      reply: schemas.proposalsReply,
    },
  ],
  '/holds': [
    {
      method: 'post',
      summary: 'Hold a pair for the caller on the line. The same request again finds its hold',
      body: schemas.holdBody,
      reply: schemas.heldPair,
      refusals: [409, STORE],
    },
  ],
  '/holds/{holdId}': [{ method: 'delete', summary: 'Give what I hold back', refusals: [409, STORE] }],
  '/holds/{holdId}/renew': [{ method: 'post', summary: 'Hold it on', reply: schemas.heldPair, refusals: [409, STORE] }],
  '/bookings': [
    {
      method: 'post',
      summary: 'Book what I hold. The same request again answers the same appointment',
      body: schemas.bookBody,
      reply: schemas.appointment,
      refusals: [409, STORE],
    },
  ],
  '/waiting-list': [
    { method: 'post', summary: 'Put on the waiting list', body: schemas.listBody, reply: schemas.listReply, refusals: [409, STORE] },
  ],
  '/wishes': [
    {
      method: 'post',
      summary: 'Write a wish down, to be booked when the booking store answers again',
      body: schemas.wishBody,
      reply: schemas.wishReply,
      refusals: [409, STORE],
    },
  ],
};

const appointments: Record<string, Described[]> = {
  '/appointments/open': [
    {
      method: 'post',
      summary: 'Open an appointment by code, or by birth date and postcode of the caller on the line. Audited; tries are counted',
      body: schemas.openBody,
      reply: schemas.appointment,
      refusals: [404, 410, 429, STORE],
    },
  ],
  '/bookings/{code}': [
    { method: 'get', summary: 'An appointment', headers: birthDate, reply: schemas.appointment, refusals: [404, 410, 429, STORE] },
    {
      method: 'patch',
      summary: 'Move everybody of it onto the pair that I hold',
      body: schemas.moveBody,
      reply: schemas.appointment,
      refusals: [404, 409, 410, 429, STORE],
    },
    { method: 'delete', summary: 'Cancel it, for all or one', body: schemas.cancelBody, refusals: [404, 409, 410, 429, STORE] },
  ],
  '/bookings/{code}/text': [
    {
      method: 'post',
      summary: 'Send it by text message',
      body: schemas.textBody,
      reply: schemas.textReply,
      refusals: [404, 410, 429, STORE],
    },
  ],
  '/bookings/{code}/calendar': [
    { method: 'get', summary: 'As a calendar file', headers: birthDate, media: 'text/calendar', refusals: [404, 410, 429, STORE] },
  ],
};

export const deskOperations: Operation[] = Object.entries({ ...own, ...calls, ...booking, ...appointments }).flatMap(([path, described]) =>
  described.map((operation): Operation => ({ ...operation, path: `/desk/api${path}`, area: 'desk' })),
);
