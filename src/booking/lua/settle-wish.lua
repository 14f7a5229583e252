-- A wish has come to its end.
-- KEYS  1 stream  2 zset: entry by ticket  3 zset: ticket:entry of those put back  4 hash: id → entry  5 hash: person → id|kennzahl
--       6 hash: the caller's wishes, id → people
-- ARGV  1 id  2 ticket in ms, then the persons' hashes
-- Reply 1 when it was waiting, else 0
-- Safe to repeat: only what belongs to this wish goes.
local entry = redis.call('HGET', KEYS[4], ARGV[1])
if not entry then return 0 end
for at = 3, #ARGV do
  local standing = redis.call('HGET', KEYS[5], ARGV[at])
  if standing and string.sub(standing, 1, string.len(ARGV[1]) + 1) == ARGV[1] .. '|' then redis.call('HDEL', KEYS[5], ARGV[at]) end
end
redis.call('HDEL', KEYS[6], ARGV[1])
redis.call('ZREM', KEYS[2], entry)
redis.call('ZREM', KEYS[3], ARGV[2] .. ':' .. entry)
redis.call('HDEL', KEYS[4], ARGV[1])
return redis.call('XDEL', KEYS[1], entry)
