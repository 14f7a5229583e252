-- A wish that cannot come to its end now waits beside the others.
-- KEYS  1 zset: entry by ticket  2 zset: ticket:entry of those put back, by when they may be claimed  3 hash: id → entry
-- ARGV  1 id  2 ticket in ms  3 not before, in ms
-- Reply 1 when it was waiting, else 0
-- Safe to repeat: it stands in one of the two places.
local entry = redis.call('HGET', KEYS[3], ARGV[1])
if not entry then return 0 end
redis.call('ZREM', KEYS[1], entry)
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[2] .. ':' .. entry)
return 1
