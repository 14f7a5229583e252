-- Part of the agents' scripts: the time, and how a record is stored with all that follows from it.
-- Uses ARGV 1 and KEYS 1-5 of its script.
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
