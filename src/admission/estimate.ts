import { type Foresight, type Stretch, stretchesOf } from './foresight.ts';
import { terms } from './terms.ts';

/** How fast a waiting line moves, measured, and what a caller may be told from it: the oracle for estimate.lua. */
export interface Pace {
  /** People let in from the line. */
  letInPerSecond: number;
  /** Share of those waiting that gives up, a second. */
  leavingPerSecond: number;
  /** How fast people are let in before that, while callbacks that fall due take their share. */
  stretches: readonly Stretch[];
}

/**
 * Whole seconds until somebody at this position is let in, rounded up. The line a caller stands in melts stretch by stretch. The
 * caution on top makes it a wait that is beaten more often than missed.
 */
export function waitSeconds(position: number, { letInPerSecond, leavingPerSecond, stretches }: Pace): number {
  let [ahead, seconds] = [position, 0];
  for (const stretch of stretches) {
    const within = meltSeconds(ahead, stretch.letInPerSecond, leavingPerSecond);
    if (within <= stretch.seconds) return withCaution(seconds + within);
    ahead = aheadAfter(ahead, stretch, leavingPerSecond);
    seconds += stretch.seconds;
  }
  return withCaution(seconds + meltSeconds(ahead, letInPerSecond, leavingPerSecond));
}

/** Who gives up ahead shortens the wait: `letIn + leaving × ahead` go a second, so it takes ln(1 + leaving × ahead ÷ letIn) ÷ leaving. */
function meltSeconds(ahead: number, letInPerSecond: number, leavingPerSecond: number): number {
  if (ahead <= 0) return 0;
  return leavingPerSecond > 0 ? Math.log(1 + (leavingPerSecond * ahead) / letInPerSecond) / leavingPerSecond : ahead / letInPerSecond;
}

/** Who is still ahead after a stretch. */
function aheadAfter(ahead: number, { seconds, letInPerSecond }: Stretch, leavingPerSecond: number): number {
  if (leavingPerSecond === 0) return ahead - letInPerSecond * seconds;
  const melting = letInPerSecond / leavingPerSecond;
  return (ahead + melting) * Math.exp(-leavingPerSecond * seconds) - melting;
}

function withCaution(seconds: number): number {
  return Math.ceil(seconds * terms.WAIT_CAUTION);
}

/** What the pace is held against. */
export interface PaceLimits {
  admitPerSecond: number;
  callbackShare: number;
}

/** Counts what happens to one line, in spans of ten seconds. */
export class Drain {
  #sinceMs = 0;
  readonly #letIn = new Map<number, number>();
  readonly #left = new Map<number, number>();
  readonly #callbacks = new Map<number, number>();
  #foresight: Foresight | undefined;

  /** A line that forms anew is measured anew: what drained hours ago says nothing. */
  restart(nowMs: number): void {
    this.#sinceMs = nowMs;
    this.#letIn.clear();
    this.#left.clear();
    this.#callbacks.clear();
    this.#foresight = undefined;
  }

  countLetIn(nowMs: number): void {
    countIn(this.#letIn, nowMs);
  }

  countLeft(nowMs: number): void {
    countIn(this.#left, nowMs);
  }

  /** A callback was granted what else a call would have got. */
  countCallback(nowMs: number): void {
    countIn(this.#callbacks, nowMs);
  }

  /** What callbacks will take; the last word counts. */
  foresee(foresight: Foresight): void {
    this.#foresight = foresight;
  }

  /**
   * Measured over the last two minutes, or over the last half minute where that is slower and enough happened to believe it.
   * Never faster than the line may be let in by now. Undefined until ten seconds and one person are measured, and while it stands still.
   */
  pace(waiting: number, limits: PaceLimits, nowMs: number): Pace | undefined {
    const all = this.#window(terms.DRAIN_SPANS, nowMs);
    const recent = this.#window(terms.DRAIN_RECENT_SPANS, nowMs);
    if (all.letIn === 0 || all.measuredMs < terms.DRAIN_SPAN_MS) return undefined;
    const measured = perSecond(all, recent, ({ letIn }) => letIn);
    if (measured === 0) return undefined;
    const letInPerSecond = Math.min(measured, limits.admitPerSecond);
    const bothPerSecond = Math.min(
      perSecond(all, recent, ({ letIn, callbacks }) => letIn + callbacks),
      limits.admitPerSecond,
    );
    const leavingPerSecond = (all.left * 1_000) / all.measuredMs / Math.max(1, waiting);
    const paces = { callsPerSecond: letInPerSecond, bothPerSecond };
    const stretches = this.#foresight ? stretchesOf(this.#foresight, paces, limits.callbackShare, nowMs) : [];
    return { letInPerSecond, leavingPerSecond, stretches };
  }

  #window(spans: number, nowMs: number): Counted {
    const oldest = Math.floor(nowMs / terms.DRAIN_SPAN_MS) - spans + 1;
    const measuredMs = nowMs - Math.max(oldest * terms.DRAIN_SPAN_MS, this.#sinceMs);
    const count = (counts: ReadonlyMap<number, number>) => countFrom(counts, oldest);
    return { letIn: count(this.#letIn), left: count(this.#left), callbacks: count(this.#callbacks), measuredMs };
  }
}

interface Counted {
  letIn: number;
  left: number;
  callbacks: number;
  measuredMs: number;
}

/** Over all of the time, or over its end where that is slower and enough should have happened in it to believe it. */
function perSecond(all: Counted, recent: Counted, count: (counted: Counted) => number): number {
  const overAll = (count(all) * 1_000) / all.measuredMs;
  if ((overAll * recent.measuredMs) / 1_000 < terms.DRAIN_RECENT_LEAST) return overAll;
  return Math.min(overAll, (count(recent) * 1_000) / recent.measuredMs);
}

function countIn(counts: Map<number, number>, nowMs: number): void {
  const span = Math.floor(nowMs / terms.DRAIN_SPAN_MS);
  if (!counts.has(span)) for (const old of counts.keys()) if (old <= span - terms.DRAIN_SPANS) counts.delete(old);
  counts.set(span, (counts.get(span) ?? 0) + 1);
}

function countFrom(counts: ReadonlyMap<number, number>, oldest: number): number {
  let sum = 0;
  for (const [span, count] of counts) if (span >= oldest) sum += count;
  return sum;
}
