-- What ops have changed of an agent: where the telephone rings, and which lanes are served.
-- KEYS  1 people  2 deadlines  3 calls  4 missed  5 events  6 untold  7 day, then of each lane: duty, line, seen, since, drain
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 when the local day began (ms)
--       3 agent  4 endpoint  5 lanes, like '12'
-- Reply 1 when there is such an agent, else 0
-- Safe to repeat: state, idle time and a call that is running are left alone.
local id, endpoint, lanes = ARGV[3], ARGV[4], ARGV[5]
local record = load(id)
if not record then return 0 end
if record.endpoint ~= endpoint or record.lanes ~= lanes or record.leaving then
  offDuty(id, record)
  record.endpoint, record.lanes, record.leaving = endpoint, lanes, nil
  save(id, record)
end
return 1
