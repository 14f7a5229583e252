-- Writes a wish that waits for the list, once per caller.
-- KEYS  1 stream  2 hash: caller → id|kennzahl of the waiting wish
-- ARGV  1 caller's hash  2 id  3 kennzahl, then field, value for each field of the entry
-- Reply id|kennzahl of the wish that counts: this one, or the one that waits already
-- Safe to repeat: a second wish of the same caller writes nothing new. The caller's entry is written in any case, so
-- that the log is flushed before this answer also when an earlier one was not.
local waiting = redis.call('HGET', KEYS[2], ARGV[1])
if not waiting then
  redis.call('XADD', KEYS[1], '*', unpack(ARGV, 4))
  waiting = ARGV[2] .. '|' .. ARGV[3]
end
redis.call('HSET', KEYS[2], ARGV[1], waiting)
return waiting
