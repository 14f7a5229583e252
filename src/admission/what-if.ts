/**
 * What would happen in the next hours under given thresholds: admitted, queued, called back, busy, waits, backlog.
 * People are reckoned as amounts that flow in small steps through the rules of the front door (`what-if-model.ts`); chance
 * plays no part, so the same question has the same answer. `what-if` questions and the console's preview use it.
 */
import type { Thresholds } from './thresholds.ts';
import { runModel } from './what-if-model.ts';
import type { Prediction, Situation } from './what-if-terms.ts';

/** The next hours under these thresholds. Pure: time, arrivals and today's state come in. */
export function predict(thresholds: Thresholds, situation: Situation): Prediction {
  return runModel(thresholds, situation);
}
