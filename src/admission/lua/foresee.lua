-- Looks ahead at what open callbacks will take from those on hold, and leaves it where waits are estimated. foresight.ts says the same.
-- KEYS  1 thresholds  2 bucket  3 drain  4 callbacks
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 number of spans  3 length of the shortest in ms
-- Reply the number of callbacks that will be dialled, cut to a whole number
-- Safe to repeat: the last look counts.
local limits = redis.call('HMGET', KEYS[1], 'maxWaitSeconds', 'dialPerSecond')
local bucket = redis.call('HMGET', KEYS[2], 'atMs', 'callbacksUntilMs')
if not limits[1] then return 0 end
local clockMs = clock(ARGV[1])
local now = math.max(clockMs, tonumber(bucket[1] or clockMs))
local dialPerSecond = tonumber(limits[2])
local spanMs = ARGV[3] * math.max(1, math.ceil(limits[1] * 1000 / (ARGV[3] * (ARGV[2] - 1))))

-- What is due already counts only while it claims its share: the rest may be being rung, or waits for something else than capacity
local from = now < tonumber(bucket[2] or 0) and '-inf' or '(' .. whole(now)
local untilMs = math.floor(now / spanMs) * spanMs
local foresight, left, all = { whole(spanMs), whole(untilMs / spanMs) }, 0, 0
for span = 1, tonumber(ARGV[2]) do
  untilMs = untilMs + spanMs
  left = left + redis.call('ZCOUNT', KEYS[4], from, '(' .. whole(untilMs))
  local dialled = math.min(left, dialPerSecond * ((untilMs - math.max(now, untilMs - spanMs)) / 1000))
  left, all = left - dialled, all + dialled
  foresight[#foresight + 1] = exact(dialled)
  from = whole(untilMs)
end
if all > 0 then
  redis.call('HSET', KEYS[3], 'foresight', table.concat(foresight, ' '))
else
  redis.call('HDEL', KEYS[3], 'foresight')
end
return math.floor(all)
