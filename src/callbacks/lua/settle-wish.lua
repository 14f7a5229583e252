-- A wish is on the list: it waits no longer.
-- KEYS  1 stream  2 hash: caller → id|kennzahl of the waiting wish
-- ARGV  1 entry  2 caller's hash  3 the wish's id
-- Reply 1 when the entry was there, else 0
-- Safe to repeat: only this wish's own entries go.
local waiting = redis.call('HGET', KEYS[2], ARGV[2])
if waiting and string.sub(waiting, 1, string.len(ARGV[3]) + 1) == ARGV[3] .. '|' then redis.call('HDEL', KEYS[2], ARGV[2]) end
return redis.call('XDEL', KEYS[1], ARGV[1])
