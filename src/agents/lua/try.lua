-- Counts one failed or coming try to sign in and says how long to wait before the next.
-- KEYS  1 tries of one name or one address (hash: count, lockedUntil)
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock
--       2 'look' or 'count'  3 free tries  4 first delay in ms, doubled by each further try  5 longest delay in ms
--       6 ms until a quiet name or address is forgotten
-- Reply ms still locked when it was asked; 0: go on (and 'count' has counted it)
-- A refusal counts nothing, so that waiting helps.
local function clock()
  if string.sub(ARGV[1], 1, 1) == '=' then return tonumber(string.sub(ARGV[1], 2)) end
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(ARGV[1])
end
local now = clock()

local known = redis.call('HMGET', KEYS[1], 'count', 'lockedUntil', 'last')
local count, lockedUntil = tonumber(known[1] or '0'), tonumber(known[2] or '0')
if known[3] and now - tonumber(known[3]) > tonumber(ARGV[6]) then count, lockedUntil = 0, 0 end
if lockedUntil > now then return lockedUntil - now end
if ARGV[2] == 'look' then return 0 end

count = count + 1
local over = count - tonumber(ARGV[3])
if over >= 0 then lockedUntil = now + math.min(tonumber(ARGV[4]) * 2 ^ math.min(over, 30), tonumber(ARGV[5])) end
redis.call('HSET', KEYS[1], 'count', count, 'lockedUntil', string.format('%.0f', lockedUntil), 'last', string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], ARGV[6])
return 0
