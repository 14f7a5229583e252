-- What one caller is waiting for.
-- KEYS  1 stream  2 hash: id → entry  3 hash: the caller's wishes, id → people
-- Reply fields of the entries, oldest first
-- Writes nothing.
local entries = {}
for _, id in ipairs(redis.call('HKEYS', KEYS[3])) do entries[#entries + 1] = redis.call('HGET', KEYS[2], id) end
table.sort(entries)
local wishes = {}
for _, entry in ipairs(entries) do wishes[#wishes + 1] = redis.call('XRANGE', KEYS[1], entry, entry)[1][2] end
return wishes
