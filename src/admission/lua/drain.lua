-- Part of the scripts that take people out of the line, or give callbacks what else they would have got: counts in spans of ten
-- seconds, so that the pace can be measured.

-- `sort`: '' for let in, 'l' for gave up, 'c' for callbacks. A new span forgets those that are not looked at any more.
local function countDrain(key, sort, now, count)
  local span = math.floor(now / TERMS.DRAIN_SPAN_MS)
  if redis.call('HINCRBY', key, sort .. whole(span), count) > count then return end
  for _, name in ipairs(redis.call('HKEYS', key)) do
    local number = tonumber(name) or tonumber(string.sub(name, 2))
    if number and number <= span - TERMS.DRAIN_SPANS then redis.call('HDEL', key, name) end
  end
end
