/** Random numbers that come again with the same seed: a failing history can be told and repeated. */
export interface Seeded {
  /** 0 ≤ x < 1. */
  next(): number;
  /** A whole number, 0 ≤ n < `limit`. */
  below(limit: number): number;
  /** Exponentially distributed with this mean: times between independent events. */
  exponential(mean: number): number;
  /** How many independent events happen where `mean` are expected. */
  poisson(mean: number): number;
}

/** Mulberry32: small, and good enough to wander through states. */
export function seeded(seed: number): Seeded {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const exponential = (mean: number) => -Math.log(1 - next()) * mean;
  return {
    next,
    exponential,
    below: (limit) => Math.floor(next() * limit),
    poisson(mean) {
      let count = 0;
      for (let time = exponential(1); time < mean; time += exponential(1)) count += 1;
      return count;
    },
  };
}
