-- Stores a call's session and answer over the turn that was read, or tells what is stored instead.
-- KEYS[1]  the call
-- ARGV[1]  the turn that was read, -1 when nothing was stored
-- ARGV[2]  the new turn
-- ARGV[3]  session (JSON)
-- ARGV[4]  answered document
-- ARGV[5]  seconds to keep it
-- Reply    {} when stored, else {session, document} as they stand
-- Safe to repeat: the second time the stored turn differs, so nothing changes.
local turn = redis.call('HGET', KEYS[1], 'turn') or '-1'
if turn ~= ARGV[1] then
  return redis.call('HMGET', KEYS[1], 'session', 'document')
end
redis.call('HSET', KEYS[1], 'turn', ARGV[2], 'session', ARGV[3], 'document', ARGV[4])
redis.call('EXPIRE', KEYS[1], ARGV[5])
return {}
