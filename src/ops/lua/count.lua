-- Adds what one process has counted to the figures of a local day.
-- KEYS  1 figures of the day (hash)  2.. calls of one second each
-- ARGV  1 now in ms  2 how long the day is kept, in s  3 how long a second is kept, in s
--       4 ms without a further one after which an alarm is over
--       5.. for each of KEYS[2..]: calls; then pairs of field and count
-- Reply 1
-- Not safe to repeat: after an unknown outcome the caller rather counts twice than not at all.
local now, next = tonumber(ARGV[1]), 5
for i = 2, #KEYS do
  redis.call('INCRBY', KEYS[i], ARGV[next])
  redis.call('EXPIRE', KEYS[i], ARGV[3])
  next = next + 1
end
for i = next, #ARGV, 2 do
  local field = ARGV[i]
  redis.call('HINCRBY', KEYS[1], field, ARGV[i + 1])
  if field == 'outcome:busy' or field == 'outcome:failed' then
    local last = redis.call('HGET', KEYS[1], field .. ':last')
    if not last or now - tonumber(last) > tonumber(ARGV[4]) then redis.call('HSET', KEYS[1], field .. ':since', ARGV[1]) end
    redis.call('HSET', KEYS[1], field .. ':last', ARGV[1])
  end
end
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1
