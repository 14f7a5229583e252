-- Part of admit.lua: answers as text, and the answer that a call has already. Uses KEYS 3 and 4 of its script: seats, line.

local DECISION_PX = whole(TERMS.DECISION_MS)
-- In a rush nearly everybody hears one of these: they cost no key of their own.
local TAKES_NOTHING = { callbackOffered = true, known = true, busy = true, closed = true }

local function answerText(lane, door, ticket, name, position, wait, callback, previous)
  return name .. '|' .. lane.version .. '|' .. whole(orderTime(ticket.order)) .. '|' .. (position or '') .. '|' .. (wait or '') .. '|'
    .. (callback or '') .. '|' .. (previous or '') .. '|' .. ticket.calls .. '|' .. (name == 'closed' and door.closing or '|')
end

-- What this call was told, unless its place on hold was swept away since.
local function earlierAnswer(lane, door, callSid, kept, ticket)
  local refusal = ticket and answerTo(ticket, callSid) or nil
  if not kept then return refusal end
  if kept == 'ended|' then return refusal or answerText(lane, door, { order = orderOf(lane.now, 0), calls = 1 }, 'callbackOffered') end
  if string.sub(kept, 1, 6) == 'ended|' then return string.sub(kept, 7) end
  local holds = string.sub(kept, 1, 7) ~= 'queued|' or redis.call('ZSCORE', KEYS[4], callSid) or redis.call('ZSCORE', KEYS[3], callSid)
  return holds and kept or refusal
end
