-- Pairs one call with the agent who speaks its language and has been idle longest, or with nobody.
-- KEYS  1 people  2 deadlines  3 calls  4 missed  5 events  6.. idle agents, one per lane
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock
--       2 CallSid  3 lane (place of the language, from 1)  4 lease in ms
-- Reply [agent, endpoint], or [] when nobody is free
-- Safe to repeat: a call that has an agent gets the same one while the lease lasts.
local mine = redis.call('HGET', KEYS[3], ARGV[2])
if mine then
  local record = cjson.decode(redis.call('HGET', KEYS[1], mine))
  if record.state == 'on_call' or record.untilMs > now then return { mine, record.endpoint } end
  miss(mine, record)
end

local lane, seen = KEYS[5 + ARGV[3]], 0
while true do
  -- An agent in wrap-up stands here with the time its wrap-up ends, so it is free without a sweep.
  local page = redis.call('ZRANGEBYSCORE', lane, '-inf', now, 'WITHSCORES', 'LIMIT', seen, 10)
  if #page == 0 then return {} end
  for i = 1, #page, 2 do
    local id = page[i]
    if not redis.call('ZSCORE', KEYS[4], ARGV[2] .. ' ' .. id) then
      local record = cjson.decode(redis.call('HGET', KEYS[1], id))
      record.state, record.sinceMs, record.idleSinceMs = 'reserved', now, tonumber(page[i + 1])
      record.callSid, record.untilMs = ARGV[2], now + tonumber(ARGV[4])
      redis.call('HSET', KEYS[3], ARGV[2], id)
      save(id, record)
      return { id, record.endpoint }
    end
  end
  seen = seen + 10
end
