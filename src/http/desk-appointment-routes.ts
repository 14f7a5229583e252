import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { calendarOf } from '../calls/desk/calendar.ts';
import { cancelAppointment } from '../calls/desk/cancel.ts';
import { type DeskParts, isRefused } from '../calls/desk/desk-parts.ts';
import { moveAppointment } from '../calls/desk/move.ts';
import { openAppointment } from '../calls/desk/open-appointment.ts';
import { textAppointment } from '../calls/desk/text.ts';
import { signedIn } from './api-session.ts';
import { answer, needsStore } from './desk-booking-routes.ts';
import { sendRefusal } from './desk-refusals.ts';
import * as schemas from './desk-schemas.ts';
import { checked, onlyBy } from './problem.ts';

/** `/desk/api`: an appointment that stands, opened, moved, cancelled, sent. Nothing personal is in an address but the code. */
export function deskAppointmentRoutes(parts: DeskParts): Router {
  const router = Router();
  const store = needsStore(parts);

  router.post('/appointments/open', store, async (req, res) => {
    const body = checked(res, schemas.openBody, req.body);
    if (body) answer(res, schemas.appointment, await openAppointment(parts, signedIn(res), body));
  });
  router.all('/appointments/open', onlyBy('POST'));

  router.get('/bookings/:code', store, async (req, res) => {
    const proof = proofIn(req, res);
    if (proof) answer(res, schemas.appointment, await openAppointment(parts, signedIn(res), proof));
  });
  router.patch('/bookings/:code', store, async (req, res) => {
    const body = checked(res, schemas.moveBody, req.body);
    if (body) answer(res, schemas.appointment, await moveAppointment(parts, signedIn(res), { ...body, code: codeIn(req) }));
  });
  router.delete('/bookings/:code', store, async (req, res) => {
    const body = checked(res, schemas.cancelBody, req.body);
    if (!body) return;
    const cancelled = await cancelAppointment(parts, signedIn(res), { ...body, code: codeIn(req) });
    if (isRefused(cancelled)) return sendRefusal(res, cancelled);
    res.status(204).end();
  });
  router.all('/bookings/:code', onlyBy('GET', 'PATCH', 'DELETE'));

  router.post('/bookings/:code/text', store, async (req, res) => {
    const body = checked(res, schemas.textBody, req.body);
    if (body) answer(res, schemas.textReply, await textAppointment(parts, signedIn(res), { ...body, code: codeIn(req) }));
  });
  router.all('/bookings/:code/text', onlyBy('POST'));

  router.get('/bookings/:code/calendar', store, async (req, res) => {
    const proof = proofIn(req, res);
    const made = proof && (await calendarOf(parts, signedIn(res), proof));
    if (!made) return;
    if (isRefused(made)) return sendRefusal(res, made);
    res.attachment('impftermin.ics').type('text/calendar').send(made.file);
  });
  router.all('/bookings/:code/calendar', onlyBy('GET'));
  return router;
}

function codeIn(req: Request): string {
  return String(req.params['code']);
}

/** A birth date in an address would end in logs and histories. */
function proofIn(req: Request, res: Response): { code: string; birthDate?: string } | undefined {
  const birthDate = req.get('X-Birth-Date');
  const code = codeIn(req);
  if (birthDate === undefined) return { code };
  const read = checked(res, z.object({ 'X-Birth-Date': z.iso.date() }), { 'X-Birth-Date': birthDate });
  return read && { code, birthDate: read['X-Birth-Date'] };
}
