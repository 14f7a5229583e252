-- Holding and confirming with less work for the same decisions. What a small batch costs is mostly the number of
-- statements in it and the size of their plans, so:
--   * nearly everybody asks alone: hold_alone decides these in one short statement, and the long one of hold_round
--     sees only who is left: couples, and whoever cannot have the same time of day twice;
--   * the statement that reads the requests also takes the locks of the centres, and finds which holds are over;
--   * holds of repeated requests are put together only when there are any;
--   * the update that books also takes the locks and answers. Only if it left somebody out, a second statement tells why.
-- And a fault is gone. One plan is made for a connection, often before there is any stock: tables that are empty cost nothing to
-- read as a whole. Later such plans read all second appointments of a centre for one search, all slots for one update, or all
-- holds for one booking. So rows are looked for in ways that leave only the right index:
--   * `offset 0` keeps a lookup by lateral apart: it is made for the row at hand, never for all rows first;
--   * an id that is `any` of an array cannot be joined in the order of the index;
--   * a term inside a CASE is answered by no index.

-- Second appointments for everybody, nearest to the wished instants, on the first of p_slack + 1 local days that has
-- them. Two people: one time with two places, or two times at most 15 minutes apart. NULL when there are none.
create or replace function find_second(
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
      cross join lateral (
        select id, starts_at from slots
        where kreis = p_kreis and dose = 2 and has_room and vaccine = p_vaccine
          and starts_at >= x.starts_at and starts_at <= x.starts_at + interval '15 minutes' and starts_at < v_to
        offset 0
      ) y
      where (y.id <> x.id or x.capacity - x.taken >= 2) and x.kreis = p_kreis and x.dose = 2 and x.has_room and x.vaccine = p_vaccine and x.starts_at >= v_from and x.starts_at < v_to
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
create or replace function earliest_first(
  p_kreis text, p_after timestamptz, p_after_vaccine text, p_barren text[], p_barren_until timestamptz, p_avoid int[]
) returns table (
  id bigint, starts_at timestamptz, vaccine text, room int, interval_days int, slack_days int, wish timestamptz, second_id bigint, second_room int
) language sql stable as $$
  select s.id, s.starts_at, s.vaccine, s.capacity - s.taken, v.interval_days, v.slack_days, w.wish, t.id, t.room
  from slots s
  join vaccines v on v.name = s.vaccine
  cross join lateral (
    select (s.starts_at at time zone 'Europe/Berlin' + v.interval_days * interval '1 day') at time zone 'Europe/Berlin' as wish
  ) w
  left join lateral (
    select id, capacity - taken as room from slots where kreis = p_kreis and dose = 2 and vaccine = s.vaccine and starts_at = w.wish and has_room offset 0
  ) t on true
  where s.kreis = p_kreis and s.dose = 1 and s.has_room and (s.starts_at, s.vaccine) > (p_after, p_after_vaccine)
    and not (s.starts_at < p_barren_until and s.vaccine = any (p_barren))
    and (cardinality(p_avoid) = 0 or half_day(s.starts_at) <> all (p_avoid))
  order by s.starts_at, s.vaccine
  limit 1
$$;
--> statement-breakpoint
-- Deletes these holds if they are still held and end by p_ended_by, and gives their places back. Only under the
-- locks of their centres. One that somebody is confirming or renewing right now is passed over. Answers how many people's.
create or replace function free_holds(p_holds uuid[], p_ended_by timestamptz) returns int language plpgsql as $$
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
    update slots s set taken = s.taken - places.n from places where s.id = any (array[places.slot])
  )
  select count(*) into v_freed from gone;
  return v_freed;
end $$;
--> statement-breakpoint
-- Holds by request key as their callers know them: {key: {holdId, heldUntil, first, second}}, instants in ms.
create or replace function holds_of_requests(p_keys text[]) returns jsonb language plpgsql as $$
begin
  return (select coalesce(jsonb_object_agg(h.request_key, h.hold), '{}')
  from (
    select b.request_key, jsonb_build_object(
      'holdId', (array_agg(b.hold_id))[1],
      'heldUntil', to_ms(min(b.held_until)),
      'first', jsonb_agg(to_ms(f.starts_at) order by b.person),
      'second', jsonb_agg(to_ms(s.starts_at) order by b.person)
    ) as hold
    from bookings b join slots f on f.id = any (array[b.first_slot]) join slots s on s.id = any (array[b.second_slot])
    where b.request_key = any (p_keys)
    group by b.request_key
  ) h);
end $$;
--> statement-breakpoint
-- One round of hold_pairs: one pair for each centre that somebody waits for, given to as many requests as it is free
-- for and who asked the same. Answers {key: hold or null} for those it decided; at least one, if one was undecided.
-- A start is a whole minute, so requests of the same minute ask the same. Each centre is asked for once in a round:
-- the search for one is not disturbed by what the same statement takes at another.
create or replace function hold_round(p_requests jsonb, p_decided jsonb, p_now timestamptz) returns jsonb language plpgsql as $$
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
    update slots s set taken = s.taken + places.n from places where s.id = any (array[places.slot])
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
-- Half-days of instants in ms, each way of telling the same ones in one form.
create function half_days(p_instants bigint[]) returns int[] language plpgsql immutable parallel safe as $$
begin
  return array(select half_day(from_ms(instant)) from unnest(p_instants) as instant order by 1);
end $$;
--> statement-breakpoint
-- The easy part of a batch: one person, and a second appointment at the same time of day. One pair for each centre, given to as
-- many requests as it is free for and who ask the same as the first of them. Answers {key: hold} for those; requests that
-- have a hold already are left out, and none may be there twice.
create function hold_alone(p_requests jsonb, p_now timestamptz) returns jsonb language plpgsql as $$
declare
  v_answers jsonb;
begin
  with waiting as (
    select r.*, date_trunc('minute', from_ms(r."notBefore" + 59999)) as not_before, row_number() over (partition by r.kreis order by r.n) as turn
    from rows from (jsonb_to_recordset(p_requests)
      as (key text, "holdId" uuid, kreis text, people int, "notBefore" bigint, avoid bigint[], until bigint, caller text)) with ordinality
      as r(key, hold_id, kreis, people, "notBefore", avoid, until, caller, n)
    where r.people = 1 and not exists (select from bookings where request_key = r.key offset 0)
  ), found as materialized (
    select q.kreis, q.not_before, q.avoid, least(e.room, e.second_room) as times, e.id as first_slot, e.second_id as second_slot,
      to_ms(e.starts_at) as first_ms, to_ms(e.wish) as second_ms
    from waiting q
    cross join lateral earliest_first(q.kreis, q.not_before - interval '1 microsecond', '', '{}', '-infinity',
      case when cardinality(q.avoid) = 0 then '{}' else half_days(q.avoid) end) e
    where q.turn = 1 and e.second_id is not null
  ), chosen as materialized (
    select w.key, w.hold_id, w.kreis, w.until, w.caller, f.first_slot, f.second_slot, f.first_ms, f.second_ms
    from found f join waiting w using (kreis, not_before, avoid)
    where w.turn <= f.times
  ), places as (
    select slot, count(*) as n from chosen c, unnest(array[c.first_slot, c.second_slot]) as slot group by slot
  ), taken as (
    update slots s set taken = s.taken + places.n from places where s.id = any (array[places.slot])
  ), held as (
    insert into bookings (hold_id, request_key, person, kreis, first_slot, second_slot, state, held_until, caller_hash, created_at)
    select hold_id, key, 1, kreis, first_slot, second_slot, 'held', from_ms(until), caller, p_now from chosen
  )
  select coalesce(jsonb_object_agg(key, jsonb_build_object('holdId', hold_id, 'heldUntil', until,
    'first', jsonb_build_array(first_ms), 'second', jsonb_build_array(second_ms))), '{}')
  into v_answers from chosen;
  return v_answers;
end $$;
--> statement-breakpoint
-- Decides a batch of requests {key, holdId, kreis, people, notBefore, avoid, until, caller}, each all or nothing.
-- Answers {key: hold as holds_of_requests tells it, or null}. The same key again finds its hold; that a request never
-- gets two is bookings_one_hold_per_request's to decide.
create or replace function hold_pairs(p_requests jsonb, p_now timestamptz) returns jsonb language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan
as $$
declare
  -- A hold need not be on disk before it is offered: if the server dies in that half second, hold and places are gone
  -- together and the caller gets another proposal. What is confirmed later is flushed, and with it all that came before.
  v_commit text := set_config('synchronous_commit', 'off', true);
  v_keys text[];
  v_locks bigint;
  v_over uuid[];
  v_answers jsonb := '{}';
begin
  -- As lock_centres does, in the same order. What is over is looked at again when it is freed.
  with asked as materialized (
    select r ->> 'key' as key, r ->> 'kreis' as kreis from jsonb_array_elements(p_requests) as r
  ), ordered as materialized (
    select distinct hashtext(kreis) as lock from asked order by lock
  )
  select array(select distinct key from asked), (select count(pg_advisory_xact_lock(1, lock)) from ordered),
    array(select hold_id from bookings
      where state = 'held' and held_until <= p_now and person = 1 and kreis = any (array(select kreis from asked)) limit 500)
  into v_keys, v_locks, v_over;
  if v_over <> '{}' then
    perform free_holds(v_over, p_now);
  end if;
  if cardinality(v_keys) = jsonb_array_length(p_requests) then
    v_answers := hold_alone(p_requests, p_now);
  end if;
  if not v_answers ?& v_keys then
    v_answers := v_answers || holds_of_requests(v_keys);
  end if;
  while not v_answers ?& v_keys loop
    v_answers := v_answers || hold_round(p_requests, v_answers, p_now);
  end loop;
  return v_answers;
end $$;
--> statement-breakpoint
-- Makes holds appointments, as far as they are held, not over, and of that many people. Answers
-- [{codes}] or [{refused: expired | people}] in the order of the orders. First takes the locks of the persons, as
-- lock_persons does and in the same order; who uses a letter is locked as well as who is booked. Then the rows of the holds,
-- also in one order, the first row of each before its second: whoever has the first row has the hold. A hold that somebody else
-- changed in the meantime is looked at again before it is booked.
create or replace function book_rows(p_orders jsonb, p_now timestamptz) returns jsonb language plpgsql as $$
declare
  v_answers jsonb;
begin
  with persons as materialized (
    -- Of several orders for one hold the first one counts. Where no candidate is free the first one is tried: bookings_code_unique refuses it.
    select distinct on (o.hold_id, p.person) o.n, o.hold_id, o.caller, o.number, o.language, jsonb_array_length(o.persons) as people,
      p.person, p.birth_date, p.hash, p.plz, p.pin_hash,
      coalesce((select c from unnest(p.codes) as c where not exists (select from bookings where code = c) limit 1), p.codes[1]) as code
    from rows from (jsonb_to_recordset(p_orders) as ("holdId" uuid, caller text, number text, language text, persons jsonb)) with ordinality
      as o(hold_id, caller, number, language, persons, n)
    cross join rows from (jsonb_to_recordset(o.persons) as ("birthDate" text, hash text, plz text, "pinHash" text, codes text[])) with ordinality
      as p(birth_date, hash, plz, pin_hash, codes, person)
    order by o.hold_id, p.person, o.n
  ), ordered as materialized (
    select distinct hashtext(name) as lock from persons, unnest(array[hash, pin_hash]) as name where name is not null order by lock
  ), booked as (
    update bookings b
    set state = 'booked', booked_at = p_now, code = p.code, birth_date_sealed = p.birth_date, person_hash = p.hash, plz = p.plz,
      pin_hash = p.pin_hash, caller_hash = coalesce(p.caller, b.caller_hash), number_sealed = p.number,
      language = coalesce(p.language, b.language)
    from persons p
    where (select count(pg_advisory_xact_lock(2, lock)) from ordered) > 0
      and b.hold_id = any (array[p.hold_id]) and b.person = p.person and case b.state when 'held' then b.held_until > p_now else false end
      and p.people = (select count(*) from bookings every where every.hold_id = p.hold_id)
    returning p.n, p.person, p.code
  )
  select jsonb_agg(jsonb_build_object('codes', whole.codes) order by whole.n) into v_answers
  from (select n, jsonb_agg(code order by person) as codes from booked group by n) whole;
  if jsonb_array_length(v_answers) = jsonb_array_length(p_orders) then
    return v_answers;
  end if;
  return (
    select jsonb_agg(case
        when b.booked then jsonb_build_object('codes', b.codes)
        when b.open then '{"refused": "people"}'
        else '{"refused": "expired"}'
      end order by o.n)
    from (select (r.o ->> 'holdId')::uuid as hold_id, r.n from jsonb_array_elements(p_orders) with ordinality as r(o, n)) o
    cross join lateral (
      select bool_and(state = 'booked') as booked, bool_and(state = 'held' and held_until > p_now) as open, jsonb_agg(code order by person) as codes
      from bookings where hold_id = o.hold_id
    ) b
  );
end $$;
--> statement-breakpoint
-- Confirms a batch of holds {holdId, caller, number, language, persons: [{birthDate, hash, plz, pinHash, codes}]}; codes are
-- candidates, one is used. First all together; if a constraint refuses one of them, each alone, and its name says why.
create or replace function confirm_holds(p_orders jsonb, p_now timestamptz) returns jsonb language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan
as $$
declare
  v_order jsonb;
  v_answers jsonb := '[]';
  v_constraint text;
begin
  begin
    return book_rows(p_orders, p_now);
  exception when unique_violation then
    null; -- undone, the locks too; each alone below
  end;
  perform lock_persons(array(
    select name
    from jsonb_array_elements(p_orders) as o, jsonb_array_elements(o -> 'persons') as p, unnest(array[p ->> 'hash', p ->> 'pinHash']) as name
    where name is not null
  ));
  perform from bookings
  where hold_id = any (array(select (o ->> 'holdId')::uuid from jsonb_array_elements(p_orders) as o)) and person = 1
  order by hold_id for update;
  for v_order in select o from jsonb_array_elements(p_orders) as o loop
    begin
      v_answers := v_answers || book_rows(jsonb_build_array(v_order), p_now);
    exception when unique_violation then
      get stacked diagnostics v_constraint = constraint_name;
      v_answers := v_answers || case v_constraint
        when 'bookings_code_unique' then '{"refused": "codeTaken"}'::jsonb
        when 'bookings_one_per_person' then '{"refused": "alreadyBooked"}'
        when 'bookings_one_per_pin' then '{"refused": "alreadyBooked"}'
      end;
      if v_answers is null then
        raise;
      end if;
    end;
  end loop;
  return v_answers;
end $$;
