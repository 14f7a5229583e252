/** Statements that delete records of people. Each answers how many it took, so that it is asked again until there are no more. */

/**
 * Deletes bookings and keeps their counts: by Kreis, how many people were booked and how many ever were. An address goes with the
 * booking that its letter led to, unless it was cancelled: then its person may still book.
 * @param which selects hold_id and person of bookings that hold no place any more
 */
export const forgetBookings = (which: string, addressOf = `state = 'booked'`): string => `
  with old as (${which}),
  gone as (
    delete from bookings b using old where b.hold_id = old.hold_id and b.person = old.person and b.state <> 'held'
    returning b.hold_id, b.person, b.kreis, b.state, b.booked_at, b.pin_hash
  ),
  counted as (
    insert into forgotten_bookings (kreis, booked, ever)
    select kreis, count(*) filter (where state = 'booked'), count(*) filter (where booked_at is not null) from gone group by kreis
    on conflict (kreis) do update
    set booked = forgotten_bookings.booked + excluded.booked, ever = forgotten_bookings.ever + excluded.ever
  ),
  addresses as (
    delete from invitation_pins p where p.pin_hash in (select pin_hash from gone where ${addressOf})
      and not exists (
        select from bookings b where b.pin_hash = p.pin_hash
          and not exists (select from gone g where g.hold_id = b.hold_id and g.person = b.person)
      )
    returning 1
  )
  select (select count(*) from gone)::int as deleted, (select count(*) from addresses)::int as addresses`;

/** $1: before, $2: at most so many. */
export const OLD_BOOKINGS = `
  select b.hold_id, b.person from bookings b join slots s on s.id = b.second_slot
  where (b.state = 'booked' and s.starts_at < $1) or (b.state = 'cancelled' and b.cancelled_at < $1)
  limit $2 for update of b skip locked`;

/** @param which selects the ids of callbacks that have come to their end */
export const forgetCallbacks = (which: string): string => `
  with old as (${which}),
  tries as (delete from callback_attempts t using old where t.request_id = old.id),
  promises as (delete from callback_promises p using old where p.request_id = old.id),
  gone as (delete from callback_requests r using old where r.id = old.id returning 1)
  select count(*)::int as deleted from gone`;

const CLOSED_CALLBACK = `state in ('accepted', 'dropped', 'missed')`;

/** $1: before, $2: at most so many. */
export const OLD_CALLBACKS = `
  select id from callback_requests where ${CLOSED_CALLBACK} and closed_at < $1 limit $2 for update skip locked`;

const deleteBy = (table: string, key: string, condition: string): string => `
  with gone as (
    delete from ${table} where ${key} in (select ${key} from ${table} where ${condition} limit $2 for update skip locked) returning 1
  )
  select count(*)::int as deleted from gone`;

/** Each: $1: before, $2: at most so many. */
export const FORGET_LIST_ENTRIES = deleteBy('waiting_list', 'id', `state not in ('waiting', 'offered') and closed_at < $1`);
export const FORGET_MESSAGES = deleteBy('messages', 'id', 'created_at < $1');
export const FORGET_AUDIT = deleteBy('audit_log', 'id', 'at < $1');
export const FORGET_UNUSED_ADDRESSES = deleteBy(
  'invitation_pins',
  'pin_hash',
  'imported_at < $1 and not exists (select from bookings b where b.pin_hash = invitation_pins.pin_hash)',
);

/** $1: since. */
export const COUNT_OVERDUE = `select count(*)::int as overdue from callback_requests where state in ('open', 'dialling') and created_at < $1`;

/** Of one person. $1: the caller's hash, $2: a code, $3: a PIN's hash. */
export const PERSONS_BOOKINGS = `
  select b.hold_id, b.person from bookings b
  where b.state <> 'held' and (b.caller_hash = $1 or b.code = $2 or b.pin_hash = $3)`;
export const PERSONS_CALLBACKS = `select id from callback_requests where caller_hash = $1 and ${CLOSED_CALLBACK}`;
export const FORGET_PERSONS_LIST_ENTRIES = `
  with gone as (delete from waiting_list where caller_hash = $1 and state not in ('waiting', 'offered') returning 1)
  select count(*)::int as deleted from gone`;
export const FORGET_PERSONS_ADDRESSES = `
  with gone as (
    delete from invitation_pins p where p.pin_hash = any ($1) and not exists (select from bookings b where b.pin_hash = p.pin_hash) returning 1
  )
  select count(*)::int as deleted from gone`;
export const FORGET_THESE_MESSAGES = `
  with gone as (delete from messages where id = any ($1) returning 1) select count(*)::int as deleted from gone`;
