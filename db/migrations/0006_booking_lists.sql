-- Waiting lists: how centres stand where somebody waits, and what is free nearby. Nothing of that changes a row.
-- And, at the end, renewing and freeing holds with plans that stay right.
--
-- How many pairs are free from a time on: first places of days that a second place can follow, or second places that can
-- follow, whichever are fewer. Days are counted, not pairs matched: exact unless one second day serves several first days.
create function free_pairs(p_kreis text, p_not_before timestamptz) returns int language sql stable as $$
  with days as materialized (
    select s.dose, s.vaccine, (s.starts_at at time zone 'Europe/Berlin')::date as day, sum(s.capacity - s.taken) as room
    from slots s where s.kreis = p_kreis and s.dose in (1, 2) and s.has_room and s.starts_at >= p_not_before
    group by 1, 2, 3
  ), following as (
    select f.day as first_day, f.vaccine, f.room as first_room, s.day as second_day, s.room as second_room
    from days f join vaccines v on v.name = f.vaccine
    join days s on s.dose = 2 and s.vaccine = f.vaccine and s.day between f.day + v.interval_days and f.day + v.interval_days + v.slack_days
    where f.dose = 1
  )
  select least(
    coalesce((select sum(room) from (select distinct first_day, vaccine, first_room as room from following) as firsts), 0),
    coalesce((select sum(room) from (select distinct second_day, vaccine, second_room as room from following) as seconds), 0)
  )::int
$$;
--> statement-breakpoint
-- One row for each centre with an open entry. `waiting` is counted only as far as places are free: more of it decides nothing. A
-- couple counts only while two places lie together, else a couple alone would keep a single place from everybody.
create function list_loads(p_now timestamptz, p_not_before timestamptz) returns table (kreis text, waiting int, offered int, free int) language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan
as $$
declare
  v_offered jsonb;
  v_most int;
begin
  select coalesce(jsonb_object_agg(o.kreis, o.people), '{}') into v_offered
  from (select w.kreis, sum(w.people) as people from waiting_list w where w.state = 'offered' group by w.kreis) as o;
  for kreis in
    select c.kreis from centres c
    where v_offered ? c.kreis or exists (select from waiting_list w where w.kreis = c.kreis and w.state = 'waiting')
  loop
    offered := coalesce((v_offered ->> list_loads.kreis)::int, 0);
    free := free_pairs(list_loads.kreis, p_not_before);
    v_most := case when free >= 2 and (find_pair(list_loads.kreis, 2, p_not_before, '{}')).first_slots is not null then 2 else 1 end;
    waiting := coalesce((
      select sum(line.people) from (
        select w.people from waiting_list w
        where w.kreis = list_loads.kreis and w.state = 'waiting' and w.people <= v_most and (w.offer_until is null or w.offer_until <= p_now)
        order by w.entered_at, w.id limit free
      ) as line), 0);
    return next;
  end loop;
end $$;
--> statement-breakpoint
-- The earliest pair for so many people at each neighbouring centre that has one.
create function nearby_pairs(p_kreis text, p_people int, p_not_before timestamptz) returns table (kreis text, first_at timestamptz) language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan
as $$
begin
  for kreis in select n.neighbour from neighbours n where n.kreis = p_kreis loop
    first_at := ((find_pair(nearby_pairs.kreis, p_people, p_not_before, '{}')).first_starts)[1];
    continue when first_at is null;
    return next;
  end loop;
end $$;
--> statement-breakpoint
-- Renewing and freeing, with the primary key as the only index that serves: what is asked besides the hold stands inside a CASE. A plan
-- made while bookings was empty chose the index of the holds to sweep, and read everybody's holds for one of them.
create or replace function free_holds(p_holds uuid[], p_ended_by timestamptz) returns int language plpgsql as $$
declare
  v_heads uuid[];
  v_freed int;
begin
  select array_agg(h.hold_id) into v_heads
  from (
    select b.hold_id from unnest(p_holds) as wanted join bookings b on b.hold_id = any (array[wanted])
    where case when b.person = 1 and b.state = 'held' then b.held_until <= p_ended_by end
    for update of b skip locked
  ) h;
  if v_heads is null then
    return 0;
  end if;
  with gone as (
    delete from bookings b using unnest(v_heads) as head
    where b.hold_id = any (array[head]) and case b.state when 'held' then true end returning b.first_slot, b.second_slot
  ), places as (
    select slot, count(*) as n from gone, unnest(array[first_slot, second_slot]) as slot group by slot
  ), given_back as (
    update slots s set taken = s.taken - places.n from places where s.id = any (array[places.slot])
  )
  select count(*) into v_freed from gone;
  return v_freed;
end $$;
--> statement-breakpoint
create or replace function release_hold(p_hold uuid) returns int language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan
as $$
declare
  v_kreis text;
begin
  select kreis into v_kreis from bookings where hold_id = p_hold and case person when 1 then state = 'held' end;
  if not found then
    return 0;
  end if;
  perform lock_centres(array[v_kreis]);
  return free_holds(array[p_hold], 'infinity');
end $$;
--> statement-breakpoint
-- True when the hold is kept at least until p_until, or is booked already. False: its term was over.
create or replace function renew_hold(p_hold uuid, p_until timestamptz, p_now timestamptz) returns boolean language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan
as $$
begin
  perform from bookings where hold_id = p_hold and case person when 1 then true end for update;
  update bookings set held_until = greatest(held_until, p_until)
  where hold_id = p_hold and case state when 'held' then held_until > p_now end;
  return found or exists (select from bookings where hold_id = p_hold and case state when 'booked' then true end);
end $$;
