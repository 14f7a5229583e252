import { asList, asObject, asText, type BundleEntry, type FhirResource } from './fhir-bundle.ts';
import type { KnownNames, LineError } from './slot-row.ts';
import type { Parsed, SlotValues } from './slot-values.ts';

/**
 * What a Schedule tells about its Slots: the centre, by its actor, and perhaps dose and vaccine
 * (https://hl7.org/fhir/R4/schedule.html). Dose, product and capacity stand in the extensions of
 * SMART Scheduling Links (https://github.com/smart-on-fhir/smart-scheduling-links).
 */

const EXTENSIONS = 'http://fhir-registry.smarthealthit.org/StructureDefinition/';
/** Codes of vaccines by the US CDC, which FHIR uses beyond the US too. */
const CVX = 'http://hl7.org/fhir/sid/cvx';
const VACCINE_OF_CVX: Record<string, string> = { '207': 'moderna', '208': 'biontech' };

export interface Schedule {
  kreis: string;
  dose?: string;
  vaccine?: string;
}

/** The centres that a Bundle's Locations name: reference → names. */
export type Locations = Map<string, string[]>;

/** Under which references others may speak of this entry. */
export function referencesTo({ fullUrl, resource }: BundleEntry): string[] {
  const named = typeof resource.id === 'string' ? [`${asText(resource.resourceType)}/${resource.id}`] : [];
  return fullUrl === undefined ? named : [...named, fullUrl];
}

export function namesOfLocation(resource: FhirResource): string[] {
  const identifiers = asList(resource['identifier']).map(({ value }) => asText(value));
  return [...identifiers, asText(resource['name']), asText(asObject(resource['address'])['district'])].filter((name) => name !== '');
}

/** The Schedule, or why its Slots have no centre. */
export function readSchedule(entry: BundleEntry, locations: Locations, known: KnownNames, values: SlotValues): Schedule | LineError {
  const names = asList(entry.resource['actor']).flatMap((actor) => {
    const reference = asText(actor['reference']);
    return [...(locations.get(reference) ?? []), asText(asObject(actor['identifier'])['value']), asText(actor['display'])];
  });
  const given = names.filter((name) => name !== '');
  for (const name of given) {
    const kreis = known.centres?.get(name) ?? foundIn(values.kreis(name));
    if (kreis !== undefined) return { kreis, ...doseAndVaccine(entry.resource) };
  }
  const path = `Bundle.entry[${entry.index}].resource.actor`;
  return { line: entry.index, column: path, value: given.join(', '), reason: 'names no Kreis with a centre, and no centre' };
}

/** As a Schedule or a Slot says it; what the Slot says counts. */
export function doseAndVaccine(resource: FhirResource): { dose?: string; vaccine?: string } {
  const dose = asText(extension(resource, 'vaccine-dose')?.['valueInteger']);
  const vaccine = vaccineOf(resource);
  return { ...(dose !== '' && { dose }), ...(vaccine !== undefined && { vaccine }) };
}

/** How many places a Slot stands for; one where it does not say. */
export function capacityOf(resource: FhirResource): string {
  const given = extension(resource, 'slot-capacity');
  return given === undefined ? '1' : asText(given['valueInteger']);
}

/** The product's extension, else a service type with a code of the same list. */
function vaccineOf(resource: FhirResource): string | undefined {
  const product = extension(resource, 'vaccine-product');
  if (product !== undefined) return nameOfCoding(asObject(product['valueCoding']));
  for (const type of asList(resource['serviceType'])) {
    const coding = asList(type['coding']).find(({ system }) => system === CVX);
    if (coding !== undefined) return nameOfCoding(coding);
  }
  return undefined;
}

function nameOfCoding({ code, display }: Record<string, unknown>): string {
  return VACCINE_OF_CVX[asText(code)] ?? (asText(code) || asText(display));
}

function extension(resource: FhirResource, name: string): Record<string, unknown> | undefined {
  return asList(resource['extension']).find(({ url }) => url === EXTENSIONS + name);
}

function foundIn<T>(parsed: Parsed<T>): T | undefined {
  return 'value' in parsed ? parsed.value : undefined;
}
