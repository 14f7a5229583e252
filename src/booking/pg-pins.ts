import type pg from 'pg';
import type { InvitationPins } from '../calls/ports/invitation-pins.ts';
import type { LookupHash } from '../platform/ids.ts';
import { askPostgres } from '../platform/postgres.ts';

/**
 * PINs of invitation letters in PostgreSQL, known by their keyed hash alone. Whether there are any is kept in memory: every caller
 * is asked only then. Until `refresh` has succeeded once there are none; a refresh that fails leaves what was known.
 */
export function createInvitationPins({
  pool,
  lookup,
}: {
  pool: pg.Pool;
  lookup: LookupHash;
}): InvitationPins & { refresh(): Promise<void> } {
  let inUse = false;
  return {
    inUse: () => inUse,
    hashOf: (pin) => lookup.of('pin', pin),
    async refresh() {
      const found = await askPostgres(pool.query<{ any: boolean }>('select exists (select from invitation_pins) as any'));
      inUse = found.rows[0]?.any === true;
    },
    async stateOf(pinHash) {
      const found = await askPostgres(pool.query<{ used: boolean }>({ name: 'state_of_pin', text: STATE, values: [pinHash] }));
      const [pin] = found.rows;
      if (pin === undefined) return 'unknown';
      return pin.used ? 'used' : 'free';
    },
  };
}

const STATE = `
  select exists (select from bookings b where b.pin_hash = p.pin_hash and b.state = 'booked') as used
  from invitation_pins p where pin_hash = $1`;
