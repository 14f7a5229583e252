-- Frees the seats whose lease ran out, and the places of waiting calls that were not heard of any more.
-- KEYS  1 seats  2 line  3 seen  4 let-in  5 drain
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock
-- Reply the ids whose seats were freed
-- Safe to repeat: what was freed is gone.
local now = clock(ARGV[1])
local expired = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', whole(now), 'LIMIT', 0, TERMS.SWEEP_MOST)
for _, id in ipairs(expired) do
  redis.call('ZREM', KEYS[1], id)
  redis.call('ZREM', KEYS[4], id)
end
local silent = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', whole(now - TERMS.LINE_UNSEEN_MS), 'LIMIT', 0, TERMS.SWEEP_MOST)
for _, callSid in ipairs(silent) do
  if redis.call('ZREM', KEYS[2], callSid) == 1 then countDrain(KEYS[5], 'l', now, 1) end
  redis.call('ZREM', KEYS[3], callSid)
end
return expired
