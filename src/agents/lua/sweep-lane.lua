-- Takes out those who were not heard of for too long.
-- KEYS  1 thresholds  2 calls  3 since  4 line  5 seen  6 drain  7 duty
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock
-- Reply how many were taken out
-- Safe to repeat: who is out is out.
local now = clock(ARGV[1])
local silent = redis.call('ZRANGEBYSCORE', KEYS[5], '-inf', whole(now - TERMS.LINE_UNSEEN_MS), 'LIMIT', 0, TERMS.SWEEP_MOST)
for _, callSid in ipairs(silent) do
  if redis.call('ZREM', KEYS[4], callSid) == 1 then countDrain(KEYS[6], 'l', now, 1) end
  redis.call('ZREM', KEYS[5], callSid)
  redis.call('ZREM', KEYS[3], callSid)
end
return #silent
