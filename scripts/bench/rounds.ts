/** Fair rounds: the contenders take turns, so that a machine that gets slower slows all of them. */

export interface Contender {
  name: string;
  /** Does one unit of work; so many run at a time. */
  once: () => Promise<unknown>;
}

export interface Result {
  name: string;
  /** Median over the rounds, units per second. */
  perSecond: number;
  /** Median over the rounds of this contender's rate divided by the reference's in the same round. */
  ratio: number;
  perRound: number[];
}

export interface RoundOptions {
  inFlight: number;
  rounds: number;
  secondsPerTurn: number;
}

/** Runs every contender once in each round, after one round that is not counted. The first contender is the reference. */
export async function race(contenders: readonly Contender[], options: RoundOptions): Promise<Result[]> {
  const rates = contenders.map(() => [] as number[]);
  for (let round = 0; round <= options.rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const rate = await turn(contender, options);
      if (round > 0) rates[index]?.push(rate);
    }
  }
  return versus(contenders.map(({ name }, index) => ({ name, perRound: rates[index] ?? [] })));
}

/** Compares what ran in the same rounds. The first is the reference. */
export function versus(results: readonly Pick<Result, 'name' | 'perRound'>[]): Result[] {
  const reference = results[0]?.perRound ?? [];
  return results.map(({ name, perRound }) => {
    const ratios = perRound.map((rate, round) => rate / (reference[round] ?? rate));
    return { name, perSecond: median(perRound), ratio: median(ratios), perRound };
  });
}

async function turn({ once }: Contender, { inFlight, secondsPerTurn }: RoundOptions): Promise<number> {
  const begin = performance.now();
  const end = begin + secondsPerTurn * 1_000;
  let done = 0;
  const lane = async () => {
    while (performance.now() < end) {
      await once();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return done / ((performance.now() - begin) / 1_000);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
