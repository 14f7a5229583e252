-- The agent's own choice: available, paused or offline.
-- KEYS  1 people  2 deadlines  3 calls  4 missed  5 events  6 untold  7 day, then of each lane: duty, line, seen, since, drain
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 when the local day began (ms)
--       3 agent  4 state  5 reason ('' for none)  6 endpoint  7 lanes, like '12'
-- Reply the record (JSON), or 'refused' while a call is being connected or held
-- Safe to repeat: the same choice again keeps since and idle time.
local id, state = ARGV[3], ARGV[4]
local reason = ARGV[5] ~= '' and ARGV[5] or nil
local record = load(id) or { state = 'offline', sinceMs = now, idleSinceMs = now, lanes = '' }

endLease(id, record)
if record.state == 'reserved' or record.state == 'on_call' then return 'refused' end
wake(id, record)
offDuty(id, record)
record.endpoint, record.lanes = ARGV[6], ARGV[7]
if record.state ~= state or record.reason ~= reason then
  moveTo(id, record, state)
  record.reason = reason
  if state == 'available' then record.idleSinceMs = now end
end
save(id, record)
return cjson.encode(record)
