-- The next wishes in ticket order, for one drainer at a time.
-- KEYS  1 stream  2 zset: entry by ticket  3 zset: ticket:entry of those put back, by when they may be claimed  4 string: the drainer whose turn it is
-- ARGV  1 drainer  2 lease in ms  3 how many at most  4 now in ms
-- Reply fields of the entries; none for a drainer whose turn it is not
-- Safe to repeat: the same drainer gets what is still there, and its lease starts anew.
if redis.call('XLEN', KEYS[1]) == 0 then return {} end
local holder = redis.call('GET', KEYS[4])
if holder and holder ~= ARGV[1] then return {} end
redis.call('SET', KEYS[4], ARGV[1], 'PX', ARGV[2])
for _, waiting in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', ARGV[4])) do
  local ticket, entry = string.match(waiting, '^(%d+):(.+)$')
  redis.call('ZADD', KEYS[2], ticket, entry)
  redis.call('ZREM', KEYS[3], waiting)
end
local claimed = {}
for _, entry in ipairs(redis.call('ZRANGE', KEYS[2], 0, ARGV[3] - 1)) do
  claimed[#claimed + 1] = redis.call('XRANGE', KEYS[1], entry, entry)[1][2]
end
return claimed
