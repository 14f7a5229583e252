-- Part of the router's scripts: a call's place in a lane, how it is taken from there, and how it comes back.

-- The place, as it is remembered with the agent: enough to put the call back.
local function placeIn(lane, callSid, order)
  return {
    lane = lane, order = order,
    sinceMs = tonumber(redis.call('ZSCORE', laneKey(lane, SINCE), callSid) or now),
    seenMs = tonumber(redis.call('ZSCORE', laneKey(lane, SEEN), callSid) or now),
  }
end
local function isSilent(place) return place.seenMs <= now - TERMS.LINE_UNSEEN_MS end

-- `sort`: '' for paired, 'l' for gone, nil for what was counted before.
local function takeOut(lane, callSid, sort)
  if redis.call('ZREM', laneKey(lane, LINE), callSid) == 0 then return end
  redis.call('ZREM', laneKey(lane, SEEN), callSid)
  redis.call('ZREM', laneKey(lane, SINCE), callSid)
  if sort then countDrain(laneKey(lane, DRAIN), sort, now, 1) end
end

-- To the front: ahead of all who never were at an agent. Whoever was not heard of for too long has hung up.
local function putBack(callSid, place)
  if not place or isSilent(place) then return end
  local lane = place.lane
  local order = place.order < 0 and place.order or place.order - ROUTER.RETURNED_MS
  redis.call('ZADD', laneKey(lane, LINE), whole(order), callSid)
  redis.call('ZADD', laneKey(lane, SEEN), whole(place.seenMs), callSid)
  redis.call('ZADD', laneKey(lane, SINCE), whole(place.sinceMs), callSid)
  redis.call('HSETNX', laneKey(lane, DRAIN), 'sinceMs', whole(now))
end

-- Agent and call have no more to do with each other. Returns the call and the place it had.
local function part(record)
  local callSid, place = record.callSid, record.place
  redis.call('HDEL', KEYS[3], callSid)
  record.callSid, record.place, record.rung = nil, nil, nil
  return callSid, place
end

-- It rang and nobody came: the agent rests, and others come first for this call from now on.
local function miss(id, record)
  local callSid, place = part(record)
  redis.call('ZADD', KEYS[4], whole(now), callSid .. ' ' .. id)
  redis.call('ZREMRANGEBYSCORE', KEYS[4], '-inf', whole(now - ROUTER.MISSES_KEPT_MS))
  moveTo(id, record, 'paused')
  record.reason = 'missed call'
  note(id, 'missed', 1)
  save(id, record)
  putBack(callSid, place)
end

-- Not the agent's fault: the old idle time still counts. Returns as `part`.
local function release(id, record)
  local callSid, place = part(record)
  moveTo(id, record, 'available')
  save(id, record)
  return callSid, place
end

-- An agent accepts a call whose lease has just run out. It is theirs all the same, unless another telephone rings for it by now: the
-- caller is connected with whoever presses the key. Returns whether it is theirs.
local function reclaim(id, record, callSid)
  local missed = callSid .. ' ' .. id
  if record.reason ~= 'missed call' or not redis.call('ZSCORE', KEYS[4], missed) then return false end
  local other = redis.call('HGET', KEYS[3], callSid)
  local theirs = other and load(other)
  if theirs and (theirs.state ~= 'reserved' or theirs.rung) then return false end
  if theirs then release(other, theirs) end
  for lane = 1, LANES do takeOut(lane, callSid) end
  redis.call('ZREM', KEYS[4], missed)
  redis.call('HSET', KEYS[3], callSid, id)
  record.callSid = callSid
  return true
end

-- A lease that is over: a telephone that rang was not answered; a pairing that never rang is undone.
local function endLease(id, record)
  if record.state ~= 'reserved' or record.untilMs > now then return end
  if record.rung then miss(id, record) else putBack(release(id, record)) end
end

-- Leases, wrap-ups, and calls whose end was never told. Returns how many have ended.
local function endWhatIsOver()
  local due = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', whole(now), 'LIMIT', 0, ROUTER.ENDED_MOST)
  for _, id in ipairs(due) do
    local record = load(id)
    if record.state == 'reserved' then
      endLease(id, record)
    elseif record.state == 'wrap_up' then
      wake(id, record)
      save(id, record)
    else
      part(record)
      -- How long they talked nobody knows
      record.sinceMs = now
      moveTo(id, record, 'paused')
      record.reason = 'call lost'
      save(id, record)
    end
  end
  return #due
end
