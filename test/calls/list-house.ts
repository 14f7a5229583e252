import { expect } from '@jest/globals';
import type { Callee, Caller } from '../../scripts/carrier/carrier.ts';
import { offerPlaces } from '../../src/calls/offer-places.ts';
import { type Line, startLine } from '../support/line.ts';
import { daysAhead, pressAll } from '../support/walks.ts';

/** A hotline whose centres are sold out until a test says otherwise, and the ways that lead onto its waiting lists. */
export interface ListHouse {
  line: Line;
  newNumber(): string;
  /** A postcode of the Kreis. */
  plzOf(kreis: string): Promise<string>;
  /** First appointments on these days ahead at 13:00 UTC, their second ones 21 days later. */
  stock(kreis: string, days: number[], capacity?: number): Promise<void>;
  /** From the main menu to "all taken". */
  toNoStock(caller: Caller, kreis: string, birth?: readonly string[]): Promise<void>;
  /** Rings, finds nothing, and goes on the list alone. */
  onList(kreis: string, options?: { birth?: readonly string[]; number?: string }): Promise<{ number: string; kennzahl: string }>;
  /** The worker's round over the lists. */
  offers(): Promise<void>;
  /** What is due is rung. */
  work(): Promise<void>;
  /** The offer to this number rings now. */
  rung(number: string): Promise<Callee>;
  /** Nobody waits any more, and nobody is rung. */
  clear(): Promise<void>;
  /** States of this number's entries, oldest first. */
  states(number: string): Promise<string[]>;
  /** Who is booked by this number. */
  codes(number: string): Promise<string[]>;
}

export const BIRTH = ['05', '03', '1938'] as const;
export const PARTNER = ['11', '07', '1936'] as const;

export async function openListHouse(): Promise<ListHouse> {
  const line = await startLine();
  const { pool, hotline } = line;
  await line.tune({ callbackHours: '00:00-24:00', dialPerSecond: 100, admitPerSecond: 1_000, burst: 1_000 });
  let lastNumber = 0;
  const newNumber = () => {
    lastNumber += 1;
    const number = `+492331208${String(lastNumber).padStart(3, '0')}`;
    // From now on it rings when it is called
    line.carrier.phone(number);
    return number;
  };
  const hash = (number: string) => hotline.house.parts.hashes.caller(number);
  const plzOf = async (kreis: string) =>
    (await pool.query<{ plz: string }>('select plz from postcodes where kreis = $1 order by plz limit 1', [kreis])).rows[0]?.plz ?? '';
  const toNoStock = async (caller: Caller, kreis: string, birth: readonly string[] = BIRTH) => {
    await pressAll(caller, '1', ...birth, '1', await plzOf(kreis), '1');
    expect(caller.heard).toContain('alle Termine vergeben');
  };
  const work = async () => {
    await hotline.worker?.promote();
    await hotline.worker?.idle();
  };
  return {
    line,
    newNumber,
    plzOf,
    toNoStock,
    work,
    async stock(kreis, days, capacity = 1) {
      await line.stock(
        days.flatMap((day) => [
          { kreis, startsAt: `${daysAhead(day)}T13:00:00Z`, dose: 1 as const, capacity },
          { kreis, startsAt: `${daysAhead(day + 21)}T13:00:00Z`, dose: 2 as const, capacity },
        ]),
      );
      // Those who book may see the lists as they were a second ago
      await line.advance(1);
    },
    async onList(kreis, { birth = BIRTH, number = newNumber() } = {}) {
      const caller = await line.call(number);
      await toNoStock(caller, kreis, birth);
      await pressAll(caller, '1', '1', '1');
      expect(caller.heard).toContain('Sie stehen auf der Liste');
      expect(caller.state).toBe('ended');
      await line.advance(1);
      return { number, kennzahl: /die Kennzahl ([^.]*)\./.exec(caller.heard)?.[1] ?? '' };
    },
    offers: async () => void (await offerPlaces(hotline.house.parts)),
    async rung(number) {
      const phone = line.carrier.phone(number);
      await work();
      return phone.rings();
    },
    async clear() {
      await pool.query(`update waiting_list set state = 'left', closed_at = now() where state in ('waiting', 'offered')`);
      await pool.query(`update callback_requests set state = 'dropped', closed_at = now() where state in ('open', 'dialling')`);
    },
    async states(number) {
      const { rows } = await pool.query<{ state: string }>('select state from waiting_list where caller_hash = $1 order by entered_at', [
        hash(number),
      ]);
      return rows.map(({ state }) => state);
    },
    async codes(number) {
      const booked = `select code from bookings where caller_hash = $1 and state = 'booked' order by booked_at, person`;
      return (await pool.query<{ code: string }>(booked, [hash(number)])).rows.map(({ code }) => code);
    },
  };
}
