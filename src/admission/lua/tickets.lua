-- Part of the scripts that know callers: one ticket per caller's hash, packed with MessagePack.
-- Fields: order (place in line), calls; where known: cb, cbDue (open callback), missed, missedUntil (missed callback),
-- last, lastEnded (admitted call that was cut off), placeUntil (place on hold that was cut off), by (call with a withheld number that typed this one),
-- refusedBy (version of the thresholds that refused it a place).

local function readTicket(raw) return raw and cmsgpack.unpack(raw) or nil end
local function writeTicket(key, ticket)
  redis.call('SET', key, cmsgpack.pack(ticket), 'PX', ticket.cb and TERMS.TICKET_WITH_CALLBACK_MS or TERMS.TICKET_MS)
end

-- Time and a number within its millisecond, as one number that sorts.
local function orderOf(ms, seq) return (ms - TERMS.ORDER_EPOCH_MS) * TERMS.ORDER_PER_MS + seq end
local function orderTime(order) return math.floor(order / TERMS.ORDER_PER_MS) + TERMS.ORDER_EPOCH_MS end
