-- A caller is gone, or wants something else than a human: out of the line, and free is the agent whose telephone has not rung yet.
-- KEYS  1 people  2 deadlines  3 calls  4 missed  5 events  6 untold  7 day, then of each lane: duty, line, seen, since, drain
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 when the local day began (ms)
--       3 CallSid  4 lane (number)
-- Reply 1
-- Safe to repeat: whoever is out stays out. An agent whose telephone rings is left alone: that is released by its name.
takeOut(tonumber(ARGV[4]), ARGV[3], 'l')
local id = redis.call('HGET', KEYS[3], ARGV[3])
local record = id and load(id)
if record and record.state == 'reserved' and not record.rung then release(id, record) end
return 1
