/** How a callback that the agent took has ended. */
import type { z } from 'zod';
import type { callbackOutcomeBody } from '../../http/desk-schemas.ts';
import { useWords } from './texts.ts';
import { Button } from './ui/button.tsx';
import { Refused } from './ui/refused.tsx';
import { useTask } from './ui/use-task.ts';
import { useDesk } from './use-desk.ts';

export interface TakenCallback {
  id: string;
  kennzahl: string;
}

type Outcome = z.output<typeof callbackOutcomeBody>['outcome'];
const outcomes: readonly Outcome[] = ['served', 'again', 'unwanted'];

export function CallbackOutcome({ taken, onDone }: { taken: TakenCallback; onDone: () => void }) {
  const { words } = useWords();
  const { api } = useDesk();
  const task = useTask();
  const tell = async (outcome: Outcome) => {
    const answer = await task.run(() => api.ask(`/callbacks/${taken.id}/outcome`, { method: 'POST', body: { outcome } }));
    if (answer?.ok) onDone();
  };
  return (
    <section class="panel" aria-label={words.callbacks.heading}>
      <p>{words.callbacks.outcome(taken.kennzahl)}</p>
      <div class="buttons">
        {outcomes.map((outcome) => (
          <Button key={outcome} busy={task.busy} onClick={() => void tell(outcome)}>
            {words.callbacks.outcomes[outcome]}
          </Button>
        ))}
      </div>
      <Refused refusal={task.refusal} />
    </section>
  );
}
