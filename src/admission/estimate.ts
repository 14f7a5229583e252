import { terms } from './terms.ts';

/** How fast a waiting line moves, measured, and what a caller may be told from it: the oracle for estimate.lua. */
export interface Pace {
  /** People let in from the line. */
  letInPerSecond: number;
  /** Share of those waiting that gives up, a second. */
  leavingPerSecond: number;
}

/**
 * Whole seconds until somebody at this position is let in, rounded up. Who gives up ahead shortens the wait: the line a
 * caller stands in melts by `letIn + leaving × ahead`, which takes ln(1 + leaving × position ÷ letIn) ÷ leaving. The
 * caution on top makes it a wait that is beaten more often than missed.
 */
export function waitSeconds(position: number, { letInPerSecond, leavingPerSecond }: Pace): number {
  const seconds =
    leavingPerSecond > 0 ? Math.log(1 + (leavingPerSecond * position) / letInPerSecond) / leavingPerSecond : position / letInPerSecond;
  return Math.ceil(seconds * terms.WAIT_CAUTION);
}

/** Counts what happens to one line, in spans of ten seconds. */
export class Drain {
  #sinceMs = 0;
  readonly #letIn = new Map<number, number>();
  readonly #left = new Map<number, number>();

  /** A line that forms anew is measured anew: what drained hours ago says nothing. */
  restart(nowMs: number): void {
    this.#sinceMs = nowMs;
    this.#letIn.clear();
    this.#left.clear();
  }

  countLetIn(nowMs: number): void {
    countIn(this.#letIn, nowMs);
  }

  countLeft(nowMs: number): void {
    countIn(this.#left, nowMs);
  }

  /**
   * Measured over the last two minutes, or over the last half minute where that is slower and enough happened to believe it.
   * Never faster than the line may be let in by now. Undefined until ten seconds and one person are measured, and while it stands still.
   */
  pace(waiting: number, admitPerSecond: number, nowMs: number): Pace | undefined {
    const all = this.#window(terms.DRAIN_SPANS, nowMs);
    if (all.letIn === 0 || all.measuredMs < terms.DRAIN_SPAN_MS) return undefined;
    const recent = this.#window(terms.DRAIN_RECENT_SPANS, nowMs);
    let letInPerSecond = (all.letIn * 1_000) / all.measuredMs;
    if ((letInPerSecond * recent.measuredMs) / 1_000 >= terms.DRAIN_RECENT_LEAST) {
      if (recent.letIn === 0) return undefined;
      letInPerSecond = Math.min(letInPerSecond, (recent.letIn * 1_000) / recent.measuredMs);
    }
    const leavingPerSecond = (all.left * 1_000) / all.measuredMs / Math.max(1, waiting);
    return { letInPerSecond: Math.min(letInPerSecond, admitPerSecond), leavingPerSecond };
  }

  #window(spans: number, nowMs: number): { letIn: number; left: number; measuredMs: number } {
    const oldest = Math.floor(nowMs / terms.DRAIN_SPAN_MS) - spans + 1;
    const measuredMs = nowMs - Math.max(oldest * terms.DRAIN_SPAN_MS, this.#sinceMs);
    return { letIn: countFrom(this.#letIn, oldest), left: countFrom(this.#left, oldest), measuredMs };
  }
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
