import { asObject, asText, type BundleEntry, bundleEntries, NotJson } from './fhir-bundle.ts';
import { capacityOf, doseAndVaccine, type Locations, namesOfLocation, readSchedule, referencesTo, type Schedule } from './fhir-schedule.ts';
import type { ImportTerms, KnownNames, LineError, OpenFile, ReadSlot } from './slot-row.ts';
import { type Parsed, type SlotValues, slotValues } from './slot-values.ts';

/**
 * Reads the Slots of a FHIR R4 Bundle (https://hl7.org/fhir/R4/slot.html). The file is read twice, for a Slot may stand
 * before its Schedule; only Schedules and Locations are kept in memory. Slots of the same time are added up by the import.
 */

/** Only a free Slot has places for the telephone. */
const PLACES_COUNT: Record<string, boolean> = {
  free: true,
  busy: false,
  'busy-unavailable': false,
  'busy-tentative': false,
  'entered-in-error': false,
};
const MOST_SCHEDULES = 100_000;

/** Schedules by reference; `faulty`: its fault is told once, not again with each of its Slots. */
type Schedules = Map<string, Schedule | 'faulty'>;

/** Yields each Slot as a row or with its faults. Anything else in the Bundle is passed over. */
export async function* readFhirSlots(open: OpenFile, known: KnownNames, terms: ImportTerms): AsyncGenerator<ReadSlot> {
  const values = slotValues(known, terms);
  try {
    const errors: LineError[] = [];
    const schedules = await readSchedules(open, known, values, errors);
    if (errors.length > 0) yield { errors };
    let entries = 0;
    for await (const entry of bundleEntries(open)) {
      entries += 1;
      if (entry.resource.resourceType !== 'Slot') continue;
      const slot = readSlot(entry, schedules, values);
      if (slot !== undefined) yield slot;
    }
    if (entries === 0)
      yield { errors: [{ line: 0, column: 'Bundle.entry', value: '', reason: 'there is none: a FHIR Bundle is expected' }] };
  } catch (thrown) {
    if (!(thrown instanceof NotJson)) throw thrown;
    const place = thrown.after < 0 ? '' : `, somewhere after Bundle.entry[${thrown.after}]`;
    yield { errors: [{ line: Math.max(0, thrown.after), column: 'Bundle', value: '', reason: `not readable as JSON${place}` }] };
  }
}

async function readSchedules(open: OpenFile, known: KnownNames, values: SlotValues, errors: LineError[]): Promise<Schedules> {
  const locations: Locations = new Map();
  const found: BundleEntry[] = [];
  for await (const entry of bundleEntries(open)) {
    if (entry.resource.resourceType === 'Location')
      for (const reference of referencesTo(entry)) locations.set(reference, namesOfLocation(entry.resource));
    if (entry.resource.resourceType === 'Schedule') found.push(entry);
    if (found.length > MOST_SCHEDULES || locations.size > MOST_SCHEDULES) {
      const reason = `more than ${MOST_SCHEDULES} Schedules or Locations: divide the file`;
      errors.push({ line: entry.index, column: `Bundle.entry[${entry.index}]`, value: '', reason });
      break;
    }
  }
  const schedules: Schedules = new Map();
  for (const entry of found) {
    const read = readSchedule(entry, locations, known, values);
    if ('reason' in read) errors.push(read);
    for (const reference of referencesTo(entry)) schedules.set(reference, 'reason' in read ? 'faulty' : read);
  }
  return schedules;
}

/** Undefined: its Schedule is at fault, which was told already. */
function readSlot({ index, resource }: BundleEntry, schedules: Schedules, values: SlotValues): ReadSlot | undefined {
  const errors: LineError[] = [];
  const take = <T>(path: string, text: string, parsed: Parsed<T>): T | undefined => {
    if ('value' in parsed) return parsed.value;
    errors.push({ line: index, column: `Bundle.entry[${index}].resource.${path}`, value: text, reason: parsed.reason });
    return undefined;
  };
  const reference = asText(asObject(resource['schedule'])['reference']);
  const schedule = scheduleOf(reference, schedules);
  if (schedule === 'faulty') return undefined;
  const said = { ...schedule, ...doseAndVaccine(resource) };
  const start = asText(resource['start']);
  const status = asText(resource['status']);
  const capacityText = capacityOf(resource);
  take('schedule.reference', reference, schedule === undefined ? { reason: 'no such Schedule in this Bundle' } : { value: reference });
  const startsAtMs = take('start', start, values.startsAt(start));
  const counts = take('status', status, placesOf(status));
  const capacity = take('extension(slot-capacity)', capacityText, values.capacity(capacityText));
  const dose = schedule && take('extension(vaccine-dose)', said.dose ?? '', values.dose(said.dose ?? ''));
  const vaccine = schedule && take('extension(vaccine-product)', said.vaccine ?? '', values.vaccine(said.vaccine ?? ''));
  const releaseAtMs = take('start', start, values.releaseAt('', startsAtMs));
  if (errors.length > 0 || schedule === undefined || startsAtMs === undefined || capacity === undefined || !dose || vaccine === undefined)
    return { errors };
  const places = counts ? capacity : 0;
  return {
    line: index,
    kreis: schedule.kreis,
    startsAtMs,
    dose,
    vaccine,
    capacity: places,
    ...(releaseAtMs !== undefined && { releaseAtMs }),
  };
}

/** By the reference as it is, or where it is the address on a server, by its end. */
function scheduleOf(reference: string, schedules: Schedules): Schedule | 'faulty' | undefined {
  return schedules.get(reference) ?? schedules.get(/Schedule\/[A-Za-z0-9.-]{1,64}$/.exec(reference)?.[0] ?? '');
}

function placesOf(status: string): Parsed<boolean> {
  const counts = PLACES_COUNT[status];
  return counts === undefined ? { reason: `must be one of: ${Object.keys(PLACES_COUNT).join(', ')}` } : { value: counts };
}
