-- A call with a withheld number has typed one: from now on that caller has a ticket, the older of the number's own and this call's.
-- KEYS  1 decision (of the call)  2 ticket  3 typed (of the call)  4 day (of the call)
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 CallSid
-- Reply [ticketAtMs, how often its caller rang]
-- Safe to repeat: the ticket remembers the call that typed its number last, and the call that its person was settled.
local decided = tonumber(string.match(redis.call('GET', KEYS[1]) or '', '|%d+|(%d+)|'))
local own = orderOf(decided or clock(ARGV[1]), 0)
local ticket = readTicket(redis.call('GET', KEYS[2]))
-- The call was counted as somebody new. Who has a ticket was counted before: one person in two calls
if redis.call('SET', KEYS[3], '1', 'NX', 'PX', TERMS.DECISION_MS) and ticket and decided then redis.call('HINCRBY', KEYS[4], 'people', -1) end
ticket = ticket or { order = own }
if ticket.by ~= ARGV[2] then ticket.calls = (ticket.calls or 0) + 1 end
ticket.by = ARGV[2]
ticket.order = math.min(ticket.order, own)
writeTicket(KEYS[2], ticket)
return { whole(orderTime(ticket.order)), whole(ticket.calls) }
