import { pick } from 'stream-json/filters/pick.js';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import { throughStreams } from './fed-stream.ts';
import type { OpenFile } from './slot-row.ts';

/** Reads the entries of a FHIR R4 Bundle one by one (https://hl7.org/fhir/R4/bundle.html). */

export interface BundleEntry {
  /** Counted from 0, as FHIRPath does: `Bundle.entry[0]`. */
  index: number;
  fullUrl?: string;
  resource: FhirResource;
}

/** A resource before anything of it is believed. */
export interface FhirResource {
  resourceType?: unknown;
  id?: unknown;
  [element: string]: unknown;
}

/** The file is no JSON. The fault lies behind the entry `after`, the last one that was seen; -1 for none. */
export class NotJson extends Error {
  readonly after: number;
  constructor(after: number, cause: unknown) {
    super('not readable as JSON', { cause });
    this.after = after;
  }
}

/** Yields the entries in their order; one without a resource is passed over. Throws `NotJson`. */
export async function* bundleEntries(open: OpenFile): AsyncGenerator<BundleEntry> {
  let after = -1;
  const json = pick.withParserAsStream({ filter: 'entry', once: false, streamValues: false, streamKeys: false });
  try {
    for await (const { key, value } of throughStreams<{ key: number; value: unknown }>(open(), [json, streamArray.asStream()])) {
      after = key;
      const { fullUrl, resource } = asObject(value);
      if (resource !== undefined) yield { index: key, resource: asObject(resource), ...(typeof fullUrl === 'string' && { fullUrl }) };
    }
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown) throw thrown;
    throw new NotJson(after, thrown);
  }
}

/** The elements of a JSON object; none where it is something else. */
export function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** What repeats; one alone where the list is missing its brackets. */
export function asList(value: unknown): Record<string, unknown>[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(asObject);
}

export function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
