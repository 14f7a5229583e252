-- Writes on the caller's ticket that a callback is open, was missed, or that there is none any more.
-- KEYS  1 callbacks  2 ticket
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 caller's hash  3 "open", "missed" or "none"
--       4 callback id or ''  5 open: when it is due, missed: until when it may be redeemed (ms), else ''  6 open: its ticket's time (ms), else ''
-- Reply the number of open callbacks
-- Safe to repeat: one entry per caller, and the same note leaves the same ticket.
local state, id = ARGV[3], ARGV[4]
local ticket = readTicket(redis.call('GET', KEYS[2]))
if state == 'open' then
  redis.call('ZADD', KEYS[1], ARGV[5], ARGV[2])
else
  redis.call('ZREM', KEYS[1], ARGV[2])
end
if ticket or state ~= 'none' then
  -- A promise keeps the older of both places: asking for a callback never costs the place in line
  local order = orderOf(tonumber(state == 'open' and ARGV[6] or clock(ARGV[1])), 0)
  ticket = ticket or { order = order }
  ticket.cb, ticket.cbDue, ticket.missed, ticket.missedUntil = nil, nil, nil, nil
  if state == 'open' then
    ticket.cb, ticket.cbDue, ticket.placeUntil = id, tonumber(ARGV[5]), nil
    ticket.order = math.min(ticket.order, order)
  elseif state == 'missed' then
    ticket.missed, ticket.missedUntil = id, tonumber(ARGV[5])
  end
  writeTicket(KEYS[2], ticket)
end
return redis.call('ZCARD', KEYS[1])
