-- Pairs waiting calls with idle agents, each pair for a short time, until the call asks for its agent.
-- KEYS  1 people  2 deadlines  3 calls  4 missed  5 events  6 untold  7 day, then of each lane: duty, line, seen, since, drain
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 when the local day began (ms)  3 most
-- Reply CallSid, agent, CallSid, agent … whose telephones are to be moved
-- Safe to repeat: a pair is told once; what became of it nobody rings ends with its lease, and is paired and told anew.
endWhatIsOver()
local told, most = {}, tonumber(ARGV[3])
local function tell(callSid, id)
  told[#told + 1] = callSid
  told[#told + 1] = id
end

-- Paired by the webhooks of others meanwhile; who has asked by itself is not among them any more, who is gone has no agent
local untold = redis.call('ZPOPMIN', KEYS[6], most)
for i = 1, #untold, 2 do
  local id = redis.call('HGET', KEYS[3], untold[i])
  local record = id and load(id)
  if record and record.state == 'reserved' then tell(untold[i], id) end
end
pairNext(most - #told / 2, tell)
return told
