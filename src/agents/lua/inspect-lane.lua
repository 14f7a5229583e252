-- A picture of one lane.
-- KEYS  1 thresholds  2 calls  3 since  4 line  5 seen  6 drain  7 duty
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock
-- Reply [waiting, longest wait in ms, estimated wait of a newcomer in s or '']
-- Safe to repeat: writes nothing.
local lane = openAgentLane(clock(ARGV[1]))
if not lane then return NO_THRESHOLDS end
local first = redis.call('ZRANGE', KEYS[3], 0, 0, 'WITHSCORES')[2]
local longestMs = first and math.max(0, lane.now - tonumber(first)) or 0
local wait = lane.waiting > 0 and waitSeconds(lane.waiting + 1, paceOf(lane)) or nil
if lane.waiting == 0 and redis.call('ZCOUNT', KEYS[7], '-inf', whole(lane.now)) > 0 then wait = 0 end
return { whole(lane.waiting), whole(longestMs), waitText(wait) }
