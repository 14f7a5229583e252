-- Lets in the next ones, waiting calls in ticket order and callbacks in the order given, each side its share.
-- KEYS  1 thresholds  2 bucket  3 seats  4 line  5 seen  6 drain  7 let-in
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 most
--       then the ids of callbacks that could be dialled now, in ticket order
-- Reply [[CallSids], [callback ids]]; each has its seat, a callback under its own id
-- Safe to repeat: a callback that has its seat is granted again without paying; a call is named once.
local lane = openLane(ARGV[1])
if not lane then return NO_THRESHOLDS end
local most, calls, callbacks, wanting = tonumber(ARGV[2]), {}, {}, {}

-- Those that a waiting caller's own look has let in meanwhile: paid for already
local noted = redis.call('ZPOPMIN', KEYS[7], most)
for i = 1, #noted, 2 do calls[#calls + 1] = noted[i] end

-- Nobody is called into a closed line
for i = 3, lane.closed and 2 or #ARGV do
  if redis.call('ZSCORE', KEYS[3], ARGV[i]) then callbacks[#callbacks + 1] = ARGV[i] else wanting[#wanting + 1] = ARGV[i] end
end

local following = 1
while #calls + #callbacks < most and hasCapacity(lane) and (lane.waiting > 0 or wanting[following]) do
  local both = lane.waiting > 0 and wanting[following]
  if both then lane.credit = lane.credit + lane.share end
  if wanting[following] and (not both or lane.credit >= TERMS.ALMOST_ONE) then
    -- With nobody on hold newcomers are the other side: they get credit for what callbacks take, but no debt from idle times
    lane.credit = both and lane.credit - 1 or math.max(0, lane.credit - (1 - lane.share))
    takeCapacity(lane, wanting[following])
    callbacks[#callbacks + 1] = wanting[following]
    following = following + 1
  else
    calls[#calls + 1] = (letInFirst(lane))
  end
end
if following > 1 then countDrain(KEYS[6], 'c', lane.now, following - 1) end
-- What is left for want of capacity claims its share of what comes; what exceeds `most` does not
lane.callbacksUntil = wanting[following] and not hasCapacity(lane) and lane.now + TERMS.CALLBACKS_CLAIM_MS or 0
saveLane(lane)
return { calls, callbacks }
