-- Writes the wish for an appointment, once per person.
-- KEYS  1 stream  2 zset: entry by ticket  3 hash: id → entry  4 hash: person → id|kennzahl  5 hash: the caller's wishes, id → people
-- ARGV  1 id  2 kennzahl  3 ticket in ms  4 most people for one caller  5 how many persons, then their hashes, then field, value, …
-- Reply {written | already | full, id, kennzahl} of the wish that counts
-- Safe to repeat: the same id is written once. What stands is written once more in any case, so that the log is flushed
-- before this answer also when an earlier one was not.
local fields = 6 + ARGV[5]
for at = 6, fields - 1 do
  local standing = redis.call('HGET', KEYS[4], ARGV[at])
  if standing then
    redis.call('HSET', KEYS[4], ARGV[at], standing)
    local id, kennzahl = string.match(standing, '^(.+)|(%d+)$')
    return { id == ARGV[1] and 'written' or 'already', id, kennzahl }
  end
end
local wishing = tonumber(ARGV[5])
for _, people in ipairs(redis.call('HVALS', KEYS[5])) do wishing = wishing + people end
if wishing > tonumber(ARGV[4]) then return { 'full', '', '' } end
local entry = redis.call('XADD', KEYS[1], '*', unpack(ARGV, fields))
redis.call('ZADD', KEYS[2], ARGV[3], entry)
redis.call('HSET', KEYS[3], ARGV[1], entry)
for at = 6, fields - 1 do redis.call('HSET', KEYS[4], ARGV[at], ARGV[1] .. '|' .. ARGV[2]) end
redis.call('HSET', KEYS[5], ARGV[1], ARGV[5])
return { 'written', ARGV[1], ARGV[2] }
