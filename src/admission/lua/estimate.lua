-- Part of the scripts that announce a wait: how fast the line moves, measured. estimate.ts says the same in TypeScript.
-- Uses KEYS 6 of its script: drain. Its fields: sinceMs; span number → people let in; "l" and span number → people who gave up.

local function spanOf(ms) return math.floor(ms / TERMS.DRAIN_SPAN_MS) end

-- Counts of the drain over all spans that are looked at, and over the recent ones. Read once per run unless somebody is let in.
local function measure(lane)
  local fields = redis.call('HGETALL', KEYS[6])
  local oldest, recent = spanOf(lane.now) - TERMS.DRAIN_SPANS + 1, spanOf(lane.now) - TERMS.DRAIN_RECENT_SPANS + 1
  local m = { since = 0, letIn = 0, recentLetIn = 0, left = 0 }
  for i = 1, #fields, 2 do
    local name, count = fields[i], tonumber(fields[i + 1])
    local span = tonumber(name)
    if name == 'sinceMs' then
      m.since = count
    elseif not span then
      if tonumber(string.sub(name, 2)) >= oldest then m.left = m.left + count end
    elseif span >= oldest then
      m.letIn = m.letIn + count
      if span >= recent then m.recentLetIn = m.recentLetIn + count end
    end
  end
  m.ms = lane.now - math.max(oldest * TERMS.DRAIN_SPAN_MS, m.since)
  m.recentMs = lane.now - math.max(recent * TERMS.DRAIN_SPAN_MS, m.since)
  return m
end

-- People let in a second, and the share of those waiting that gives up a second; nil when that is not known.
local function paceOf(lane)
  lane.measured = lane.measured or measure(lane)
  local m = lane.measured
  if m.letIn == 0 or m.ms < TERMS.DRAIN_SPAN_MS then return nil end
  local letIn = m.letIn * 1000 / m.ms
  if letIn * m.recentMs / 1000 >= TERMS.DRAIN_RECENT_LEAST then
    if m.recentLetIn == 0 then return nil end
    letIn = math.min(letIn, m.recentLetIn * 1000 / m.recentMs)
  end
  return { letIn = math.min(letIn, lane.rate), leaving = m.left * 1000 / m.ms / math.max(1, lane.waiting) }
end

-- Whole seconds until somebody at this position is let in; nil when nothing is measured.
local function waitSeconds(position, pace)
  if not pace then return nil end
  local seconds = position / pace.letIn
  if pace.leaving > 0 then seconds = math.log(1 + pace.leaving * position / pace.letIn) / pace.leaving end
  return math.ceil(seconds * TERMS.WAIT_CAUTION)
end
local function waitText(seconds) return seconds and whole(seconds) or '' end
