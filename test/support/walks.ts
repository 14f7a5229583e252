import { XMLValidator } from 'fast-xml-parser';
import type { Caller } from '../../scripts/carrier/carrier.ts';
import type { Line } from './line.ts';

/** Ways through the menus that many whole-call tests share, and what every document must keep. */

const DAY_MS = 86_400_000;

/** The calendar day (UTC) so many days from now, like 2026-12-01. */
export function daysAhead(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}

/** First appointments on these days ahead and their second ones 21 days later, at these hours (UTC). */
export async function stockDays(line: Line, kreis: string, days: number[], hours: string[], capacity = 6): Promise<void> {
  const rows = days.flatMap((day) =>
    hours.flatMap((hour) => [
      { kreis, startsAt: `${daysAhead(day)}T${hour}:00Z`, dose: 1 as const, capacity },
      { kreis, startsAt: `${daysAhead(day + 21)}T${hour}:00Z`, dose: 2 as const, capacity },
    ]),
  );
  await line.stock(rows);
}

export async function pressAll(caller: Caller, ...keys: string[]): Promise<void> {
  for (const key of keys) await caller.press(key);
}

export const BIRTH = ['05', '03', '1938'] as const;

/** From the main menu to "alone or two?". */
export async function toHowMany(caller: Caller, birth: readonly string[] = BIRTH, plz = '58095'): Promise<void> {
  await pressAll(caller, '1', ...birth, '1', plz, '1');
}

/** From the main menu to the first proposal for one person. */
export async function toProposal(caller: Caller, birth: readonly string[] = BIRTH, plz = '58095'): Promise<void> {
  await toHowMany(caller, birth, plz);
  await caller.press('1');
}

/** From the main menu to "the appointment is fixed". */
export async function toFixed(caller: Caller, birth: readonly string[] = BIRTH, plz = '58095'): Promise<void> {
  await toProposal(caller, birth, plz);
  await pressAll(caller, '1', '1');
}

/** What the network notes when an answer was lost on demand, which says nothing about the document. */
const LOST_ON_DEMAND = 11_200;

/** Documents the network refused or found fault with; a test expects none. */
export function faultyDocuments(line: Line): string[] {
  return line.carrier.requests
    .filter(({ kind, status }) => kind !== 'message-status' && status !== 0)
    .filter(
      ({ response, errorCode = LOST_ON_DEMAND, warnings, status }) =>
        status !== 200 || errorCode !== LOST_ON_DEMAND || warnings.length > 0 || XMLValidator.validate(response) !== true,
    )
    .map(({ path, status, errorCode, warnings, response }) => `${path} ${status} ${errorCode} ${warnings.join(', ')} ${response}`);
}
