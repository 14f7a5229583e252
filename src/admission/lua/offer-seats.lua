-- How many may be in at once beside the threshold: seats that come and go, like agents on duty.
-- KEYS  1 bucket
-- ARGV  1 number of seats, or '' for no such limit
-- Reply 1
-- Safe to repeat: the last number counts.
if ARGV[1] == '' then redis.call('HDEL', KEYS[1], 'offered') else redis.call('HSET', KEYS[1], 'offered', ARGV[1]) end
return 1
