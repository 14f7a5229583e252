-- Sent home by ops: offline now, or as soon as the call that is being connected or held is over.
-- KEYS  1 people  2 deadlines  3 calls  4 missed  5 events  6 untold  7 day, then of each lane: duty, line, seen, since, drain
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 when the local day began (ms)  3 agent
-- Reply 1 when there is such an agent, else 0
-- Safe to repeat: whoever is offline, or leaves already, stays so.
local record = load(ARGV[3])
if not record then return 0 end
if record.state ~= 'offline' and not record.leaving then
  record.leaving = true
  endLease(ARGV[3], record)
  save(ARGV[3], record)
end
return 1
