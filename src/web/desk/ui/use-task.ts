/** One thing the agent has asked for: under way, refused, or done. */
import { useState } from 'preact/hooks';
import type { Answer, Refusal } from '../desk-api.ts';

export interface Task {
  busy: boolean;
  refusal: Refusal | undefined;
  /** Does it unless it is under way already; tells what came of it. */
  run<T>(work: () => Promise<Answer<T>>): Promise<Answer<T> | undefined>;
  /** What was refused is of no interest any more. */
  forget(): void;
}

export function useTask(): Task {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  return {
    busy,
    refusal,
    forget: () => setRefusal(undefined),
    async run(work) {
      if (busy) return undefined;
      setBusy(true);
      setRefusal(undefined);
      const answer = await work();
      setBusy(false);
      if (!answer.ok) setRefusal(answer.refusal);
      return answer;
    },
  };
}
