-- Part of the scripts about one lane: its thresholds and who waits, in the form in which the front door's parts take a line.
-- Uses KEYS 1 and 4 of its script.
local NO_THRESHOLDS = { err = 'NO_THRESHOLDS publish a version first' }

-- The lane and the limits of its places. nil: there are no thresholds. No callbacks share a lane, so it has no share to give.
local function openAgentLane(now)
  local t = redis.call('HMGET', KEYS[1], 'admitPerSecond', 'maxQueueLength', 'maxWaitSeconds')
  if not t[1] then return nil end
  return { now = now, rate = tonumber(t[1]), share = 0, waiting = redis.call('ZCARD', KEYS[4]) },
    { maxQueueLength = tonumber(t[2]), maxWaitSeconds = tonumber(t[3]) }
end
