-- Part of the scripts that move or look at the waiting line: joining, letting in, and how fast it drains.
-- Uses KEYS 4-6 of its script: line, seen, drain.

-- A line that forms anew is measured anew: what drained hours ago says nothing.
local function joinLine(lane, callSid, order)
  if lane.waiting == 0 then
    redis.call('DEL', KEYS[6])
    redis.call('HSET', KEYS[6], 'sinceMs', whole(lane.now))
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
  redis.call('HINCRBY', KEYS[6], whole(math.floor(lane.now / TERMS.DRAIN_SPAN_MS)), 1)
  lane.waiting = lane.waiting - 1
  takeCapacity(lane, callSid)
  return callSid, first[2]
end

-- People let in per second over the last two minutes; nil until ten seconds and one person are measured.
local function drainPerSecond(lane)
  local spans = redis.call('HGETALL', KEYS[6])
  local oldest = math.floor(lane.now / TERMS.DRAIN_SPAN_MS) - TERMS.DRAIN_SPANS + 1
  local from, count = oldest * TERMS.DRAIN_SPAN_MS, 0
  for i = 1, #spans, 2 do
    if spans[i] == 'sinceMs' then
      from = math.max(from, tonumber(spans[i + 1]))
    elseif tonumber(spans[i]) >= oldest then
      count = count + tonumber(spans[i + 1])
    end
  end
  local measuredMs = lane.now - from
  if count == 0 or measuredMs < TERMS.DRAIN_SPAN_MS then return nil end
  return count * 1000 / measuredMs
end

-- Whole seconds until somebody at this position is let in; '' when nothing is measured.
local function waitSeconds(position, perSecond)
  return perSecond and whole(math.ceil(position / perSecond)) or ''
end
