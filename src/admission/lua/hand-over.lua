-- The seat taken for a callback becomes the seat of the call that was made.
-- KEYS  1 seats  2 decision (of the call)
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 callback id  3 CallSid
-- Reply "handed"; "freed": the call is over already; "nothing": there is no seat under this callback id
-- Safe to repeat: the second time there is no seat under the callback id.
local kept = redis.call('GET', KEYS[2])
if redis.call('ZREM', KEYS[1], ARGV[2]) == 0 then return 'nothing' end
if kept and string.sub(kept, 1, 6) == 'ended|' then return 'freed' end
local now = clock(ARGV[1])
redis.call('ZADD', KEYS[1], whole(now + TERMS.SEAT_LEASE_MS), ARGV[3])
redis.call('SET', KEYS[2], 'missedCallback|0|' .. whole(now) .. '|||' .. ARGV[2] .. '||1||', 'PX', TERMS.DECISION_MS)
return 'handed'
