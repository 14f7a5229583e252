import type { Clock } from '../platform/clock.ts';
import type { AdviceBoard, PublishedAdvice } from './ports/tuning-help.ts';

/** The advised rate as ops look at it. */
export type AdviceShown = Omit<PublishedAdvice, 'samples'> & { ageSeconds: number };

/** Undefined: no worker has looked in the last hour, or `autoTune` is off. */
export async function lookAtAdvice(parts: { advice: AdviceBoard; clock: Clock }): Promise<AdviceShown | undefined> {
  const published = await parts.advice.read();
  if (!published) return undefined;
  const { samples: _, ...advice } = published;
  return { ...advice, ageSeconds: Math.max(0, Math.round((parts.clock.nowMs() - published.atMs) / 1_000)) };
}
