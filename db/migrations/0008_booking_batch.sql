-- One plan is made for each statement of a function and connection, perhaps while the tables are empty. Then every index costs the same,
-- and chance picked some that later read all codes, all bookings or all slots for one request: booking went at half its pace
-- until the next analyze. The functions below decide what they decided before; only one index is left to each lookup:
--   * a term inside a CASE is answered by no index, so `person = 1` cannot lead through all first persons;
--   * `offset 0` keeps the lookup of a code apart, so that codes are not read as a set;
--   * an id that is `any` of an array is looked up, never joined with a whole table.

-- Frees up to p_most holds whose term is over, of all centres. Repeatable, beside anything.
create or replace function sweep_holds(p_now timestamptz, p_most int) returns int language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan
as $$
declare
  v_holds uuid[];
  v_kreise text[];
begin
  select array_agg(h.hold_id), array_agg(distinct h.kreis) into v_holds, v_kreise
  from (
    select hold_id, kreis from bookings where state = 'held' and held_until <= p_now and case person when 1 then true end order by held_until limit p_most
  ) h;
  if v_holds is null then
    return 0;
  end if;
  perform lock_centres(v_kreise);
  return free_holds(v_holds, p_now);
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
      where state = 'held' and held_until <= p_now and case person when 1 then kreis = any (array(select kreis from asked)) end limit 500)
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
      coalesce((select c from unnest(p.codes) as c where not exists (select from bookings where code = c offset 0) limit 1), p.codes[1]) as code
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
      and b.hold_id = any (array[p.hold_id]) and case when b.person = p.person and b.state = 'held' then b.held_until > p_now else false end
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
  where hold_id = any (array(select (o ->> 'holdId')::uuid from jsonb_array_elements(p_orders) as o)) and case person when 1 then true end
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
--> statement-breakpoint
-- Puts everybody of a booking onto the pair that is held for them and frees what they had, or changes nothing.
-- The hold is used up, the codes stay. p_first and p_second: the held instants in ms, one for each person, in order.
--   moved    the booking stands on the new pair; also when the same order comes again
--   expired  the hold's term was over; the booking stands as it was
--   changed  it is not the booking that the hold was made for any more: somebody else cancelled all or part of it
create or replace function move_booking(p_booking uuid, p_hold uuid, p_first bigint[], p_second bigint[], p_now timestamptz) returns text language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan
as $$
declare
  v_people int;
  v_held int;
  v_first bigint[];
  v_second bigint[];
begin
  perform from bookings where hold_id in (p_booking, p_hold) and case person when 1 then true end order by hold_id for update;
  select count(*), array_agg(to_ms(f.starts_at) order by b.person), array_agg(to_ms(s.starts_at) order by b.person)
  into v_people, v_first, v_second
  from bookings b join slots f on f.id = any (array[b.first_slot]) join slots s on s.id = any (array[b.second_slot])
  where b.hold_id = p_booking and case b.state when 'booked' then true end;
  if v_people = 0 or v_people <> cardinality(p_first) then
    return 'changed';
  end if;
  if v_first = p_first and v_second = p_second then
    return 'moved';
  end if;
  select count(*) into v_held from bookings where hold_id = p_hold and case state when 'held' then held_until > p_now end;
  if v_held <> v_people then
    return 'expired';
  end if;
  perform lock_centres(array(select distinct kreis from bookings where hold_id in (p_booking, p_hold)));
  with former as (
    select person, first_slot, second_slot, row_number() over (order by person) as n
    from bookings where hold_id = p_booking and case state when 'booked' then true end
  ), places as (
    select slot, count(*) as n from former, unnest(array[first_slot, second_slot]) as slot group by slot
  ), given_back as (
    update slots s set taken = s.taken - places.n from places where s.id = any (array[places.slot])
  ), used_up as (
    delete from bookings where hold_id = p_hold and case state when 'held' then true end returning person, kreis, first_slot, second_slot
  ), wanted as (
    select u.*, row_number() over (order by u.person) as n from used_up u
  )
  -- A new date is to be heard and reminded of anew
  update bookings b
  set kreis = w.kreis, first_slot = w.first_slot, second_slot = w.second_slot, moves = b.moves + 1, heard_at = null, reminded_at = null
  from former join wanted w using (n)
  where b.hold_id = p_booking and b.person = former.person;
  return 'moved';
end $$;
--> statement-breakpoint
-- Cancels a booking, or only the person of one code, and frees the places at once; the codes are kept, so that they tell it.
--   cancelled  nothing of what was named is booked any more; also when the same order comes again
--   unknown    there is no such booking
create or replace function cancel_booking(p_booking uuid, p_code text, p_now timestamptz) returns text language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan
as $$
begin
  perform from bookings where hold_id = p_booking and case person when 1 then true end for update;
  if not exists (select from bookings where hold_id = p_booking and case state when 'held' then false else p_code is null or code = p_code end) then
    return 'unknown';
  end if;
  perform lock_centres(array(select distinct kreis from bookings where hold_id = p_booking));
  with gone as (
    update bookings set state = 'cancelled', cancelled_at = p_now
    where hold_id = p_booking and case state when 'booked' then p_code is null or code = p_code end
    returning first_slot, second_slot
  ), places as (
    select slot, count(*) as n from gone, unnest(array[first_slot, second_slot]) as slot group by slot
  )
  update slots s set taken = s.taken - places.n from places where s.id = any (array[places.slot]);
  return 'cancelled';
end $$;
