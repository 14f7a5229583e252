-- What became of a reservation: connected, missed, done or released.
-- KEYS  1 people  2 deadlines  3 calls  4 missed  5 events  6 untold  7 day, then of each lane: duty, line, seen, since, drain
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 when the local day began (ms)
--       3 what  4 agent  5 CallSid  6 connected: longest call in ms; done: when the wrap-up ends (absolute)
-- Reply 1 when the agent was this call's, else 0 and nothing changed
-- Safe to repeat: the agent holds the call no longer, or talks to it already.
local what, id, call = ARGV[3], ARGV[4], ARGV[5]
local record = load(id)
if not record then return 0 end
if record.callSid ~= call and not (what == 'connected' and reclaim(id, record, call)) then return 0 end

if what == 'done' then
  part(record)
  local untilMs = tonumber(ARGV[6])
  if untilMs > now then
    moveTo(id, record, 'wrap_up')
    record.untilMs, record.lastCallSid = untilMs, call
  else
    moveTo(id, record, 'available')
    record.idleSinceMs = now
  end
  save(id, record)
elseif record.state == 'on_call' then
  -- Already talking: a late "missed" or "released" must not tear it away.
  return what == 'connected' and 1 or 0
elseif what == 'connected' then
  moveTo(id, record, 'on_call')
  record.untilMs, record.place, record.rung = now + tonumber(ARGV[6]), nil, nil
  note(id, 'calls', 1)
  save(id, record)
elseif what == 'missed' then
  miss(id, record)
else
  release(id, record)
end
return 1
