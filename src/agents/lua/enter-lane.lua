-- Asks for a place in a lane: the front door's rule for places, with the lane's own thresholds.
-- KEYS  1 thresholds  2 calls  3 since  4 line  5 seen  6 drain  7 duty
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 CallSid  3 order: the ticket's time in ms
--       4 "anyway" for a place whatever the thresholds say, else ''
-- Reply ["queued", position, waitSeconds or ''], or ["full"]
-- Safe to repeat: a call that waits keeps its place, and one that has an agent needs none (position 0).
local lane, limits = openAgentLane(clock(ARGV[1]))
if not lane then return NO_THRESHOLDS end
local callSid = ARGV[2]
if redis.call('HEXISTS', KEYS[2], callSid) == 1 then return { 'queued', '0', '0' } end
local rank = redis.call('ZRANK', KEYS[4], callSid)
if rank then
  redis.call('ZADD', KEYS[5], whole(lane.now), callSid)
  return { 'queued', whole(rank + 1), waitText(waitSeconds(rank + 1, paceOf(lane))) }
end
local ahead = redis.call('ZCOUNT', KEYS[4], '-inf', ARGV[3])
local position, wait = placeInLine(lane, limits, ARGV[4] == 'anyway', ahead)
if not position then return { 'full' } end
joinLine(lane, callSid, tonumber(ARGV[3]))
redis.call('ZADD', KEYS[3], whole(lane.now), callSid)
return { 'queued', whole(position), wait }
