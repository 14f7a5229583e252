-- Is it this waiting call's turn? Lets in whoever is first while capacity is free, then answers for this call.
-- KEYS  1 thresholds  2 bucket  3 seats  4 line  5 seen  6 drain  7 let-in  8 decision
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 CallSid
-- Reply ["admitted"], ["waiting", position, waitSeconds or ''], or ["unknown"]: neither seated nor waiting
-- Safe to repeat: a call that has its seat keeps it and pays once.
local lane = openLane(ARGV[1])
if not lane then return NO_THRESHOLDS end
local callSid = ARGV[2]
if redis.call('ZSCORE', KEYS[4], callSid) then
  redis.call('ZADD', KEYS[5], whole(lane.now), callSid)
  redis.call('PEXPIRE', KEYS[8], TERMS.DECISION_MS)
end

local most = TERMS.CHECK_TURN_MOST
while most > 0 and lane.waiting > 0 and hasCapacity(lane) and not isCallbacksTurn(lane) do
  shareWithCallbacks(lane)
  -- Others are noted for the worker, who moves them at once; they need not wait for their own next look
  local letIn, order = letInFirst(lane)
  redis.call('ZADD', KEYS[7], order, letIn)
  most = most - 1
end
saveLane(lane)

if redis.call('ZSCORE', KEYS[3], callSid) then
  redis.call('ZREM', KEYS[7], callSid)
  return { 'admitted' }
end
local rank = redis.call('ZRANK', KEYS[4], callSid)
if not rank then return { 'unknown' } end
return { 'waiting', whole(rank + 1), waitText(waitSeconds(rank + 1, paceOf(lane))) }
