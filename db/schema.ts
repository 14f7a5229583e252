import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

/**
 * The tables, with *named* constraints: the rule that must never break is a
 * constraint here, and adapters translate its violation by name. Personal values
 * are sealed (`*_sealed`, AES-256-GCM) and looked up by keyed hash (`*_hash`).
 */
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Every set of thresholds that ever counted. Version n+1 is refused when somebody else wrote it first. */
export const thresholdVersions = pgTable(
  'threshold_versions',
  {
    version: integer('version').notNull(),
    values: jsonb('values').notNull(),
    changedBy: text('changed_by').notNull(),
    reason: text('reason').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [primaryKey({ name: 'threshold_versions_one_per_number', columns: [t.version] })],
);

/** One centre for each Kreis or kreisfreie Stadt. */
export const centres = pgTable('centres', {
  kreis: text('kreis').primaryKey(),
  name: text('name').notNull(),
  street: text('street').notNull(),
  plz: text('plz').notNull(),
  city: text('city').notNull(),
});

/** Postcode → place and Kreis. `region` tells Westfalen-Lippe from the Rhineland, which has its own line. */
export const postcodes = pgTable(
  'postcodes',
  {
    plz: text('plz').primaryKey(),
    place: text('place').notNull(),
    kreis: text('kreis').notNull(),
    region: text('region', { enum: ['westfalen-lippe', 'rheinland'] }).notNull(),
  },
  (t) => [check('postcodes_five_digits', sql`${t.plz} ~ '^[0-9]{5}$'`)],
);

/** Interval between the doses as the approval says it, and how many days later the second may be at most. */
export const vaccines = pgTable('vaccines', {
  name: text('name').primaryKey(),
  intervalDays: smallint('interval_days').notNull(),
  slackDays: smallint('slack_days').notNull().default(3),
});

/** Who may book: born on or before a day, from a day on. The newest row that has begun counts. */
export const eligibility = pgTable('eligibility', {
  validFrom: date('valid_from', { mode: 'string' }).primaryKey(),
  bornOnOrBefore: date('born_on_or_before', { mode: 'string' }).notNull(),
});

/**
 * Places of one dose at one time. `taken` counts held and booked places alike and is changed only
 * by the functions of the migrations, under the centre's lock. `has_room` is a stored column so that
 * the index of free times is touched when a time fills up or opens again, not at every booking.
 */
export const slots = pgTable(
  'slots',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kreis: text('kreis')
      .notNull()
      .references(() => centres.kreis),
    startsAt: instant('starts_at').notNull(),
    dose: smallint('dose').notNull(),
    vaccine: text('vaccine')
      .notNull()
      .references(() => vaccines.name),
    capacity: integer('capacity').notNull(),
    taken: integer('taken').notNull().default(0),
    hasRoom: boolean('has_room').notNull().generatedAlwaysAs(sql`taken < capacity`),
  },
  (t) => [
    unique('slots_one_per_time').on(t.kreis, t.dose, t.vaccine, t.startsAt),
    index('slots_with_room').on(t.kreis, t.dose, t.startsAt, t.vaccine).where(sql`has_room`),
    check('slots_dose', sql`${t.dose} in (1, 2)`),
    check('slots_not_oversold', sql`${t.taken} >= 0 and ${t.taken} <= ${t.capacity}`),
  ],
);

/** Places that become bookable at an announced moment. Then they move to `slots`; until then nobody can be offered one. */
export const announcedSlots = pgTable(
  'announced_slots',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kreis: text('kreis')
      .notNull()
      .references(() => centres.kreis),
    startsAt: instant('starts_at').notNull(),
    dose: smallint('dose').notNull(),
    vaccine: text('vaccine')
      .notNull()
      .references(() => vaccines.name),
    capacity: integer('capacity').notNull(),
    releaseAt: instant('release_at').notNull(),
  },
  (t) => [
    unique('announced_slots_one_per_time').on(t.kreis, t.dose, t.vaccine, t.startsAt),
    index('announced_slots_to_release').on(t.releaseAt, t.kreis),
    check('announced_slots_dose', sql`${t.dose} in (1, 2)`),
    check('announced_slots_capacity', sql`${t.capacity} >= 0`),
  ],
);

/** Which Kreis borders on which, both ways: where a caller may be offered another centre. */
export const neighbours = pgTable(
  'neighbours',
  {
    kreis: text('kreis')
      .notNull()
      .references(() => centres.kreis),
    neighbour: text('neighbour')
      .notNull()
      .references(() => centres.kreis),
  },
  (t) => [
    primaryKey({ name: 'neighbours_once', columns: [t.kreis, t.neighbour] }),
    check('neighbours_not_itself', sql`${t.kreis} <> ${t.neighbour}`),
  ],
);

/** PINs from the invitation letters, by keyed hash. A PIN proves entitlement and leads to the address the letter went to. */
export const invitationPins = pgTable('invitation_pins', {
  pinHash: text('pin_hash').primaryKey(),
  /** JSON {name, street, plz, city}. */
  addressSealed: text('address_sealed').notNull(),
  importedAt: instant('imported_at').notNull(),
});

/**
 * One person's first and second appointment, held or booked: both columns are
 * required, so half a pair cannot exist. A couple shares `hold_id`; person 1's row stands for the hold
 * when it is locked. Every index costs each booking twice (held, then booked), so there are only those that
 * decide something.
 */
export const bookings = pgTable(
  'bookings',
  {
    holdId: uuid('hold_id').notNull(),
    /** Who asked: call and turn. The same request finds its hold again instead of taking a second one. */
    requestKey: text('request_key').notNull(),
    person: smallint('person').notNull(),
    /** The centre of both appointments, so without a reference of its own. */
    kreis: text('kreis').notNull(),
    firstSlot: bigint('first_slot', { mode: 'number' })
      .notNull()
      .references(() => slots.id),
    secondSlot: bigint('second_slot', { mode: 'number' })
      .notNull()
      .references(() => slots.id),
    state: text('state', { enum: ['held', 'booked', 'cancelled'] }).notNull(),
    heldUntil: instant('held_until'),
    code: text('code'),
    birthDateSealed: text('birth_date_sealed'),
    personHash: text('person_hash'),
    callerHash: text('caller_hash'),
    numberSealed: text('number_sealed'),
    plz: text('plz'),
    createdAt: instant('created_at').notNull(),
    bookedAt: instant('booked_at'),
    /** When the caller had heard dates and code to the end. */
    heardAt: instant('heard_at'),
    /** The caller's language, for what is written or rung later. */
    language: text('language').notNull().default('de'),
    /** The invitation letter that proved entitlement. */
    pinHash: text('pin_hash').references(() => invitationPins.pinHash),
    /** Counts the moves: each has its own messages. */
    moves: smallint('moves').notNull().default(0),
    cancelledAt: instant('cancelled_at'),
    /** When the reminder of the day before was settled, rung or sent. */
    remindedAt: instant('reminded_at'),
  },
  (t) => [
    unique('bookings_one_hold_per_request').on(t.requestKey, t.person),
    primaryKey({ name: 'bookings_one_row_per_person_of_hold', columns: [t.holdId, t.person] }),
    uniqueIndex('bookings_code_unique').on(t.code).where(sql`code is not null`),
    uniqueIndex('bookings_one_per_person').on(t.personHash).where(sql`state = 'booked'`),
    uniqueIndex('bookings_one_per_pin').on(t.pinHash).where(sql`state = 'booked' and pin_hash is not null`),
    // How many people one number has booked for
    index('bookings_by_caller').on(t.callerHash).where(sql`state = 'booked'`),
    index('bookings_holds_to_sweep').on(t.heldUntil).where(sql`state = 'held'`),
    check('bookings_held_has_term', sql`${t.state} <> 'held' or ${t.heldUntil} is not null`),
    check(
      'bookings_booked_is_whole',
      sql`${t.state} <> 'booked' or (${t.code} is not null and ${t.personHash} is not null and ${t.birthDateSealed} is not null and ${t.bookedAt} is not null)`,
    ),
  ],
);

/** A promise to ring. One open request per number, whatever happens at the same time. */
export const callbackRequests = pgTable(
  'callback_requests',
  {
    id: uuid('id').primaryKey(),
    callerHash: text('caller_hash').notNull(),
    numberSealed: text('number_sealed').notNull(),
    /** `offer`: a place for somebody of a waiting list; `result`: what became of a wish; `reminder`: of the day before. */
    kind: text('kind', { enum: ['menu', 'human', 'offer', 'result', 'reminder'] }).notNull(),
    /** What an offer, a result or a reminder is about: an entry of a waiting list, or a hold. */
    subject: uuid('subject'),
    language: text('language', { enum: ['de', 'en', 'tr', 'ru'] }).notNull(),
    kennzahl: text('kennzahl').notNull(),
    ticketAt: instant('ticket_at').notNull(),
    windowFrom: instant('window_from').notNull(),
    windowTo: instant('window_to').notNull(),
    /** `open` waits for its next try; `dialling` is being tried; `accepted` went in; `missed` had its last try. */
    state: text('state', { enum: ['open', 'dialling', 'accepted', 'dropped', 'missed'] }).notNull(),
    attempts: smallint('attempts').notNull().default(0),
    nextTryAt: instant('next_try_at').notNull(),
    /** While dialling: when another worker may take over. */
    leaseUntil: instant('lease_until'),
    callSid: text('call_sid'),
    createdAt: instant('created_at').notNull(),
    closedAt: instant('closed_at'),
  },
  (t) => [
    uniqueIndex('callback_requests_one_open_per_number').on(t.callerHash).where(sql`state in ('open', 'dialling')`),
    // In ticket order within a kind; whose time has come is told from the index alone
    index('callback_requests_in_line').on(t.kind, t.ticketAt, t.id, t.state, t.nextTryAt).where(sql`state in ('open', 'dialling')`),
    // Few of many may be due: the worker asks every quarter second
    index('callback_requests_next_try').on(t.nextTryAt).where(sql`state = 'open'`),
    index('callback_requests_abandoned').on(t.leaseUntil).where(sql`state = 'dialling'`),
    index('callback_requests_by_caller').on(t.callerHash, t.createdAt),
    check('callback_requests_kennzahl', sql`${t.kennzahl} ~ '^[0-9]{2}$'`),
  ],
);

/** Each try of a callback and how it ended. */
export const callbackAttempts = pgTable(
  'callback_attempts',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    requestId: uuid('request_id')
      .notNull()
      .references(() => callbackRequests.id),
    number: smallint('number').notNull(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
    callSid: text('call_sid'),
    /** Who took it from the list, where a human did. */
    agent: text('agent'),
    outcome: text('outcome'),
  },
  (t) => [
    unique('callback_attempts_numbered').on(t.requestId, t.number),
    // How fast we really ring
    index('callback_attempts_rung').on(t.startedAt).where(sql`call_sid is not null`),
  ],
);

/**
 * The ledger of promised windows. Each promise ends once: superseded by a new one before it passed, or settled by the
 * first ring after it was made (kept, early, late), by passing without one (late), or because the person wanted no call any more.
 */
export const callbackPromises = pgTable(
  'callback_promises',
  {
    requestId: uuid('request_id')
      .notNull()
      .references(() => callbackRequests.id),
    /** Counts the promises made to one request, from 1. */
    number: smallint('number').notNull(),
    /** `asked`: spoken when the person asked; `snoozed`: the person put us off; `requoted`: we could not keep the one before. */
    cause: text('cause', { enum: ['asked', 'snoozed', 'requoted'] }).notNull(),
    windowFrom: instant('window_from').notNull(),
    windowTo: instant('window_to').notNull(),
    madeAt: instant('made_at').notNull(),
    /** What became of telling the person by text message; null where none can be sent: then it is told when they ring. */
    notice: text('notice', { enum: ['owed', 'handedOver', 'undeliverable'] }),
    supersededAt: instant('superseded_at'),
    result: text('result', { enum: ['kept', 'early', 'late', 'withdrawn'] }),
    settledAt: instant('settled_at'),
  },
  (t) => [
    primaryKey({ name: 'callback_promises_numbered', columns: [t.requestId, t.number] }),
    uniqueIndex('callback_promises_one_standing').on(t.requestId).where(sql`superseded_at is null and result is null`),
    index('callback_promises_standing_until').on(t.windowTo).where(sql`superseded_at is null and result is null`),
    index('callback_promises_notice_owed').on(t.madeAt).where(sql`notice = 'owed'`),
    index('callback_promises_settled').on(t.settledAt).where(sql`result is not null`),
    index('callback_promises_superseded').on(t.supersededAt).where(sql`superseded_at is not null`),
    check('callback_promises_window', sql`${t.windowFrom} < ${t.windowTo}`),
    check(
      'callback_promises_ends_once',
      sql`(${t.result} is null) = (${t.settledAt} is null) and (${t.result} is null or ${t.supersededAt} is null)`,
    ),
  ],
);

/** Who waits for a place at a centre, in order of entry. A place that comes is held for the first of them and offered by callback. */
export const waitingList = pgTable(
  'waiting_list',
  {
    id: uuid('id').primaryKey(),
    kreis: text('kreis')
      .notNull()
      .references(() => centres.kreis),
    people: smallint('people').notNull(),
    /** JSON [{birthDate}]. */
    personsSealed: text('persons_sealed').notNull(),
    /** The first person's, as in `bookings`. */
    personHash: text('person_hash').notNull(),
    plz: text('plz').notNull(),
    callerHash: text('caller_hash').notNull(),
    numberSealed: text('number_sealed').notNull(),
    language: text('language').notNull(),
    enteredAt: instant('entered_at').notNull(),
    /** `unreached`: had an offer and all its tries; `left`: wants none any more. */
    state: text('state', { enum: ['waiting', 'offered', 'booked', 'left', 'unreached'] }).notNull(),
    /** While offered: the hold, and until when the offer stands. */
    holdId: uuid('hold_id'),
    offerUntil: instant('offer_until'),
    closedAt: instant('closed_at'),
  },
  (t) => [
    uniqueIndex('waiting_list_one_open_per_person').on(t.personHash).where(sql`state in ('waiting', 'offered')`),
    index('waiting_list_in_line').on(t.kreis, t.enteredAt, t.id).where(sql`state = 'waiting'`),
    index('waiting_list_offers').on(t.offerUntil).where(sql`state = 'offered'`),
    index('waiting_list_by_caller').on(t.callerHash).where(sql`state in ('waiting', 'offered')`),
    check('waiting_list_people', sql`${t.people} in (1, 2)`),
    check('waiting_list_offer_is_whole', sql`${t.state} <> 'offered' or (${t.holdId} is not null and ${t.offerUntil} is not null)`),
  ],
);

/** Bookings that were deleted because they are needed no more: only how many there were, so that sums do not shrink. */
export const forgottenBookings = pgTable(
  'forgotten_bookings',
  {
    kreis: text('kreis')
      .primaryKey()
      .references(() => centres.kreis),
    /** People who were booked, and who ever were, cancelled ones too. */
    booked: integer('booked').notNull(),
    ever: integer('ever').notNull(),
  },
  (t) => [check('forgotten_bookings_counts', sql`${t.booked} >= 0 and ${t.ever} >= ${t.booked}`)],
);

/** Text messages we owe or sent. Failing is no loss: everything in them was spoken, or is by the next call. */
export const messages = pgTable(
  'messages',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind', { enum: ['confirmation', 'moved', 'cancelled', 'reminder', 'offer', 'result'] }).notNull(),
    /** Names the occasion: the same one is told once. */
    occasion: text('occasion').notNull(),
    toSealed: text('to_sealed').notNull(),
    bodySealed: text('body_sealed').notNull(),
    state: text('state', { enum: ['owed', 'sending', 'handedOver', 'delivered', 'undeliverable'] }).notNull(),
    attempts: smallint('attempts').notNull().default(0),
    nextTryAt: instant('next_try_at').notNull(),
    /** The network's name for it. */
    messageSid: text('message_sid'),
    /** The network's error code, where it named one. */
    fault: text('fault'),
    createdAt: instant('created_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (t) => [
    unique('messages_one_per_occasion').on(t.kind, t.occasion),
    uniqueIndex('messages_sid').on(t.messageSid).where(sql`message_sid is not null`),
    index('messages_owed').on(t.nextTryAt).where(sql`state in ('owed', 'sending')`),
  ],
);

/** People who sign in: agents, ops, administrators. Passwords are scrypt hashes. */
export const accounts = pgTable(
  'accounts',
  {
    name: text('name').primaryKey(),
    passwordHash: text('password_hash').notNull(),
    roles: text('roles').array().notNull(),
    languages: text('languages').array().notNull(),
    /** Where an agent's calls go: tel:+49…, sip:…, client:NAME. */
    endpoint: text('endpoint'),
    /** Takes the calls that other agents hand on. */
    supervisor: boolean('supervisor').notNull().default(false),
    disabledAt: instant('disabled_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [check('accounts_roles', sql`${t.roles} <@ array['admin','ops','agent']::text[]`)],
);

/** Who did what, when: changes by people and by the machine in their name. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull(),
    who: text('who').notNull(),
    what: text('what').notNull(),
    details: jsonb('details').notNull(),
  },
  (t) => [index('audit_log_by_person').on(t.who, t.at), index('audit_log_by_time').on(t.at)],
);
