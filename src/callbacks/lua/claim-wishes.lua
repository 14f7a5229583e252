-- The oldest wishes, for one drainer at a time.
-- KEYS  1 stream  2 string: the drainer whose turn it is
-- ARGV  1 drainer  2 lease in ms  3 how many at most
-- Reply entries of the stream, oldest first; none for a drainer whose turn it is not
-- Safe to repeat: the same drainer gets what is still there, and its lease starts anew.
if redis.call('XLEN', KEYS[1]) == 0 then return {} end
local holder = redis.call('GET', KEYS[2])
if holder and holder ~= ARGV[1] then return {} end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
return redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', ARGV[3])
