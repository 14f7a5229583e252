-- Part of the scripts that bring callers and agents together: the rule itself. agent-book.ts says the same in TypeScript.

local function headOf(lane)
  local head = redis.call('ZRANGE', laneKey(lane, LINE), 0, 0, 'WITHSCORES')
  return head[1] and { callSid = head[1], order = tonumber(head[2]) } or nil
end

-- The lane whose first caller comes before those of the others.
local function laneOfFirst(heads)
  local first
  for lane = 1, LANES do
    local one, best = heads[lane], heads[first or 0]
    if one and (not best or one.order < best.order or one.order == best.order and one.callSid < best.callSid) then first = lane end
  end
  return first
end

-- The one idle longest who serves the lane; rather somebody who has not missed this call, but nobody idles while it waits.
local function longestIdle(lane, callSid)
  local seen, longest = 0, nil
  while true do
    local page = redis.call('ZRANGEBYSCORE', laneKey(lane, DUTY), '-inf', whole(now), 'LIMIT', seen, 10)
    longest = longest or page[1]
    if #page == 0 then return longest end
    for _, id in ipairs(page) do
      if not redis.call('ZSCORE', KEYS[4], callSid .. ' ' .. id) then return id end
    end
    seen = seen + 10
  end
end

local function pairUp(id, callSid, place)
  local record = load(id)
  record.place = place
  reserve(id, record, callSid, now + ROUTER.PAIR_LEASE_MS)
end

-- Pairs until one side has run out, and tells each pair. false: there may be more to pair than `most`.
local function pairNext(most, tell)
  local heads, made, gone = {}, 0, 0
  for lane = 1, LANES do heads[lane] = headOf(lane) end
  while made < most and gone < TERMS.SWEEP_MOST do
    local lane = laneOfFirst(heads)
    if not lane then return true end
    local callSid, order = heads[lane].callSid, heads[lane].order
    local id = longestIdle(lane, callSid)
    if id then
      local place = placeIn(lane, callSid, order)
      if isSilent(place) or redis.call('HEXISTS', KEYS[3], callSid) == 1 then
        takeOut(lane, callSid, 'l')
        gone = gone + 1
      else
        -- Who is paired again has not made the line any faster
        takeOut(lane, callSid, order >= 0 and '' or nil)
        pairUp(id, callSid, place)
        tell(callSid, id, order)
        made = made + 1
      end
    end
    -- Nobody is idle: the rest of this lane waits
    heads[lane] = id and headOf(lane) or nil
  end
  return laneOfFirst(heads) == nil
end
