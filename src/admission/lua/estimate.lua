-- Part of the scripts that announce a wait: how fast the line moves, measured. estimate.ts and foresight.ts say the same in TypeScript.
-- Uses KEYS 6 of its script: drain. Its fields: sinceMs; span number → people let in; "l" and span number → people who gave up;
-- "c" and span number → callbacks granted; foresight, from foresee.lua: ms in a span, number of the first, then callbacks wanting in, one by one.

local function spanOf(ms) return math.floor(ms / TERMS.DRAIN_SPAN_MS) end

-- Counts of the drain over all spans that are looked at, and over the recent ones. Read once per run unless somebody is let in.
local function measure(lane)
  local fields = redis.call('HGETALL', KEYS[6])
  local oldest, recent = spanOf(lane.now) - TERMS.DRAIN_SPANS + 1, spanOf(lane.now) - TERMS.DRAIN_RECENT_SPANS + 1
  local m = { since = 0, letIn = 0, recentLetIn = 0, left = 0, callbacks = 0, recentCallbacks = 0 }
  for i = 1, #fields, 2 do
    local name, value = fields[i], fields[i + 1]
    local span = tonumber(name)
    if span then
      if span >= oldest then m.letIn = m.letIn + value end
      if span >= recent then m.recentLetIn = m.recentLetIn + value end
    elseif name == 'sinceMs' then
      m.since = tonumber(value)
    elseif name == 'foresight' then
      m.foresight = value
    else
      span = tonumber(string.sub(name, 2))
      if string.sub(name, 1, 1) == 'l' then
        if span >= oldest then m.left = m.left + value end
      else
        if span >= oldest then m.callbacks = m.callbacks + value end
        if span >= recent then m.recentCallbacks = m.recentCallbacks + value end
      end
    end
  end
  m.ms = lane.now - math.max(oldest * TERMS.DRAIN_SPAN_MS, m.since)
  m.recentMs = lane.now - math.max(recent * TERMS.DRAIN_SPAN_MS, m.since)
  return m
end

-- Over all of the time, or over its end where that is slower and enough should have happened in it to believe it.
local function perSecond(m, all, recent)
  local overAll = all * 1000 / m.ms
  if overAll * m.recentMs / 1000 < TERMS.DRAIN_RECENT_LEAST then return overAll end
  return math.min(overAll, recent * 1000 / m.recentMs)
end

-- The paces at which calls will be let in, one after the other: callbacks take what they want of both, and never more than their share.
local function stretchesOf(lane, foresight, calls, both)
  local stretches, left, spanMs, untilMs = {}, 0, nil, nil
  for number in string.gmatch(foresight, '%S+') do
    if not spanMs then
      spanMs = tonumber(number)
    elseif not untilMs then
      untilMs = number * spanMs
    else
      untilMs = untilMs + spanMs
      left = left + number
      local seconds = (untilMs - math.max(lane.now, untilMs - spanMs)) / 1000
      if seconds > 0 then
        local taken = math.min(left, lane.share * both * seconds)
        left = left - taken
        local letIn, last = math.min(calls, math.max(0, both - taken / seconds)), stretches[#stretches]
        if last and last.letIn == letIn then
          last.seconds = last.seconds + seconds
        else
          stretches[#stretches + 1] = { seconds = seconds, letIn = letIn }
        end
      end
    end
  end
  return stretches
end

-- People let in a second, the share of those waiting that gives up a second, and the stretches before that; nil when it is not known.
local function paceOf(lane)
  lane.measured = lane.measured or measure(lane)
  local m = lane.measured
  if m.letIn == 0 or m.ms < TERMS.DRAIN_SPAN_MS then return nil end
  local letIn = perSecond(m, m.letIn, m.recentLetIn)
  if letIn == 0 then return nil end
  letIn = math.min(letIn, lane.rate)
  if m.foresight and not m.stretches then
    local both = math.min(perSecond(m, m.letIn + m.callbacks, m.recentLetIn + m.recentCallbacks), lane.rate)
    m.stretches = stretchesOf(lane, m.foresight, letIn, both)
  end
  return { letIn = letIn, leaving = m.left * 1000 / m.ms / math.max(1, lane.waiting), stretches = m.stretches }
end

-- Who gives up ahead shortens the wait: letIn + leaving * ahead go a second.
local function meltSeconds(ahead, letIn, leaving)
  if ahead <= 0 then return 0 end
  return leaving > 0 and math.log(1 + leaving * ahead / letIn) / leaving or ahead / letIn
end
local function aheadAfter(ahead, stretch, leaving)
  if leaving == 0 then return ahead - stretch.letIn * stretch.seconds end
  local melting = stretch.letIn / leaving
  return (ahead + melting) * math.exp(-leaving * stretch.seconds) - melting
end
local function withCaution(seconds) return math.ceil(seconds * TERMS.WAIT_CAUTION) end

-- Whole seconds until somebody at this position is let in; nil when nothing is measured.
local function waitSeconds(position, pace)
  if not pace then return nil end
  local ahead, seconds = position, 0
  for _, stretch in ipairs(pace.stretches or {}) do
    local within = meltSeconds(ahead, stretch.letIn, pace.leaving)
    if within <= stretch.seconds then return withCaution(seconds + within) end
    ahead = aheadAfter(ahead, stretch, pace.leaving)
    seconds = seconds + stretch.seconds
  end
  return withCaution(seconds + meltSeconds(ahead, pace.letIn, pace.leaving))
end
local function waitText(seconds) return seconds and whole(seconds) or '' end
