-- Part of admit.lua: the rules of the front door for one caller, first match counts. front-door.ts says the same in TypeScript.
-- `door`: maxQueueLength, maxWaitSeconds, maxOpenCallbacks, openCallbacks. Answers: name, position, wait, callback, previous call.

-- A callback that is due, or was missed, is this call: the seat that was granted to it, else a free one.
local function asCallback(lane, callSid, ticket)
  local id = ticket.cb and ticket.cbDue <= lane.now and ticket.cb or ticket.missed and lane.now < ticket.missedUntil and ticket.missed
  if not id then return nil end
  if redis.call('ZREM', KEYS[3], id) == 1 then
    lane.seats = lane.seats - 1
  elseif not hasSeat(lane) then
    return nil
  end
  takeSeat(lane, callSid)
  return id
end

local function decide(lane, door, callSid, ticket, isNew)
  if lane.closed then return 'closed' end
  local callback = asCallback(lane, callSid, ticket)
  if callback then return 'missedCallback', '', '', callback end
  local previous = ticket.last and lane.now - ticket.lastEnded < TERMS.RESUME_MS and ticket.last or nil
  local letsIn = lane.mode ~= 'callback_only'
  if letsIn and previous and hasSeat(lane) then
    takeSeat(lane, callSid)
    ticket.last, ticket.lastEnded = nil, nil
    return 'admitted', '', '', '', previous
  end
  if ticket.cb then return 'known', '', '', ticket.cb, previous end
  -- Everybody has one draw in a rush, or ringing again would be a lottery
  local isRefusedStill = ticket.refusedBy == lane.version and lane.now - lane.refusedMs < TERMS.OVERRUN_MS
  if letsIn and not isRefusedStill then
    -- Nobody has a later ticket than a new one; a ticket of its own caller's other call counts as ahead
    local ahead = (isNew or lane.waiting == 0) and lane.waiting or redis.call('ZCOUNT', KEYS[4], '-inf', whole(ticket.order))
    if ahead == 0 and hasCapacity(lane) and not isCallbacksTurn(lane) then
      shareWithCallbacks(lane)
      takeCapacity(lane, callSid)
      return 'admitted', '', '', '', previous
    end
    local kept = ticket.placeUntil and lane.now < ticket.placeUntil
    local position, wait = placeInLine(lane, door, kept, ahead)
    if position then
      joinLine(lane, callSid, ticket.order)
      ticket.placeUntil = nil
      return 'queued', position, wait, '', previous
    end
  end
  ticket.refusedBy = lane.version
  if isNew then lane.refusedMs = lane.now end
  return door.openCallbacks < door.maxOpenCallbacks and 'callbackOffered' or 'busy', '', '', '', previous
end
