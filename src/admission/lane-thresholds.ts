import type { LaneName } from './keys.ts';
import { type Thresholds, thresholdSpecs } from './thresholds.ts';

/**
 * What ops set, as one gate's scripts read it. The agents' lanes have their own bounds for waiting. Their capacity is agents, not a
 * rate: whoever is free takes the next call, so the rate bounds nothing. A closed front door does not turn away those who are
 * inside already.
 */
export function thresholdsOfLane(lane: LaneName, values: Thresholds): Thresholds {
  if (lane !== 'agents') return values;
  return {
    ...values,
    mode: 'open',
    closedReason: '',
    closedUntilMs: 0,
    admitPerSecond: most('admitPerSecond'),
    burst: most('burst'),
    maxQueueLength: values.agentQueueLength,
    maxWaitSeconds: values.agentMaxWaitSeconds,
  };
}

function most(field: 'admitPerSecond' | 'burst'): number {
  const spec = thresholdSpecs[field];
  return 'max' in spec ? spec.max : Number.POSITIVE_INFINITY;
}
