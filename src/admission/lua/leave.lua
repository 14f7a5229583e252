-- The call (or callback) is over: gives back its own seat or its place in line, and remembers that it has ended.
-- KEYS  1 seats  2 line  3 seen  4 let-in  5 drain  6 decision  7 ticket (the decision again when there is no caller)
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 CallSid or callback id
--       3 caller's hash or ''  4 "served" when the caller got what they came for, else ''
-- Reply "seat", "place" or "nothing"
-- Safe to repeat: what was given back is gone, and only the first ending is written on the ticket.
local now = clock(ARGV[1])
local gaveBack = 'nothing'
if redis.call('ZREM', KEYS[1], ARGV[2]) == 1 then
  gaveBack = 'seat'
elseif redis.call('ZREM', KEYS[2], ARGV[2]) == 1 then
  gaveBack = 'place'
  redis.call('ZREM', KEYS[3], ARGV[2])
  countDrain(KEYS[5], 'l', now, 1)
end
redis.call('ZREM', KEYS[4], ARGV[2])

local ticket = ARGV[3] ~= '' and readTicket(redis.call('GET', KEYS[7]))
local decision = redis.call('GET', KEYS[6]) or ticket and answerTo(ticket, ARGV[2]) or ''
local hadEnded = string.sub(decision, 1, 6) == 'ended|'
if not hadEnded then redis.call('SET', KEYS[6], 'ended|' .. decision, 'PX', TERMS.TOMBSTONE_MS) end
if not ticket then return gaveBack end
if ARGV[4] == 'served' then
  -- The end may be told first by the network and then by the flow: the ticket is used up either way
  if hadEnded and ticket.last ~= ARGV[2] then return gaveBack end
  if ticket.cb then
    writeTicket(KEYS[7], { order = ticket.order, calls = ticket.calls, cb = ticket.cb, cbDue = ticket.cbDue })
  else
    redis.call('DEL', KEYS[7])
  end
elseif not hadEnded and decision ~= '' then
  if gaveBack == 'seat' then ticket.last, ticket.lastEnded = ARGV[2], now end
  if gaveBack == 'place' and not ticket.cb then ticket.placeUntil = now + TERMS.PLACE_KEPT_MS end
  writeTicket(KEYS[7], ticket)
end
return gaveBack
