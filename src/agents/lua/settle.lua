-- What became of a reservation: connected, missed, done or released.
-- KEYS  1 people  2 deadlines  3 calls  4 missed  5 events  6.. idle agents, one per lane
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock
--       2 what  3 agent  4 CallSid  5 connected: longest call in ms; done: when the wrap-up ends (absolute)
-- Reply 1 when the agent was this call's, else 0 and nothing changed
-- Safe to repeat: the agent holds the call no longer, or talks to it already.
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
