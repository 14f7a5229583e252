-- The caller's webhook is here and can ring: pairs whoever is next, then takes this call's own agent.
-- KEYS  1 people  2 deadlines  3 calls  4 missed  5 events  6 untold  7 day, then of each lane: duty, line, seen, since, drain
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 when the local day began (ms)
--       3 CallSid  4 lane (number)  5 lease in ms
-- Reply [agent, endpoint], or [number of agents at work in the lane] when there is none for this call
-- Safe to repeat: a call that has an agent gets the same one while the lease lasts, and the lease starts anew.
local callSid, lane = ARGV[3], tonumber(ARGV[4])
endWhatIsOver()
redis.call('ZADD', laneKey(lane, SEEN), 'XX', whole(now), callSid)
-- The others are noted for the worker, who moves them at once
local ranOut = pairNext(ROUTER.RING_PAIRS_MOST, function(other, _, order)
  if other ~= callSid then redis.call('ZADD', KEYS[6], whole(order), other) end
end)

local id = redis.call('HGET', KEYS[3], callSid)
if not id and ranOut and not redis.call('ZSCORE', laneKey(lane, LINE), callSid) then
  -- Found no place in the line; but nobody who could have this agent waits
  id = longestIdle(lane, callSid)
  if id then pairUp(id, callSid, { lane = lane, order = now, sinceMs = now, seenMs = now }) end
end
if not id then return { redis.call('ZCARD', laneKey(lane, DUTY)) } end
local record = load(id)
if record.state == 'reserved' then
  record.rung, record.untilMs = true, now + tonumber(ARGV[5])
  if record.place then record.place.seenMs = now end
  keep(id, record)
end
redis.call('ZREM', KEYS[6], callSid)
return { id, record.endpoint }
