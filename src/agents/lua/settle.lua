-- What became of a reservation: connected, missed, done or released.
-- KEYS  1 people  2 deadlines  3 calls  4 missed  5 events  6.. idle agents, one per lane
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock
--       2 what  3 agent  4 CallSid  5 connected: longest call in ms; done: when the wrap-up ends (absolute)
-- Reply 1 when the agent was this call's, else 0 and nothing changed
-- Safe to repeat: the agent holds the call no longer, or talks to it already.
local function clock()
  if string.sub(ARGV[1], 1, 1) == '=' then return tonumber(string.sub(ARGV[1], 2)) end
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(ARGV[1])
end
local now = clock()

-- Stores a record with what follows from it: lanes, deadline, and the news for the agent's desk.
local function save(id, record)
  redis.call('HSET', KEYS[1], id, cjson.encode(record))
  for lane = 6, #KEYS do redis.call('ZREM', KEYS[lane], id) end
  local free = record.state == 'available' and record.idleSinceMs or record.state == 'wrap_up' and record.untilMs
  if free then
    for lane in string.gmatch(record.lanes, '%d') do redis.call('ZADD', KEYS[5 + lane], free, id) end
  end
  if record.untilMs then redis.call('ZADD', KEYS[2], record.untilMs, id) else redis.call('ZREM', KEYS[2], id) end
  local news = { state = record.state, reason = record.reason, sinceMs = record.sinceMs, callSid = record.callSid }
  redis.call('XADD', KEYS[5], 'MAXLEN', '~', 20000, '*', 'agent', id, 'type', 'state', 'data', cjson.encode(news))
end

-- It rang and nobody came: the agent rests, and this call is not offered to them again.
local function miss(id, record)
  redis.call('HDEL', KEYS[3], record.callSid)
  redis.call('ZADD', KEYS[4], now, record.callSid .. ' ' .. id)
  redis.call('ZREMRANGEBYSCORE', KEYS[4], '-inf', now - 86400000)
  record.state, record.reason, record.sinceMs, record.callSid, record.untilMs = 'paused', 'missed call', now, nil, nil
  save(id, record)
end

local what, id, call = ARGV[2], ARGV[3], ARGV[4]
local stored = redis.call('HGET', KEYS[1], id)
local record = stored and cjson.decode(stored)
if not record or record.callSid ~= call then return 0 end

local function free()
  redis.call('HDEL', KEYS[3], call)
  record.callSid, record.untilMs, record.sinceMs = nil, nil, now
end

if what == 'done' then
  free()
  if tonumber(ARGV[5]) > now then
    record.state, record.untilMs = 'wrap_up', tonumber(ARGV[5])
  else
    record.state, record.idleSinceMs = 'available', now
  end
  save(id, record)
elseif record.state == 'on_call' then
  -- Already talking: a late "missed" or "released" must not tear it away.
  return what == 'connected' and 1 or 0
elseif what == 'connected' then
  record.state, record.sinceMs, record.untilMs = 'on_call', now, now + tonumber(ARGV[5])
  save(id, record)
elseif what == 'missed' then
  miss(id, record)
else
  -- Released: not the agent's fault, so the old idle time still counts.
  free()
  record.state = 'available'
  save(id, record)
end
return 1
