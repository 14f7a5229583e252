import type { PairedAgent } from './ports/agents.ts';
import type { Turn } from './ports/front-door.ts';

/** Both questions of a call that waits for a human, asked at once: is somebody free, and if not, where does it stand? */

/** Is there an agent for this call? */
export type Rung = PairedAgent | { nobody: true; onDuty: number };

export interface AskedAgents {
  /** For whoever acts on the answers. */
  take(): Promise<[Rung, Turn]>;
  /** The agent who was found, where nobody has acted on it. */
  leftOver(): Promise<PairedAgent | undefined>;
}

/** The answers as they come. A failure is told where they are needed: a repeated webhook has its answer already. */
export function askedAgents(ring: Promise<Rung>, look: Promise<Turn>): AskedAgents {
  const answers = Promise.all([ring, look]);
  answers.catch(() => undefined);
  let taken = false;
  return {
    take() {
      taken = true;
      return answers;
    },
    async leftOver() {
      if (taken) return undefined;
      const [rung] = await answers;
      return 'id' in rung ? rung : undefined;
    },
  };
}
