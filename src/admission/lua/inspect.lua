-- A picture for ops.
-- KEYS  1 thresholds  2 bucket  3 seats  4 line  5 seen  6 drain  7 callbacks  8 day
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock
-- Reply [version, tokens in thousandths, seats taken, on hold, longest wait in ms, estimated wait in s or '', open callbacks, then day's counters as name, number …]
-- Safe to repeat: writes nothing.
local lane = openLane(ARGV[1])
if not lane then return NO_THRESHOLDS end
local first = redis.call('ZRANGE', KEYS[4], 0, 0, 'WITHSCORES')[2]
local longestMs = first and math.max(0, lane.now - orderTime(tonumber(first))) or 0
local wait = waitText(lane.waiting > 0 and waitSeconds(lane.waiting + 1, paceOf(lane)) or nil)
if lane.waiting == 0 and hasCapacity(lane) then wait = '0' end
local picture = {
  lane.version, whole(math.floor(lane.tokens * 1000)), whole(lane.seats), whole(lane.waiting), whole(longestMs), wait,
  whole(redis.call('ZCARD', KEYS[7])),
}
for _, item in ipairs(redis.call('HGETALL', KEYS[8])) do picture[#picture + 1] = item end
return picture
