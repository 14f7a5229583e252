import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { appointmentResource, type BookedDose, bundleText, NAMESPACE } from '../../src/booking/appointment-resource.ts';
import { type CalendarBooking, calendarFile } from '../../src/booking/calendar.ts';

const booked = (over: Partial<BookedDose> = {}): BookedDose => ({
  code: '47038156',
  dose: 1,
  startMs: Date.parse('2021-02-09T14:30:00+01:00'),
  vaccine: 'biontech',
  kreis: 'Hagen',
  centre: 'Stadthalle Hagen',
  state: 'booked',
  bookedAtMs: Date.parse('2021-01-25T09:00:00+01:00'),
  ...over,
});

/**
 * What FHIR R4 (4.0.1) demands of the elements we write. Strict: an element that the definition does not have, is a fault.
 * Value sets with a required binding are written out.
 */
const coding = z.strictObject({ system: z.url(), code: z.string().regex(/^[^\s]+(\s[^\s]+)*$/) });
const concept = z.strictObject({ coding: z.array(coding).min(1).optional(), text: z.string().optional() });
const identifier = z.strictObject({ system: z.url(), value: z.string().min(1) });
const instant = z.iso.datetime({ offset: true });
const appointment = z
  .strictObject({
    resourceType: z.literal('Appointment'),
    id: z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/),
    identifier: z.array(identifier).min(1),
    status: z.enum('proposed pending booked arrived fulfilled cancelled noshow entered-in-error checked-in waitlist'.split(' ')),
    cancelationReason: concept.optional(),
    serviceType: z.array(concept).min(1),
    description: z.string(),
    start: instant,
    end: instant,
    minutesDuration: z.int().positive(),
    created: z.iso.datetime({ offset: true }),
    participant: z
      .array(
        z.strictObject({
          actor: z.strictObject({ type: z.enum(['Patient', 'Location']), identifier, display: z.string().optional() }),
          required: z.enum(['required', 'optional', 'information-only']),
          status: z.enum(['accepted', 'declined', 'tentative', 'needs-action']),
        }),
      )
      .min(1),
  })
  // app-3 and app-4: only what is proposed or cancelled may lack its times; a reason is given only for what is off
  .refine(({ status, cancelationReason }) => cancelationReason === undefined || status === 'cancelled' || status === 'noshow')
  .refine(({ start, end, minutesDuration }) => Date.parse(end) - Date.parse(start) === minutesDuration * 60_000);
const bundle = z
  .strictObject({
    resourceType: z.literal('Bundle'),
    type: z.literal('collection'),
    timestamp: instant,
    entry: z
      .array(
        z.strictObject({
          fullUrl: z.string().regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
          resource: appointment,
        }),
      )
      .min(1)
      .optional(),
  })
  // bdl-7: nobody has the address of another one
  .refine(({ entry = [] }) => new Set(entry.map(({ fullUrl }) => fullUrl)).size === entry.length);

async function bundleOf(doses: BookedDose[], namespace = NAMESPACE): Promise<z.output<typeof bundle>> {
  let text = '';
  for await (const piece of bundleText(iterate(doses), { namespace, nowMs: 0 })) text += piece;
  return bundle.parse(JSON.parse(text));
}

async function* iterate<T>(list: readonly T[]): AsyncGenerator<T> {
  yield* list;
}

describe('the FHIR bundle of appointments', () => {
  it('is a valid collection: one appointment a dose, booked or cancelled', async () => {
    const { entry = [] } = await bundleOf([booked(), booked({ dose: 2 }), booked({ code: '00000013', state: 'cancelled' })]);
    expect(entry.map(({ resource }) => resource.status)).toEqual(['booked', 'booked', 'cancelled']);
    expect(entry.map(({ fullUrl, resource }) => fullUrl === `urn:uuid:${resource.id}`)).toEqual([true, true, true]);
  });

  it('without anything in it has no entry, and is valid too', async () => {
    expect(await bundleOf([])).not.toHaveProperty('entry');
  });

  it('names the centre, and the person by nothing but the code', () => {
    const resource = appointmentResource(booked(), { namespace: NAMESPACE });
    expect(resource).toMatchObject({ start: '2021-02-09T13:30:00.000Z', end: '2021-02-09T13:45:00.000Z' });
    expect(resource.participant).toMatchObject([
      { actor: { type: 'Patient', identifier: { system: `${NAMESPACE}:booking-code`, value: '47038156' } } },
      { actor: { type: 'Location', identifier: { value: 'Hagen' }, display: 'Stadthalle Hagen' } },
    ]);
  });

  it('gives the same appointment the same id each time, and systems of an address of one’s own', async () => {
    const [first, second] = await Promise.all([bundleOf([booked()]), bundleOf([booked({ state: 'cancelled' })])]);
    expect(first.entry?.[0]?.fullUrl).toBe(second.entry?.[0]?.fullUrl);
    const own = await bundleOf([booked()], 'https://example.org/fhir');
    expect(own.entry?.[0]?.resource.identifier[0]?.system).toBe('https://example.org/fhir/appointment');
  });
});

describe('the calendar file', () => {
  const terms = { hotline: '0800 116 117 02', nowMs: Date.parse('2021-01-25T09:00:00+01:00') };
  const booking = (over: Partial<CalendarBooking> = {}): CalendarBooking => ({
    code: '47038156',
    firstMs: Date.parse('2021-02-09T14:30:00+01:00'),
    secondMs: Date.parse('2021-04-02T14:30:00+02:00'),
    centre: { name: 'Stadthalle, Hagen', street: 'Wasserloses Tal 2', plz: '58093', city: 'Hagen' },
    language: 'de',
    moves: 0,
    cancelled: false,
    ...over,
  });
  /** Long lines are folded (RFC 5545, 3.1): unfolded they are read. */
  const lines = (over: Partial<CalendarBooking> = {}) => calendarFile(booking(over), terms).replaceAll('\r\n ', '').split('\r\n');
  const values = (name: string, over: Partial<CalendarBooking> = {}) =>
    lines(over).flatMap((line) => (line.startsWith(`${name}:`) ? [line.slice(name.length + 1)] : []));

  it('holds both appointments at their instants', () => {
    expect(values('DTSTART')).toEqual(['20210209T133000Z', '20210402T123000Z']);
    // As long as in the FHIR export
    expect(values('DTEND')).toEqual(['20210209T134500Z', '20210402T124500Z']);
    expect(values('SUMMARY')).toEqual(['Erste Impfung', 'Zweite Impfung']);
    expect(values('LOCATION')).toEqual(Array(2).fill('Stadthalle\\, Hagen\\, Wasserloses Tal 2\\, 58093 Hagen'));
    expect(values('DESCRIPTION')[0]).toContain('47 03 81 56');
    expect(lines().filter((line) => line.startsWith('END:'))).toEqual([
      ...['END:VALARM', 'END:VEVENT', 'END:VALARM', 'END:VEVENT', 'END:VCALENDAR'],
    ]);
  });

  it('keeps its entries’ names over moves and counts the moves, so that a calendar replaces them', () => {
    expect(values('UID', { moves: 2, firstMs: 0 })).toEqual(values('UID'));
    expect(new Set(values('UID')).size).toBe(2);
    expect(values('SEQUENCE', { moves: 2 })).toEqual(['2', '2']);
  });

  it('of what is cancelled takes the entries out of the calendar', () => {
    expect(values('METHOD', { cancelled: true, moves: 1 })).toEqual(['CANCEL']);
    expect(values('STATUS', { cancelled: true, moves: 1 })).toEqual(['CANCELLED', 'CANCELLED']);
    expect(values('SEQUENCE', { cancelled: true, moves: 1 })).toEqual(['2', '2']);
  });

  it('has no line of more than 75 octets, each ended as the standard wants it', () => {
    const text = calendarFile(booking(), terms);
    expect(text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  });
});
