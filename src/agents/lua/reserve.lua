-- This very agent, if idle, is reserved for a call that does not wait in a lane.
-- KEYS  1 people  2 deadlines  3 calls  4 missed  5 events  6 untold  7 day, then of each lane: duty, line, seen, since, drain
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 when the local day began (ms)
--       3 agent  4 call id  5 lease in ms
-- Reply 'reserved' or 'refused'
-- Safe to repeat: the agent that is reserved for this call already stays so, and the lease runs on.
local id, call = ARGV[3], ARGV[4]
local record = load(id)
if not record then return 'refused' end
endLease(id, record)
if record.state == 'reserved' and record.callSid == call then return 'reserved' end
wake(id, record)
if record.state ~= 'available' or redis.call('HEXISTS', KEYS[3], call) == 1 then return 'refused' end
record.rung = true
reserve(id, record, call, now + tonumber(ARGV[5]))
return 'reserved'
