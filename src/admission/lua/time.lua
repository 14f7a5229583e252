-- Part of every script: its time, and numbers as text.

-- Milliseconds since 1970: '=MS' is that instant, anything else an offset to the server's clock. Then also what that clock says itself.
local function clock(text)
  if string.sub(text, 1, 1) == '=' then return tonumber(string.sub(text, 2)) end
  local time = redis.call('TIME')
  local serverMs = time[1] * 1000 + math.floor(time[2] / 1000)
  return serverMs + tonumber(text), serverMs
end

-- Lua prints 14 digits of a number; a time, an order or a fraction needs all of them. And a number that is handed to Redis
-- as such takes it longer to print than the command itself.
local function whole(number) return string.format('%d', number) end
local function exact(number) return string.format('%.17g', number) end
