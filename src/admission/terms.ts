/** How long things at the front door last: no thresholds, because ops never need to turn them. Scripts and oracle read the same. */

/** A call that shows no sign of life for so long gives its seat back. */
export const seatLeaseSeconds = 900;

export const terms = Object.freeze({
  SEAT_LEASE_MS: seatLeaseSeconds * 1_000,
  /** A waiting call whose loop was not heard of for so long has ended without telling us. */
  LINE_UNSEEN_MS: 120_000,
  /** A place on hold that was cut off is kept so long. */
  PLACE_KEPT_MS: 600_000,
  /** While somebody new was refused within this time, more draws are refused too: ringing again is no lottery. */
  OVERRUN_MS: 10_000,
  /** An admitted call that was cut off may go on for so long. */
  RESUME_MS: 1_800_000,
  /** A ticket lives so long after the last ring, longer while a callback is promised. */
  TICKET_MS: 86_400_000,
  TICKET_WITH_CALLBACK_MS: 14 * 86_400_000,
  /** Answers are remembered longer than a call may last (four hours at the network). */
  DECISION_MS: 5 * 3_600_000,
  /** A ticket remembers the answers to so many calls that took nothing: webhooks are repeated within seconds. */
  REFUSALS_KEPT: 3,
  /** Webhooks of a call that is over may still come in for a while. */
  TOMBSTONE_MS: 3_600_000,
  DAY_COUNTERS_MS: 3 * 86_400_000,
  /** The drain of the line is measured over the last 12 spans of 10 s, and over the last 3 where these tell enough: so many people. */
  DRAIN_SPAN_MS: 10_000,
  DRAIN_SPANS: 12,
  DRAIN_RECENT_SPANS: 3,
  DRAIN_RECENT_LEAST: 20,
  /** Callbacks are foreseen in so many spans of whole minutes, which reach beyond the longest wait. */
  FORESIGHT_SPANS: 11,
  FORESIGHT_LEAST_MS: 60_000,
  /** Announced waits are so many times what the pace of the moment gives: the pace changes, and a wait that was beaten angers nobody. */
  WAIT_CAUTION: 1.2,
  /** A lane that nobody looked at for so long (the worker does four times a second) was down and has just been started. */
  UNATTENDED_MS: 10_000,
  /** Callbacks that could not be granted claim their share until the worker asks again, at most so long. */
  CALLBACKS_CLAIM_MS: 5_000,
  /** So many may be let in, or cleared away, by one script run: nothing else runs in Redis meanwhile. */
  CHECK_TURN_MOST: 64,
  SWEEP_MOST: 500,
  /** Order in line: ms since this instant, times ORDER_PER_MS, plus a number within the millisecond. Exact in a double until 2037. */
  ORDER_EPOCH_MS: Date.UTC(2020, 0, 1),
  ORDER_PER_MS: 16_384,
  /** Shares are sums of fractions: an almost whole unit is a whole one. */
  ALMOST_ONE: 1 - 1e-9,
});
