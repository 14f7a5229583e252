-- The agent's own choice: available, paused or offline.
-- KEYS  1 people  2 deadlines  3 calls  4 missed  5 events  6.. idle agents, one per lane
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock
--       2 agent  3 state  4 reason ('' for none)  5 endpoint  6 lanes, like '12'
-- Reply the record (JSON), or 'refused' while a call is being connected or held
-- Safe to repeat: the same choice again keeps since and idle time.
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

local id, state = ARGV[2], ARGV[3]
local reason = ARGV[4] ~= '' and ARGV[4] or nil
local stored = redis.call('HGET', KEYS[1], id)
local record = stored and cjson.decode(stored) or { state = 'offline', sinceMs = now, idleSinceMs = now }

if record.state == 'reserved' and record.untilMs <= now then miss(id, record) end
if record.state == 'reserved' or record.state == 'on_call' then return 'refused' end
if record.state == 'wrap_up' and record.untilMs <= now then
  record.state, record.sinceMs, record.idleSinceMs, record.untilMs = 'available', record.untilMs, record.untilMs, nil
end

record.endpoint, record.lanes = ARGV[5], ARGV[6]
if record.state ~= state or record.reason ~= reason then
  record.state, record.reason, record.sinceMs, record.untilMs = state, reason, now, nil
  if state == 'available' then record.idleSinceMs = now end
end
save(id, record)
return cjson.encode(record)
