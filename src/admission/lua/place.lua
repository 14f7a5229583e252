-- Part of the scripts that give places in a line: who may wait. decide.ts says the same in TypeScript.
-- `limits`: maxQueueLength, maxWaitSeconds.

-- Position and wait, if somebody with so many ahead may wait; who `may` has a place whatever the line's length, as one that was cut off.
local function placeInLine(lane, limits, may, ahead)
  if not may and lane.waiting >= limits.maxQueueLength then return nil end
  local wait = lane.waiting > 0 and waitSeconds(ahead + 1, paceOf(lane)) or nil
  if not may and (wait or math.ceil((ahead + 1) / lane.rate)) > limits.maxWaitSeconds then return nil end
  return ahead + 1, waitText(wait)
end
