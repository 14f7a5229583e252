import { createHash } from 'node:crypto';

/**
 * Appointments as other systems read them: HL7 FHIR R4 (4.0.1), resource Appointment, one for each dose.
 * Nobody is named: the person is known by the code alone.
 */

/** One dose of one person's booking. */
export interface BookedDose {
  /** Eight digits. */
  code: string;
  dose: 1 | 2;
  startMs: number;
  vaccine: string;
  kreis: string;
  centre: string;
  state: 'booked' | 'cancelled';
  bookedAtMs: number;
}

/** The centres' time grid: a person has a quarter of an hour. */
export const MINUTES_EACH = 15;
/** Whose names (of codes, of centres) these are, unless an operator has an address for them. */
export const NAMESPACE = 'urn:impftermin-116117';

export interface AppointmentTerms {
  /** A URI: an address, or a URN. */
  namespace: string;
}

const system = (namespace: string, what: string): string => `${namespace}${namespace.startsWith('urn:') ? ':' : '/'}${what}`;

/** Status from the required value set appointmentstatus; start and end belong together (app-2); each participant has an actor (app-1). */
export function appointmentResource(booked: BookedDose, { namespace }: AppointmentTerms) {
  const { code, dose, startMs } = booked;
  const id = resourceId(`${namespace}|${code}|${dose}`);
  return {
    resourceType: 'Appointment' as const,
    id,
    identifier: [{ system: system(namespace, 'appointment'), value: `${code}-${dose}` }],
    status: booked.state,
    ...(booked.state === 'cancelled' ? { cancelationReason: { text: 'cancelled by telephone' } } : {}),
    serviceType: [{ coding: [{ system: system(namespace, 'vaccine'), code: booked.vaccine }], text: `${booked.vaccine}, dose ${dose}` }],
    description: `vaccination, dose ${dose} of 2`,
    start: new Date(startMs).toISOString(),
    end: new Date(startMs + MINUTES_EACH * 60_000).toISOString(),
    minutesDuration: MINUTES_EACH,
    created: new Date(booked.bookedAtMs).toISOString(),
    participant: [
      {
        actor: { type: 'Patient', identifier: { system: system(namespace, 'booking-code'), value: code } },
        required: 'required',
        status: booked.state === 'cancelled' ? 'declined' : 'accepted',
      },
      {
        actor: { type: 'Location', identifier: { system: system(namespace, 'kreis'), value: booked.kreis }, display: booked.centre },
        required: 'required',
        status: 'accepted',
      },
    ],
  };
}

export type AppointmentResource = ReturnType<typeof appointmentResource>;

/** A Bundle of type collection, in pieces of text: however many resources there are, one at a time is in memory. */
export async function* bundleText(
  doses: AsyncIterable<BookedDose>,
  { namespace, nowMs }: AppointmentTerms & { nowMs: number },
): AsyncGenerator<string> {
  yield `{"resourceType":"Bundle","type":"collection","timestamp":${JSON.stringify(new Date(nowMs).toISOString())}`;
  let entries = 0;
  for await (const dose of doses) {
    const resource = appointmentResource(dose, { namespace });
    // FHIR knows no empty list: without an entry there is no `entry`
    yield `${entries === 0 ? ',"entry":[' : ','}\n${JSON.stringify({ fullUrl: `urn:uuid:${resource.id}`, resource })}`;
    entries += 1;
  }
  yield entries === 0 ? '}\n' : '\n]}\n';
}

/** The same for the same appointment at each export: a UUID of version 8 (RFC 9562) made from its name. */
function resourceId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
