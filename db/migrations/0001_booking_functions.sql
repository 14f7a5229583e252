-- Holding and confirming appointments. Batches of requests, each request decided on its own.
--
-- Who waits for whom, so that nobody waits in a circle:
--   1. Whoever changes slots.taken first takes the locks of its centres, several in one order (lock_centres).
--   2. Whoever confirms or renews first takes the locks of its persons in one order, then the first rows
--      (person = 1) of its holds in one order. That row stands for the whole hold, so a couple is never halved.
--   3. Under a centre's lock nobody waits for a booking row: a hold that is being confirmed is passed over.
-- Times come in as parameters; nothing here reads a clock.
--
-- The settings at the entry functions pin the plans: a new database has no statistics, and a plan made for empty
-- tables would read all of them for the rest of the connection's life. One plan is made once, over the indexes.

-- Room on each page for the next version of its rows: taken changes at every booking, and no index with it.
alter table slots set (fillfactor = 60);
--> statement-breakpoint
create function lock_centres(p_kreise text[]) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(1, key) from (select distinct hashtext(kreis) as key from unnest(p_kreise) as kreis order by 1 offset 0) as ordered;
end $$;
--> statement-breakpoint
create function lock_persons(p_hashes text[]) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(2, key) from (select distinct hashtext(hash) as key from unnest(p_hashes) as hash order by 1 offset 0) as ordered;
end $$;
--> statement-breakpoint
create function from_ms(p_ms bigint) returns timestamptz language sql immutable parallel safe
return to_timestamp(p_ms / 1000.0);
--> statement-breakpoint
-- Stable, not immutable: else it would not be inlined, as extract is only stable.
create function to_ms(p_at timestamptz) returns bigint language sql stable parallel safe
return (extract(epoch from p_at) * 1000)::bigint;
--> statement-breakpoint
-- One number for each half-day of the centres' own clock; the afternoon begins at 13:00.
create function half_day(p_at timestamptz) returns int language sql immutable parallel safe
return ((p_at at time zone 'Europe/Berlin')::date - date '2000-01-01') * 2
  + (extract(hour from p_at at time zone 'Europe/Berlin') >= 13)::int;
--> statement-breakpoint
-- Second appointments for everybody, nearest to the wished instants, on the first of p_slack + 1 local days that has
-- them. Two people: one time with two places, or two times at most 15 minutes apart. NULL when there are none.
create function find_second(
  p_kreis text, p_vaccine text, p_wish timestamptz[], p_slack int,
  out slots bigint[], out starts timestamptz[], out times int
) language plpgsql as $$
declare
  v_day date := (p_wish[1] at time zone 'Europe/Berlin')::date;
  v_from timestamptz;
  v_to timestamptz;
begin
  for v_late in 0 .. p_slack loop
    v_from := (v_day + v_late)::timestamp at time zone 'Europe/Berlin';
    v_to := (v_day + v_late + 1)::timestamp at time zone 'Europe/Berlin';
    if cardinality(p_wish) = 1 then
      select array[s.id], array[s.starts_at], s.capacity - s.taken into slots, starts, times
      from slots s
      where s.kreis = p_kreis and s.dose = 2 and s.has_room and s.vaccine = p_vaccine and s.starts_at >= v_from and s.starts_at < v_to
      order by abs(extract(epoch from s.starts_at - p_wish[1]) - v_late * 86400), s.starts_at
      limit 1;
    else
      select array[x.id, y.id], array[x.starts_at, y.starts_at], 1 into slots, starts, times
      from slots x
      join slots y on y.kreis = p_kreis and y.dose = 2 and y.has_room and y.vaccine = p_vaccine
        and y.starts_at >= x.starts_at and y.starts_at <= x.starts_at + interval '15 minutes' and y.starts_at < v_to
        and (y.id <> x.id or x.capacity - x.taken >= 2)
      where x.kreis = p_kreis and x.dose = 2 and x.has_room and x.vaccine = p_vaccine and x.starts_at >= v_from and x.starts_at < v_to
      order by abs(extract(epoch from x.starts_at - p_wish[1]) - v_late * 86400)
        + abs(extract(epoch from y.starts_at - p_wish[2]) - v_late * 86400), x.starts_at, y.starts_at
      limit 1;
    end if;
    if found then
      return;
    end if;
  end loop;
end $$;
--> statement-breakpoint
-- The earliest free first appointment after a time (and vaccine, where two start together), and the second one at the
-- same time of day if that is free. p_barren: vaccines not to look at before p_barren_until. p_avoid: half-days not wanted.
-- A plain SELECT, so that it becomes part of the statement that asks.
create function earliest_first(
  p_kreis text, p_after timestamptz, p_after_vaccine text, p_barren text[], p_barren_until timestamptz, p_avoid int[]
) returns table (
  id bigint, starts_at timestamptz, vaccine text, room int, interval_days int, slack_days int, wish timestamptz, second_id bigint, second_room int
) language sql stable as $$
  select s.id, s.starts_at, s.vaccine, s.capacity - s.taken, v.interval_days, v.slack_days, w.wish, t.id, t.capacity - t.taken
  from slots s
  join vaccines v on v.name = s.vaccine
  cross join lateral (
    select (s.starts_at at time zone 'Europe/Berlin' + v.interval_days * interval '1 day') at time zone 'Europe/Berlin' as wish
  ) w
  left join slots t on t.kreis = p_kreis and t.dose = 2 and t.vaccine = s.vaccine and t.starts_at = w.wish and t.has_room
  where s.kreis = p_kreis and s.dose = 1 and s.has_room and (s.starts_at, s.vaccine) > (p_after, p_after_vaccine)
    and not (s.starts_at < p_barren_until and s.vaccine = any (p_barren))
    and (cardinality(p_avoid) = 0 or half_day(s.starts_at) <> all (p_avoid))
  order by s.starts_at, s.vaccine
  limit 1
$$;
--> statement-breakpoint
-- The earliest first appointment for which a second one exists: as many days later as the vaccine asks, at most
-- its slack more, same centre, same vaccine. For two people the place at the same time if there is one, else the
-- next time within 15 minutes. p_avoid: half-days not wanted for the first one. times: how often this very pair can
-- be taken. NULL when there is none. Volatile on purpose, as find_second: it must see what the same batch took.
create function find_pair(
  p_kreis text, p_people int, p_not_before timestamptz, p_avoid int[],
  out first_slots bigint[], out second_slots bigint[], out first_starts timestamptz[], out second_starts timestamptz[], out times int
) language plpgsql as $$
declare
  v_after timestamptz := p_not_before - interval '1 microsecond';
  v_after_vaccine text := '';
  v_first record;
  v_next record;
  v_second record;
  v_wish timestamptz[];
  v_day_end timestamptz;
  -- Vaccines whose second doses are known to be gone for first appointments before v_barren_until
  v_barren text[] := '{}';
  v_barren_until timestamptz := '-infinity';
begin
  loop
    select * into v_first from earliest_first(p_kreis, v_after, v_after_vaccine, v_barren, v_barren_until, p_avoid);
    exit when not found;
    v_after := v_first.starts_at;
    v_after_vaccine := v_first.vaccine;
    first_slots := array[v_first.id];
    first_starts := array[v_first.starts_at];
    if p_people = 1 and v_first.second_id is not null then
      second_slots := array[v_first.second_id];
      second_starts := array[v_first.wish];
      times := least(v_first.room, v_first.second_room);
      return;
    end if;
    v_wish := array[v_first.wish];
    v_day_end := ((v_first.starts_at at time zone 'Europe/Berlin')::date + 1)::timestamp at time zone 'Europe/Berlin';
    if p_people = 2 then
      select s.id, s.starts_at into v_next
      from slots s
      where s.kreis = p_kreis and s.dose = 1 and s.has_room and s.vaccine = v_first.vaccine
        and s.starts_at >= v_first.starts_at and s.starts_at <= v_first.starts_at + interval '15 minutes' and s.starts_at < v_day_end
        and (s.id <> v_first.id or v_first.room >= 2)
        and (cardinality(p_avoid) = 0 or half_day(s.starts_at) <> all (p_avoid))
      order by s.starts_at
      limit 1;
      continue when not found;
      first_slots := first_slots || v_next.id;
      first_starts := first_starts || v_next.starts_at;
      v_wish := v_wish || ((v_next.starts_at at time zone 'Europe/Berlin' + v_first.interval_days * interval '1 day') at time zone 'Europe/Berlin');
    end if;
    select f.slots, f.starts, f.times into v_second from find_second(p_kreis, v_first.vaccine, v_wish, v_first.slack_days) as f;
    if v_second.slots is not null then
      second_slots := v_second.slots;
      second_starts := v_second.starts;
      times := case when p_people = 1 then least(v_first.room, v_second.times) else 1 end;
      return;
    end if;
    -- No other time of this day has a second appointment either: go on with the next day
    v_barren := case when v_barren_until = v_day_end then v_barren || v_first.vaccine else array[v_first.vaccine] end;
    v_barren_until := v_day_end;
  end loop;
  first_slots := null;
  first_starts := null;
end $$;
--> statement-breakpoint
-- Deletes these holds if they are still held and end by p_ended_by, and gives their places back. Only under the
-- locks of their centres. One that somebody is confirming or renewing right now is passed over. Answers how many people's.
create function free_holds(p_holds uuid[], p_ended_by timestamptz) returns int language plpgsql as $$
declare
  v_heads uuid[];
  v_freed int;
begin
  select array_agg(h.hold_id) into v_heads
  from (
    select hold_id from bookings
    where hold_id = any (p_holds) and person = 1 and state = 'held' and held_until <= p_ended_by
    for update skip locked
  ) h;
  if v_heads is null then
    return 0;
  end if;
  with gone as (
    delete from bookings where hold_id = any (v_heads) and state = 'held' returning first_slot, second_slot
  ), places as (
    select slot, count(*) as n from gone, unnest(array[first_slot, second_slot]) as slot group by slot
  ), given_back as (
    update slots s set taken = s.taken - places.n from places where s.id = places.slot
  )
  select count(*) into v_freed from gone;
  return v_freed;
end $$;
--> statement-breakpoint
-- Frees up to p_most holds whose term is over, of all centres. Repeatable, beside anything.
create function sweep_holds(p_now timestamptz, p_most int) returns int language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan
as $$
declare
  v_holds uuid[];
  v_kreise text[];
begin
  select array_agg(h.hold_id), array_agg(distinct h.kreis) into v_holds, v_kreise
  from (
    select hold_id, kreis from bookings where state = 'held' and held_until <= p_now and person = 1 order by held_until limit p_most
  ) h;
  if v_holds is null then
    return 0;
  end if;
  perform lock_centres(v_kreise);
  return free_holds(v_holds, p_now);
end $$;
--> statement-breakpoint
create function release_hold(p_hold uuid) returns int language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan
as $$
declare
  v_kreis text;
begin
  select kreis into v_kreis from bookings where hold_id = p_hold and person = 1 and state = 'held';
  if not found then
    return 0;
  end if;
  perform lock_centres(array[v_kreis]);
  return free_holds(array[p_hold], 'infinity');
end $$;
--> statement-breakpoint
-- True when the hold is kept at least until p_until, or is booked already. False: its term was over.
create function renew_hold(p_hold uuid, p_until timestamptz, p_now timestamptz) returns boolean language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan
as $$
begin
  perform from bookings where hold_id = p_hold and person = 1 for update;
  update bookings set held_until = greatest(held_until, p_until) where hold_id = p_hold and state = 'held' and held_until > p_now;
  return found or exists (select from bookings where hold_id = p_hold and state = 'booked');
end $$;
--> statement-breakpoint
-- One boolean per request {kreis, people, notBefore}, in their order: is there a pair for that many people? The same
-- question is looked up once. Holds that are over do not count as taken.
create function has_pairs(p_requests jsonb, p_now timestamptz) returns jsonb language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan
as $$
begin
  perform sweep_holds(p_now, 500);
  return (with asked as (
    select r.kreis, r.people, date_trunc('minute', from_ms(r."notBefore" + 59999)) as not_before, n
    from rows from (jsonb_to_recordset(p_requests) as (kreis text, people int, "notBefore" bigint)) with ordinality
      as r(kreis, people, "notBefore", n)
  ), questions as (
    select distinct kreis, people, not_before from asked
  ), found as materialized (
    select q.*, p.second_slots is not null as free from questions q, lateral find_pair(q.kreis, q.people, q.not_before, '{}') as p
  )
  select jsonb_agg(found.free order by asked.n) from asked join found using (kreis, people, not_before));
end $$;
--> statement-breakpoint
-- Holds by request key as their callers know them: {key: {holdId, heldUntil, first, second}}, instants in ms.
create function holds_of_requests(p_keys text[]) returns jsonb language plpgsql as $$
begin
  return (select coalesce(jsonb_object_agg(h.request_key, h.hold), '{}')
  from (
    select b.request_key, jsonb_build_object(
      'holdId', (array_agg(b.hold_id))[1],
      'heldUntil', to_ms(min(b.held_until)),
      'first', jsonb_agg(to_ms(f.starts_at) order by b.person),
      'second', jsonb_agg(to_ms(s.starts_at) order by b.person)
    ) as hold
    from bookings b join slots f on f.id = b.first_slot join slots s on s.id = b.second_slot
    where b.request_key = any (p_keys)
    group by b.request_key
  ) h);
end $$;
--> statement-breakpoint
-- One round of hold_pairs: one pair for each centre that somebody waits for, given to as many requests as it is free
-- for and who asked the same. Answers {key: hold or null} for those it decided; at least one, if one was undecided.
-- A start is a whole minute, so requests of the same minute ask the same. Each centre is asked for once in a round:
-- the search for one is not disturbed by what the same statement takes at another.
create function hold_round(p_requests jsonb, p_decided jsonb, p_now timestamptz) returns jsonb language plpgsql as $$
declare
  v_answers jsonb;
begin
  with waiting as (
    select distinct on (r.key) r.key, r."holdId", r.kreis, r.people, r.until, r.caller, n,
      date_trunc('minute', from_ms(r."notBefore" + 59999)) as not_before,
      array(select half_day(from_ms(a)) from unnest(r.avoid) as a order by 1) as avoid
    from rows from (jsonb_to_recordset(p_requests)
      as (key text, "holdId" uuid, kreis text, people int, "notBefore" bigint, avoid bigint[], until bigint, caller text)) with ordinality
      as r(key, "holdId", kreis, people, "notBefore", avoid, until, caller, n)
    where not p_decided ? r.key
    order by r.key
  ), questions as (
    select distinct on (kreis) kreis, people, not_before, avoid from waiting order by kreis, n
  ), found as materialized (
    -- Nearly everybody asks alone and gets the same time of day twice; the long search is made for the others only
    -- (offset 0 keeps the planner from running it first)
    select q.*, coalesce(least(e.room, e.second_room), p.times) as times,
      case when e.id is null then p.first_slots else array[e.id] end as first_slots,
      case when e.id is null then p.second_slots else array[e.second_id] end as second_slots,
      case when e.id is null then p.first_starts else array[e.starts_at] end as first_starts,
      case when e.id is null then p.second_starts else array[e.wish] end as second_starts
    from questions q
    left join lateral (
      select * from earliest_first(q.kreis, q.not_before - interval '1 microsecond', '', '{}', '-infinity', q.avoid) where q.people = 1
    ) e on e.second_id is not null
    left join lateral (
      select f.* from (select q.kreis where e.id is null offset 0) as hard, lateral find_pair(hard.kreis, q.people, q.not_before, q.avoid) as f
    ) p on true
  ), asking as (
    select w.key, w."holdId", w.kreis, w.until, w.caller, f.first_slots, f.second_slots, f.first_starts, f.second_starts, f.times,
      row_number() over (partition by w.kreis order by w.n) as turn
    from waiting w join found f using (kreis, people, not_before, avoid)
  ), chosen as materialized (
    select * from asking a where a.first_slots is null or a.turn <= a.times
  ), places as (
    select slot, count(*) as n from chosen c, unnest(c.first_slots || c.second_slots) as slot group by slot
  ), taken as (
    update slots s set taken = s.taken + places.n from places where s.id = places.slot
  ), held as (
    insert into bookings (hold_id, request_key, person, kreis, first_slot, second_slot, state, held_until, caller_hash, created_at)
    select c."holdId", c.key, t.person, c.kreis, t.first_slot, t.second_slot, 'held', from_ms(c.until), c.caller, p_now
    from chosen c, unnest(c.first_slots, c.second_slots) with ordinality as t(first_slot, second_slot, person)
  )
  select jsonb_object_agg(c.key, case when c.first_slots is not null then jsonb_build_object('holdId', c."holdId", 'heldUntil', c.until,
    'first', array(select to_ms(t) from unnest(c.first_starts) as t), 'second', array(select to_ms(t) from unnest(c.second_starts) as t)) end)
  into v_answers from chosen c;
  return v_answers;
end $$;
--> statement-breakpoint
-- Decides a batch of requests {key, holdId, kreis, people, notBefore, avoid, until, caller}, each all or nothing.
-- Answers {key: hold as holds_of_requests tells it, or null}. The same key again finds its hold; that a request never
-- gets two is bookings_one_hold_per_request's to decide.
create function hold_pairs(p_requests jsonb, p_now timestamptz) returns jsonb language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan
as $$
declare
  v_kreise text[];
  v_keys text[];
  v_over uuid[];
  v_answers jsonb;
begin
  -- A hold need not be on disk before it is offered: if the server dies in that half second, hold and places are gone
  -- together and the caller gets another proposal. What is confirmed later is flushed, and with it all that came before.
  perform set_config('synchronous_commit', 'off', true);
  select array_agg(distinct r ->> 'kreis'), array_agg(distinct r ->> 'key') into v_kreise, v_keys from jsonb_array_elements(p_requests) as r;
  perform lock_centres(v_kreise);
  v_over := array(select hold_id from bookings where state = 'held' and held_until <= p_now and person = 1 and kreis = any (v_kreise) limit 500);
  if cardinality(v_over) > 0 then
    perform free_holds(v_over, p_now);
  end if;
  v_answers := holds_of_requests(v_keys);
  while not v_answers ?& v_keys loop
    v_answers := v_answers || hold_round(p_requests, v_answers, p_now);
  end loop;
  return v_answers;
end $$;
--> statement-breakpoint
-- Makes holds appointments, as far as they are held, not over, and of that many people. Answers
-- [{codes}] or [{refused: expired | people | codeTaken}] in the order of the orders; the caller has locked the holds.
create function book_rows(p_orders jsonb, p_now timestamptz) returns jsonb language plpgsql as $$
begin
  with orders as (
    select o."holdId" as hold_id, o.caller, o.number, o.persons, jsonb_array_length(o.persons) as people, o.n
    from rows from (jsonb_to_recordset(p_orders) as ("holdId" uuid, caller text, number text, persons jsonb)) with ordinality
      as o("holdId", caller, number, persons, n)
  ), persons as (
    select o.hold_id, o.caller, o.number, o.people, p.person, p.data ->> 'birthDate' as birth_date, p.data ->> 'hash' as hash, p.data ->> 'plz' as plz,
      (select c from jsonb_array_elements_text(p.data -> 'codes') as c where not exists (select from bookings where code = c) limit 1) as code
    from orders o, jsonb_array_elements(o.persons) with ordinality as p(data, person)
  ), bookable as (
    select hold_id from persons group by hold_id, people
    having bool_and(code is not null) and people = (select count(*) from bookings b where b.hold_id = persons.hold_id)
  )
  update bookings b
  set state = 'booked', booked_at = p_now, code = p.code, birth_date_sealed = p.birth_date, person_hash = p.hash, plz = p.plz,
    caller_hash = coalesce(p.caller, b.caller_hash), number_sealed = p.number
  from persons p
  where b.hold_id = p.hold_id and b.person = p.person and b.state = 'held' and b.held_until > p_now
    and p.hold_id in (select hold_id from bookable);

  return (
    select jsonb_agg(case
        when b.booked then jsonb_build_object('codes', b.codes)
        when b.open and b.rows <> o.people then '{"refused": "people"}'
        when b.open then '{"refused": "codeTaken"}'
        else '{"refused": "expired"}'
      end order by o.n)
    from (
      select (r.o ->> 'holdId')::uuid as hold_id, jsonb_array_length(r.o -> 'persons') as people, r.n
      from jsonb_array_elements(p_orders) with ordinality as r(o, n)
    ) o
    cross join lateral (
      select bool_and(state = 'booked') as booked, bool_and(state = 'held' and held_until > p_now) as open, count(*) as rows,
        jsonb_agg(code order by person) as codes
      from bookings where hold_id = o.hold_id
    ) b
  );
end $$;
--> statement-breakpoint
-- Confirms a batch of holds {holdId, caller, number, persons: [{birthDate, hash, plz, codes}]}; codes are candidates, one is used.
-- First all together; if a constraint refuses one of them, each alone, and the constraint's name says why.
create function confirm_holds(p_orders jsonb, p_now timestamptz) returns jsonb language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan
as $$
declare
  v_order jsonb;
  v_answers jsonb := '[]';
  v_constraint text;
begin
  perform lock_persons(array(select p ->> 'hash' from jsonb_array_elements(p_orders) as o, jsonb_array_elements(o -> 'persons') as p));
  perform from bookings
  where hold_id = any (array(select (o ->> 'holdId')::uuid from jsonb_array_elements(p_orders) as o)) and person = 1
  order by hold_id for update;
  begin
    return book_rows(p_orders, p_now);
  exception when unique_violation then
    null; -- undone; each alone below
  end;
  for v_order in select o from jsonb_array_elements(p_orders) as o loop
    begin
      v_answers := v_answers || book_rows(jsonb_build_array(v_order), p_now);
    exception when unique_violation then
      get stacked diagnostics v_constraint = constraint_name;
      if v_constraint not in ('bookings_one_per_person', 'bookings_code_unique') then
        raise;
      end if;
      v_answers := v_answers || jsonb_build_object('refused', case v_constraint when 'bookings_code_unique' then 'codeTaken' else 'alreadyBooked' end);
    end;
  end loop;
  return v_answers;
end $$;
