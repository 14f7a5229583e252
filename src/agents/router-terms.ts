/** How the router goes about its work: no thresholds, because ops never need to turn them. Scripts and oracle read the same. */
export const routerTerms = Object.freeze({
  /** A pairing that does not ring within this time is undone, and nobody's fault: a redirected call asks within a second or two. */
  PAIR_LEASE_MS: 10_000,
  /** Taken from the order of a caller who has been at an agent: ahead of all who have not, and among themselves in the same order. */
  RETURNED_MS: 10_000_000_000_000,
  /** Score of an agent who is at work and has a call: later than any time. */
  BUSY_MS: 9_000_000_000_000_000,
  /** One caller's webhook pairs at most so many, itself among them: nothing else runs in Redis meanwhile. */
  RING_PAIRS_MOST: 64,
  /** So many leases and wrap-ups are ended by one run. */
  ENDED_MOST: 1_000,
  /** Who missed a call is offered it again only if nobody else is idle, for so long. */
  MISSES_KEPT_MS: 86_400_000,
  /** Figures of a day are kept until nobody can ask for them as today's. */
  DAY_KEPT_MS: 2 * 86_400_000,
  /** Desks that reconnect find about so many of the last events: an hour of a full house. Older ones are in the agent's state anyway. */
  EVENTS_KEPT: 20_000,
});
