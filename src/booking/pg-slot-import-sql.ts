/**
 * The statements of an import, in their order. `incoming` is the file, `plan` what it changes. All of them are temporary and
 * gone with the transaction.
 */

/** Beside callers: memory for sorting a million rows, and no compiling of statements that run once. */
export const SETTINGS = `select set_config('work_mem', '64MB', true), set_config('jit', 'off', true)`;

export const CREATE_INCOMING = `
  create temporary table incoming (
    line bigint, kreis text, starts_at timestamptz, dose smallint, vaccine text, capacity int, release_at timestamptz
  ) on commit drop`;

export const COPY_INCOMING = 'copy incoming (line, kreis, starts_at, dose, vaccine, capacity, release_at) from stdin';

export const ANALYZE_INCOMING = 'analyze incoming (kreis, starts_at)';

const TIME = 'kreis, dose, vaccine, starts_at';

/** Times that stand in the file more than once: how many lines too many. Groups before it looks closer: there are hardly ever any. */
export const COUNT_REPEATS = `
  select coalesce(sum(lines - 1), 0)::float as repeats from (select count(*) as lines from incoming group by ${TIME} having count(*) > 1) r`;

/** $1: at most so many. */
export const REPEATS = `
  select i.line::float, r.first::float
  from (select ${TIME}, min(line) as first from incoming group by ${TIME} having count(*) > 1) r
  join incoming i using (${TIME}) where i.line > r.first order by i.line limit $1`;

/** The Slots of one time are its places together. */
export const ADD_UP_INCOMING = `
  create temporary table added_up on commit drop as
  select min(line) as line, kreis, starts_at, dose, vaccine, least(sum(capacity), 1000000)::int as capacity, max(release_at) as release_at
  from incoming group by ${TIME}`;

export const REPLACE_INCOMING = 'drop table incoming; alter table added_up rename to incoming';

/** $1: the most places a time may have, $2: at most so many. */
export const TOO_MANY_PLACES = `
  select line::float, capacity, count(*) over ()::float as faults from incoming where capacity > $1 order by line limit $2`;

/** One import at a time. */
export const WAIT_FOR_OTHER_IMPORTS = 'select pg_advisory_xact_lock(3, 0)';

/** What is being released right now is waited for, a moment; what this import touches is not released before it has ended. */
export const LOCK_ANNOUNCED = `
  select count(*) from (
    select from announced_slots a
    where exists (select from incoming i where i.kreis = a.kreis and i.dose = a.dose and i.vaccine = a.vaccine and i.starts_at = a.starts_at)
    order by a.id for update
  ) as locked`;

/**
 * Each line that changes something: what is there (slot, open, taken; announced, announced_capacity) and what shall be (to_open,
 * to_announce at announce_at). Fewer places are taken away by the import itself; more places for a known time are announced, for
 * this very moment if for no later one, and come in centre by centre when the import is committed: so nobody waits for all of them.
 */
export const createPlan = (nowMs: number): string => `
  create temporary table plan on commit drop as
  select * from (
    select i.*, s.id as slot, s.capacity as open, s.taken,
      a.id as announced, a.capacity as announced_capacity, a.release_at as announced_at,
      case when i.release_at is not null then s.capacity else coalesce(least(s.capacity, i.capacity), i.capacity) end as to_open,
      case when i.capacity > s.capacity or (s.id is null and i.release_at is not null) then i.capacity end as to_announce,
      coalesce(i.release_at, from_ms(${Math.trunc(nowMs)})) as announce_at
    from incoming i
    left join slots s on s.kreis = i.kreis and s.dose = i.dose and s.vaccine = i.vaccine and s.starts_at = i.starts_at
    left join announced_slots a on a.kreis = i.kreis and a.dose = i.dose and a.vaccine = i.vaccine and a.starts_at = i.starts_at
  ) p
  where open is distinct from to_open or announced_capacity is distinct from to_announce
    or (to_announce is not null and announced_at <> announce_at) or (release_at is not null and open > capacity)`;

export const INDEX_PLAN = 'create index on plan (kreis)';
export const ANALYZE_PLAN = 'analyze plan';

/** $1: now, ms since 1970. */
export const COUNT_PLAN = `
  select (select count(*) from incoming)::float as lines, (select count(*) from incoming where starts_at <= from_ms($1))::float as past,
    count(*) filter (where slot is null and announced is null)::float as imported,
    count(*) filter (where slot is not null or announced is not null)::float as changed
  from plan`;

const TOO_FEW = '(release_at is null and capacity < taken) or (release_at is not null and capacity < open)';

/** $1: at most so many. */
export const TOO_FEW_PLACES = `
  select line::float, capacity, taken, open, release_at is not null as later, count(*) over ()::float as faults
  from plan where ${TOO_FEW} order by line limit $1`;

export const ANNOUNCE = [
  'delete from announced_slots a using plan p where a.id = p.announced and p.to_announce is null',
  'update announced_slots a set capacity = p.to_announce, release_at = p.announce_at from plan p where a.id = p.announced and p.to_announce is not null',
  `insert into announced_slots (${TIME}, capacity, release_at)
   select ${TIME}, to_announce, announce_at from plan where announced is null and to_announce is not null order by ${TIME}`,
];

/** Kreise with work to do, in the order in which lock_centres takes their locks. */
export const KREISE_OF_PLAN = `
  select kreis, count(*) filter (where slot is null and to_open is not null)::float as fresh,
    count(*) filter (where open > to_open)::float as lowered
  from plan group by kreis order by hashtext(kreis)`;

/** $1: the Kreis. In the order of the index it goes into. */
export const OPEN_NEW = `
  insert into slots (${TIME}, capacity)
  select ${TIME}, to_open from plan where kreis = $1 and slot is null and to_open is not null order by dose, vaccine, starts_at`;

export const LOCK_CENTRE = 'select lock_centres(array[$1])';

/** $1: the Kreis, $2: at most so many. Bookings may have come in since the plan was made; under the centre's lock none come any more. */
export const TOO_FEW_BY_NOW = `
  select p.line::float, p.capacity, s.taken, count(*) over ()::float as faults
  from plan p join slots s on s.id = p.slot where p.kreis = $1 and p.open > p.to_open and s.taken > p.to_open order by p.line limit $2`;

/** $1: the Kreis. */
export const LOWER_KNOWN = `
  update slots s set capacity = p.to_open from plan p where p.kreis = $1 and s.id = p.slot and p.open > p.to_open`;
