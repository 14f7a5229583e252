-- The agent's own choice: available, paused or offline.
-- KEYS  1 people  2 deadlines  3 calls  4 missed  5 events  6.. idle agents, one per lane
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock
--       2 agent  3 state  4 reason ('' for none)  5 endpoint  6 lanes, like '12'
-- Reply the record (JSON), or 'refused' while a call is being connected or held
-- Safe to repeat: the same choice again keeps since and idle time.
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
