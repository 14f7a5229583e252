-- Part of every script that looks at capacity: bucket, seats, and the callbacks' share.
-- Uses KEYS 1-5 of its script: thresholds, bucket, seats, line, seen.

local NO_THRESHOLDS = { err = 'NO_THRESHOLDS publish a version first' }

-- Thresholds, the bucket filled up to now, seats and line. Writes nothing. nil: there are no thresholds.
local function openLane(time)
  local t = redis.call('HMGET', KEYS[1], 'version', 'mode', 'closedUntilMs', 'admitPerSecond', 'burst', 'maxActiveCalls', 'callbackShare')
  if not t[1] then return nil end
  local b = redis.call('HMGET', KEYS[2], 'tokens', 'atMs', 'credit', 'callbacksUntilMs', 'orderMs', 'orderSeq', 'attendedMs', 'refusedMs')
  local now, serverMs = clock(time)
  local at = tonumber(b[2] or now)
  if now < at then now = at end -- a clock set back must not stop the line or empty the bucket
  local rate, burst = tonumber(t[4]), tonumber(t[5])
  -- Just started, or its data lost: one goes in, then the rate counts. A start under full load is no time for a burst.
  -- By the server's own clock: a test that moves the time is no outage
  local started = not b[1] or serverMs and serverMs - (tonumber(b[7] or '') or serverMs) > TERMS.UNATTENDED_MS
  local tokens = started and 1 or math.min(burst, tonumber(b[1]) + (now - at) * rate / 1000)
  return {
    now = now, serverMs = serverMs, version = t[1], mode = t[2], closed = t[2] == 'closed' and now < tonumber(t[3]),
    rate = rate, maxActiveCalls = tonumber(t[6]), share = tonumber(t[7]), tokens = tokens,
    credit = tonumber(b[3] or 0), callbacksUntil = tonumber(b[4] or 0), orderMs = tonumber(b[5] or 0), orderSeq = tonumber(b[6] or 0),
    refusedMs = tonumber(b[8] or 0),
    seats = redis.call('ZCARD', KEYS[3]), waiting = redis.call('ZCARD', KEYS[4]),
  }
end

local function saveLane(lane)
  redis.call('HSET', KEYS[2], 'tokens', exact(lane.tokens), 'atMs', whole(lane.now), 'credit', exact(lane.credit),
    'callbacksUntilMs', whole(lane.callbacksUntil), 'orderMs', whole(lane.orderMs), 'orderSeq', whole(lane.orderSeq),
    'refusedMs', whole(lane.refusedMs), 'attendedMs', lane.serverMs and whole(lane.serverMs) or '')
end

local function hasSeat(lane) return lane.seats < lane.maxActiveCalls end
local function hasCapacity(lane) return lane.tokens >= 1 and hasSeat(lane) end

local function takeSeat(lane, id)
  redis.call('ZADD', KEYS[3], whole(lane.now + TERMS.SEAT_LEASE_MS), id)
  lane.seats = lane.seats + 1
end
local function takeCapacity(lane, id)
  lane.tokens = lane.tokens - 1
  takeSeat(lane, id)
end

-- Callbacks that are due and got nothing yet claim their share: while they do, calls take theirs and no more.
local function isCallbacksTurn(lane) return lane.now < lane.callbacksUntil and lane.credit + lane.share >= TERMS.ALMOST_ONE end
local function shareWithCallbacks(lane)
  if lane.now < lane.callbacksUntil then lane.credit = lane.credit + lane.share end
end
