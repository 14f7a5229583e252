-- The call lives: its seat's lease and the memory of its answer start anew.
-- KEYS  1 seats  2 decision
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 CallSid
-- Reply 1 when it has a seat, else 0
-- Safe to repeat: it only moves an end further away, and never seats a call that has none.
if not redis.call('ZSCORE', KEYS[1], ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], 'XX', whole(clock(ARGV[1]) + TERMS.SEAT_LEASE_MS), ARGV[2])
redis.call('PEXPIRE', KEYS[2], TERMS.DECISION_MS)
return 1
