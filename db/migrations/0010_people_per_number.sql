-- For how many people a number has booked, those of some holds not counted.
create function booked_by(p_caller text, p_except uuid[]) returns bigint language plpgsql stable as $$
begin
  return (select count(*) from bookings where caller_hash = p_caller and state = 'booked' and hold_id <> all (p_except));
end $$;
--> statement-breakpoint
-- Confirms a batch of orders as confirm_holds does, except those by which one number would stand for more than p_most people:
-- {"refused": "limit"}. The orders of one number wait for each other here, whichever desks, calls and processes they come from.
-- Numbers are locked before anything else and in one order, so nobody waits in a circle.
create function confirm_within_limit(p_orders jsonb, p_most int, p_now timestamptz) returns jsonb language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off set plan_cache_mode = force_generic_plan
as $$
declare
  v_numbers bigint;
  v_order jsonb;
  v_answers jsonb := '[]';
begin
  select count(pg_advisory_xact_lock(5, key)) into v_numbers
  from (select distinct hashtext(o ->> 'caller') as key from jsonb_array_elements(p_orders) as o where o ? 'caller' order by 1 offset 0) as ordered;
  -- A statement of its own: it sees what was booked while this one waited. The same hold ordered twice counts once
  if v_numbers = 0 or not exists (
    with orders as materialized (
      select distinct o.caller, o."holdId" as hold_id, jsonb_array_length(o.persons) as people
      from jsonb_to_recordset(p_orders) as o("holdId" uuid, caller text, persons jsonb)
      where o.caller is not null
    )
    select from (select caller, sum(people) as people, array_agg(hold_id) as holds from orders group by caller) asked
    where asked.people + booked_by(asked.caller, asked.holds) > p_most
  ) then
    return confirm_holds(p_orders, p_now);
  end if;
  -- Too many for somebody if all of them were booked: each alone, in their order. The persons first, as confirm_holds takes them
  perform lock_persons(array(
    select name
    from jsonb_array_elements(p_orders) as o, jsonb_array_elements(o -> 'persons') as p, unnest(array[p ->> 'hash', p ->> 'pinHash']) as name
    where name is not null
  ));
  for v_order in select o from jsonb_array_elements(p_orders) as o loop
    if jsonb_array_length(v_order -> 'persons') + booked_by(v_order ->> 'caller', array[(v_order ->> 'holdId')::uuid]) > p_most then
      v_answers := v_answers || '{"refused": "limit"}';
    else
      v_answers := v_answers || confirm_holds(jsonb_build_array(v_order), p_now);
    end if;
  end loop;
  return v_answers;
end $$;
