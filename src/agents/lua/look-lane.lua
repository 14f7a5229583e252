-- Where a waiting call stands; its asking is a sign of life.
-- KEYS  1 thresholds  2 calls  3 since  4 line  5 seen  6 drain  7 duty
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 CallSid
-- Reply ["waiting", position, waitSeconds or ''], or ["unknown"]: it neither waits nor has an agent
-- Safe to repeat: it only says that the call lives.
local lane = openAgentLane(clock(ARGV[1]))
if not lane then return NO_THRESHOLDS end
redis.call('ZADD', KEYS[5], 'XX', whole(lane.now), ARGV[2])
local rank = redis.call('ZRANK', KEYS[4], ARGV[2])
if rank then return { 'waiting', whole(rank + 1), waitText(waitSeconds(rank + 1, paceOf(lane))) } end
if redis.call('HEXISTS', KEYS[2], ARGV[2]) == 1 then return { 'waiting', '1', '0' } end
return { 'unknown' }
