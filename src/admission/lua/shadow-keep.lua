-- The live line did not let this call (or callback) in, the shadow did: its seat stays taken as long as a call usually takes.
-- KEYS  1 seats  2 let-in  3 what the shadow has served
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 CallSid or callback id
--       3 for how long, ms  4 the caller's hash or the callback id that counts as served, or ''
-- Reply 1 when it has a seat, else 0
-- Safe to repeat: whoever has no seat gets none, and a seat's end is moved, not added to.
if not redis.call('ZSCORE', KEYS[1], ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], 'XX', whole(clock(ARGV[1]) + tonumber(ARGV[3])), ARGV[2])
redis.call('ZREM', KEYS[2], ARGV[2])
if ARGV[4] ~= '' then redis.call('SADD', KEYS[3], ARGV[4]) end
return 1
