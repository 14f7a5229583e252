-- Decides the calls of one tick, one after the other: let in, on hold, callback, known, or a refusal that takes nothing.
-- KEYS  1 thresholds  2 bucket  3 seats  4 line  5 seen  6 drain  7 callbacks  8 day
--       then for each call: decision, ticket (the decision again when the number is withheld)
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock
--       then for each call: CallSid, caller's hash ('' when withheld)
-- Reply for each call "answer|version|ticketAtMs|position|waitSeconds|callbackId|previousCallSid|attempt|opensAtMs|reason", '' for what is not there
-- Safe to repeat: an answer that takes something is kept under the CallSid, also when the call has ended; a refusal in the
-- caller's ticket, for the last calls of each caller.
local lane = openLane(ARGV[1])
if not lane then return NO_THRESHOLDS end
local t = redis.call('HMGET', KEYS[1], 'maxQueueLength', 'maxWaitSeconds', 'maxOpenCallbacks', 'closedUntilMs', 'closedReason')
local door = {
  maxQueueLength = tonumber(t[1]), maxWaitSeconds = tonumber(t[2]), maxOpenCallbacks = tonumber(t[3]),
  openCallbacks = redis.call('ZCARD', KEYS[7]), closing = t[4] .. '|' .. t[5],
}
local counts, tickets, decisions, answers = {}, {}, {}, {}
local function count(name) counts[name] = (counts[name] or 0) + 1 end

local function newTicket()
  lane.orderSeq = lane.orderMs == lane.now and lane.orderSeq + 1 or 0
  lane.orderMs = lane.now
  return { order = orderOf(lane.now, lane.orderSeq) }
end

local stored = redis.call('MGET', unpack(KEYS, 9))
for i = 9, #KEYS, 2 do
  local callSid, caller = ARGV[i - 7], ARGV[i - 6]
  local ticket = caller ~= '' and (tickets[caller] or readTicket(stored[i - 7])) or nil
  local answer = earlierAnswer(lane, door, callSid, decisions[KEYS[i]] or stored[i - 8], ticket)
  if not answer then
    local isNew = not ticket
    ticket = ticket or newTicket()
    ticket.calls = (ticket.calls or 0) + 1
    local name, position, wait, callback, previous = decide(lane, door, callSid, ticket, isNew)
    answer = answerText(lane, door, ticket, name, position, wait, callback, previous)
    if caller ~= '' and TAKES_NOTHING[name] then
      remember(ticket, callSid, answer)
    else
      redis.call('SET', KEYS[i], answer, 'PX', DECISION_PX)
      decisions[KEYS[i]] = answer
    end
    if caller ~= '' then
      tickets[caller] = ticket
      writeTicket(KEYS[i + 1], ticket)
    end
    count('attempts')
    if isNew then count('people') end
    count(name)
  end
  answers[#answers + 1] = answer
end
saveLane(lane)
for name, number in pairs(counts) do redis.call('HINCRBY', KEYS[8], name, number) end
redis.call('PEXPIRE', KEYS[8], TERMS.DAY_COUNTERS_MS)
return answers
