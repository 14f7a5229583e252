-- Part of the scripts that move the waiting line: joining, and letting in.
-- Uses KEYS 4-6 of its script: line, seen, drain.

-- A line that forms anew is measured anew: what drained hours ago says nothing.
local function joinLine(lane, callSid, order)
  if lane.waiting == 0 then
    redis.call('DEL', KEYS[6])
    redis.call('HSET', KEYS[6], 'sinceMs', whole(lane.now))
    lane.measured = nil
  end
  redis.call('ZADD', KEYS[4], whole(order), callSid)
  redis.call('ZADD', KEYS[5], whole(lane.now), callSid)
  lane.waiting = lane.waiting + 1
end

-- The first in line gets a seat and a token. Returns its CallSid and its order.
local function letInFirst(lane)
  local first = redis.call('ZPOPMIN', KEYS[4])
  local callSid = first[1]
  redis.call('ZREM', KEYS[5], callSid)
  countDrain(KEYS[6], '', lane.now, 1)
  lane.waiting, lane.measured = lane.waiting - 1, nil
  takeCapacity(lane, callSid)
  return callSid, first[2]
end
