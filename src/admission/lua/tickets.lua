-- Part of the scripts that know callers: one ticket per caller's hash, packed with MessagePack.
-- Fields: order (place in line), calls; where known: cb, cbDue (open callback), missed, missedUntil (missed callback),
-- last, lastEnded (admitted call that was cut off), placeUntil (place on hold that was cut off), by (call with a withheld number that typed this one),
-- refusedBy (version of the thresholds that refused it a place), said (the last answers that took nothing: CallSid, answer, CallSid, answer).

local TICKET_PX, TICKET_WITH_CALLBACK_PX = whole(TERMS.TICKET_MS), whole(TERMS.TICKET_WITH_CALLBACK_MS)

local function readTicket(raw) return raw and cmsgpack.unpack(raw) or nil end
local function writeTicket(key, ticket)
  redis.call('SET', key, cmsgpack.pack(ticket), 'PX', ticket.cb and TICKET_WITH_CALLBACK_PX or TICKET_PX)
end

local function answerTo(ticket, callSid)
  local said = ticket.said
  if not said then return nil end
  for i = 1, #said, 2 do
    if said[i] == callSid then return said[i + 1] end
  end
end
local function remember(ticket, callSid, answer)
  local said = ticket.said or {}
  if #said == 2 * TERMS.REFUSALS_KEPT then
    table.remove(said, 1)
    table.remove(said, 1)
  end
  said[#said + 1] = callSid
  said[#said + 1] = answer
  ticket.said = said
end

-- Time and a number within its millisecond, as one number that sorts.
local function orderOf(ms, seq) return (ms - TERMS.ORDER_EPOCH_MS) * TERMS.ORDER_PER_MS + seq end
local function orderTime(order) return math.floor(order / TERMS.ORDER_PER_MS) + TERMS.ORDER_EPOCH_MS end
