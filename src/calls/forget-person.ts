import type { Parts } from './parts.ts';
import type { AuditLog } from './ports/audit.ts';
import type { BookingRecord, Deleted, PersonRecords, PersonSought, RecordKeeper } from './ports/personal-records.ts';

/** One person's request: what do you know of me, and forget it. */

export type ForgetParts = Pick<Parts, 'clock' | 'bookings' | 'changes' | 'callbacks' | 'waitingList' | 'bookingWishes' | 'frontDoor'> & {
  records: RecordKeeper;
  audit: AuditLog;
};

/** What is stored, and the wishes that wait for the booking store to come back. */
export async function recordsOf(
  { records, bookingWishes }: Pick<ForgetParts, 'records' | 'bookingWishes'>,
  person: PersonSought,
): Promise<PersonRecords & { wishes: { number: string; kreis: string; birthDates: string[]; atMs: number }[] }> {
  const wishes = person.caller === undefined ? [] : await bookingWishes.byCaller(person.caller);
  return {
    ...(await records.of(person)),
    wishes: wishes.map(({ number, kreis, persons, atMs }) => ({
      number,
      kreis,
      atMs,
      birthDates: persons.map(({ birthDate }) => birthDate),
    })),
  };
}

/**
 * Ends what is under way (an appointment to come is cancelled and its places are free, nobody is rung any more, no place is waited
 * for) and deletes what is stored. Repeatable; killed in between, the next call goes on. The audit tells by whom, and how much, not whose.
 */
export async function forgetPerson(parts: ForgetParts, person: PersonSought, by: string): Promise<Deleted> {
  const nowMs = parts.clock.nowMs();
  const found = await parts.records.of(person);
  for (const booking of found.bookings) await end(parts, booking, nowMs);
  for (const { id, state } of found.callbacks) if (state === 'open' || state === 'dialling') await parts.callbacks.drop(id, nowMs);
  for (const { id, state } of found.listEntries) if (state === 'waiting' || state === 'offered') await leaveList(parts, id, nowMs);
  if (person.caller !== undefined) {
    for (const wish of await parts.bookingWishes.byCaller(person.caller)) await parts.bookingWishes.settled(wish);
    await parts.frontDoor.noteCallback(person.caller, undefined);
  }
  const deleted = await parts.records.erase(person);
  await parts.audit.add({ atMs: nowMs, who: by, what: 'person erased', details: { ...deleted } });
  return deleted;
}

/** The places of an appointment that is over are nobody's any more: only its row goes. */
async function end({ bookings, changes }: ForgetParts, { holdId, state, code, secondMs }: BookingRecord, nowMs: number): Promise<void> {
  if (state === 'held') await bookings.release(holdId);
  if (state === 'booked' && code !== undefined && secondMs > nowMs) await changes.cancel({ holdId, code, nowMs });
}

async function leaveList({ waitingList, bookings }: ForgetParts, id: string, nowMs: number): Promise<void> {
  const entry = await waitingList.leave(id, nowMs);
  if (entry?.state === 'offered' && entry.holdId) await bookings.release(entry.holdId);
}
