-- Ends what is over: reservations (missed), wrap-ups (available), calls whose end was never reported (paused).
-- KEYS  1 people  2 deadlines  3 calls  4 missed  5 events  6.. idle agents, one per lane
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock
-- Reply how many agents changed
-- Safe to repeat: an ended deadline is gone.
local due = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 1000)
for _, id in ipairs(due) do
  local record = cjson.decode(redis.call('HGET', KEYS[1], id))
  if record.state == 'reserved' then
    miss(id, record)
  elseif record.state == 'wrap_up' then
    record.state, record.sinceMs, record.idleSinceMs, record.untilMs = 'available', record.untilMs, record.untilMs, nil
    save(id, record)
  else
    redis.call('HDEL', KEYS[3], record.callSid)
    record.state, record.reason, record.sinceMs, record.callSid, record.untilMs = 'paused', 'call lost', now, nil, nil
    save(id, record)
  end
end
return #due
