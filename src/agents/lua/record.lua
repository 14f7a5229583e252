-- Part of the router's scripts: an agent's record, and all that follows when it changes.
-- Uses ARGV 1-2 and every key of its script; the keys of a lane stand together.
local now, midnight = clock(ARGV[1]), tonumber(ARGV[2])
local DUTY, LINE, SEEN, SINCE, DRAIN = 1, 2, 3, 4, 5
local LANES = (#KEYS - 7) / 5
local function laneKey(lane, part) return KEYS[7 + (lane - 1) * 5 + part] end

local function load(id)
  local stored = redis.call('HGET', KEYS[1], id)
  return stored and cjson.decode(stored)
end

-- One more (or so many) of what an agent has done today.
local function note(id, what, count)
  if count <= 0 then return end
  redis.call('HINCRBY', KEYS[7], id .. ' ' .. what, whole(count))
  redis.call('PEXPIRE', KEYS[7], ROUTER.DAY_KEPT_MS)
end
local SPENT = { available = 'idleMs', on_call = 'talkMs', wrap_up = 'wrapUpMs', paused = 'pausedMs' }
local function spend(id, record, untilMs)
  if SPENT[record.state] then note(id, SPENT[record.state], untilMs - math.max(record.sinceMs, midnight)) end
end

-- A wrap-up that is over is availability since then, though nobody has written it yet.
local function wake(id, record)
  if record.state ~= 'wrap_up' or record.untilMs > now then return end
  spend(id, record, record.untilMs)
  record.state, record.sinceMs, record.idleSinceMs, record.untilMs = 'available', record.untilMs, record.untilMs, nil
  record.lastCallSid = nil
end
local function moveTo(id, record, state)
  wake(id, record)
  spend(id, record, now)
  record.state, record.sinceMs, record.reason, record.untilMs, record.lastCallSid = state, now, nil, nil, nil
end

local function keep(id, record)
  redis.call('HSET', KEYS[1], id, cjson.encode(record))
  if record.untilMs then redis.call('ZADD', KEYS[2], whole(record.untilMs), id) else redis.call('ZREM', KEYS[2], id) end
end

-- On duty in their lanes, with the time from which they are free; an agent in wrap-up is free then without a sweep.
local FREE = {
  available = function(record) return record.idleSinceMs end,
  wrap_up = function(record) return record.untilMs end,
  reserved = function() return ROUTER.BUSY_MS end,
  on_call = function() return ROUTER.BUSY_MS end,
}
local function offDuty(id, record)
  for lane in string.gmatch(record.lanes, '%d') do redis.call('ZREM', laneKey(lane, DUTY), id) end
end

-- Stores a record with what follows from it: deadline, lanes, and the news for the agent's desk.
local function save(id, record)
  -- Whoever was sent home during a call gets no other one, and is offline with its end
  if record.leaving and record.state ~= 'reserved' and record.state ~= 'on_call' then
    moveTo(id, record, 'offline')
    record.leaving = nil
  end
  keep(id, record)
  local free = not record.leaving and FREE[record.state]
  if free then
    for lane in string.gmatch(record.lanes, '%d') do redis.call('ZADD', laneKey(lane, DUTY), whole(free(record)), id) end
  else
    offDuty(id, record)
  end
  local news = { state = record.state, reason = record.reason, sinceMs = record.sinceMs, callSid = record.callSid }
  redis.call('XADD', KEYS[5], 'MAXLEN', '~', ROUTER.EVENTS_KEPT, '*', 'agent', id, 'type', 'state', 'data', cjson.encode(news))
end

-- The agent and this call are one from now on, for as long as `record.untilMs` says.
local function reserve(id, record, callSid, untilMs)
  moveTo(id, record, 'reserved')
  record.callSid, record.untilMs = callSid, untilMs
  redis.call('HSET', KEYS[3], callSid, id)
  save(id, record)
end
