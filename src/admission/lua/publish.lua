-- Copies a version of the thresholds to where the scripts read them.
-- KEYS  1 thresholds
-- ARGV  1 version  2 "newer" or "always": whether it replaces only an older version, or any
--       then field, value for each field of the hash
-- Reply 1 when this version is what counts now, 0 when a newer one does
-- Safe to repeat: the same version again changes nothing.
local stored = tonumber(redis.call('HGET', KEYS[1], 'version') or 0)
if ARGV[2] == 'newer' and stored >= tonumber(ARGV[1]) then return stored == tonumber(ARGV[1]) and 1 or 0 end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'version', ARGV[1], unpack(ARGV, 3))
return 1
