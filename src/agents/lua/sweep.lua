-- Ends what is over: leases (missed, or undone where nothing rang), wrap-ups (available), calls whose end was never told (paused).
-- KEYS  1 people  2 deadlines  3 calls  4 missed  5 events  6 untold  7 day, then of each lane: duty, line, seen, since, drain
-- ARGV  1 time: "=MS" (absolute) or an offset in ms to add to the server's clock  2 when the local day began (ms)
-- Reply how many agents changed
-- Safe to repeat: what has ended has no deadline any more.
return endWhatIsOver()
