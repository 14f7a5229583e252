-- Moving and cancelling what is booked. Both follow the order that the functions of holding and confirming keep: first the
-- first rows (person = 1) of the holds concerned, in one order; then the locks of their centres; then the slots. Nobody who
-- has a centre's lock waits for a booking row, so nobody waits in a circle. Whoever holds the first row of a booking
-- is the only one to change it or its places. Persons are not locked: no row becomes booked here, some only cease to be.
--
-- Where rows are looked for by their hold, all else that is asked of them stands inside a CASE: so only the primary key's first column
-- can serve, and a plan made while bookings was empty never reads all that is booked.

-- Puts everybody of a booking onto the pair that is held for them and frees what they had, or changes nothing.
-- The hold is used up, the codes stay. p_first and p_second: the held instants in ms, one for each person, in order.
--   moved    the booking stands on the new pair; also when the same order comes again
--   expired  the hold's term was over; the booking stands as it was
--   changed  it is not the booking that the hold was made for any more: somebody else cancelled all or part of it
create function move_booking(p_booking uuid, p_hold uuid, p_first bigint[], p_second bigint[], p_now timestamptz) returns text language plpgsql
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
  from bookings b join slots f on f.id = b.first_slot join slots s on s.id = b.second_slot
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
    update slots s set taken = s.taken - places.n from places where s.id = places.slot
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
create function cancel_booking(p_booking uuid, p_code text, p_now timestamptz) returns text language plpgsql
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
  update slots s set taken = s.taken - places.n from places where s.id = places.slot;
  return 'cancelled';
end $$;
