import { instantOf } from '../../platform/berlin-time.ts';
import { DependencyDown } from '../../platform/errors.ts';
import { openPlaces } from '../list-terms.ts';
import type { FreePair } from '../ports/desk.ts';
import { NOTICE_MS } from '../works/booking.ts';
import { type DeskParts, fault, type Refused } from './desk-parts.ts';
import { iso, type PairView, pairView } from './views.ts';

/** Free pairs at a centre, for an agent and a caller who choose together. */

export interface ProposalsInput {
  plz?: string;
  /** A centre's Kreis instead of a postcode. */
  kreis?: string;
  persons: number;
  /** ISO 8601 day, Europe/Berlin. */
  from?: string;
}

export interface ProposalsView {
  status: 'found' | 'none' | 'unknownPostcode' | 'rhineland' | 'away';
  kreis: string | null;
  centre: string | null;
  place: string | null;
  pairs: PairView[];
  nextReleaseAt: string | null;
}

/** A whole day of a centre that has a time every quarter of an hour; from another day on is another look. */
const MOST_PAIRS = 24;

interface Where {
  kreis: string;
  centre: string;
  place: string | null;
}

/** `none` comes from a fresh count, `away` from none at all: that the store is silent does not mean that all is taken. */
export async function proposals(parts: DeskParts, input: ProposalsInput): Promise<ProposalsView | Refused> {
  const { plz, kreis } = input;
  if (plz === undefined && kreis === undefined) return fault('plz', 'is missing', 'Or give kreis.');
  const where = kreis === undefined ? placeOf(parts, plz ?? '') : centreIn(parts, kreis);
  if ('status' in where) return where;
  const nowMs = parts.clock.nowMs();
  const releaseMs = parts.stockBoard.nextReleaseMs(where.kreis, nowMs);
  const view = { ...where, nextReleaseAt: releaseMs === undefined ? null : iso(releaseMs) };
  const found = await freePairs(parts, where.kreis, input, nowMs);
  if (found === 'away') return { ...view, status: 'away', pairs: [] };
  const pairs = found.map((pair) => pairView({ ...pair, ...where }));
  return { ...view, status: pairs.length > 0 ? 'found' : 'none', pairs };
}

async function freePairs(parts: DeskParts, kreis: string, { persons, from }: ProposalsInput, nowMs: number): Promise<FreePair[] | 'away'> {
  if (parts.stores.bookingAway()) return 'away';
  const notBeforeMs = Math.max(nowMs + NOTICE_MS, from === undefined ? 0 : startOf(from));
  try {
    if ((await openPlaces(parts, kreis, nowMs)) < persons) return [];
    const list = () => parts.freePairs.list({ kreis, people: persons, notBeforeMs, most: MOST_PAIRS });
    const pairs = await list();
    // Asking whether there is one gives back what was held too long
    return pairs.length > 0 || !(await parts.bookings.hasPairs(kreis, persons, notBeforeMs)) ? pairs : list();
  } catch (thrown) {
    if (!(thrown instanceof DependencyDown) || thrown.part !== 'postgres') throw thrown;
    return 'away';
  }
}

function placeOf({ catalogue }: DeskParts, plz: string): Where | ProposalsView {
  const found = catalogue.centreOf(plz);
  if (found === undefined) return nowhere('unknownPostcode', null);
  if ('rhineland' in found) return nowhere('rhineland', found.rhineland);
  return { kreis: found.kreis, centre: found.name, place: found.place };
}

function centreIn({ catalogue }: DeskParts, kreis: string): Where | ProposalsView {
  const centre = catalogue.centres().find((one) => one.kreis === kreis);
  return centre ? { kreis, centre: centre.name, place: null } : nowhere('unknownPostcode', null);
}

function nowhere(status: 'unknownPostcode' | 'rhineland', place: string | null): ProposalsView {
  return { status, place, kreis: null, centre: null, pairs: [], nextReleaseAt: null };
}

function startOf(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return instantOf({ year, month, day: date, minute: 0 });
}
