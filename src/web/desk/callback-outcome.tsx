/** How a callback has ended that this agent's telephone rang for first. */
import { useState } from 'preact/hooks';
import type { z } from 'zod';
import type { callbackOutcomeBody } from '../../http/desk-schemas.ts';
import { useWords } from './texts.ts';
import { Button } from './ui/button.tsx';
import { Refused } from './ui/refused.tsx';
import { useTask } from './ui/use-task.ts';
import { useDesk } from './use-desk.ts';

type Outcome = z.output<typeof callbackOutcomeBody>['outcome'];
const outcomes: readonly Outcome[] = ['served', 'again', 'unwanted'];

export function CallbackOutcome({ id }: { id: string }) {
  const { words } = useWords();
  const { api } = useDesk();
  const [done, setDone] = useState(false);
  const task = useTask();
  const tell = async (outcome: Outcome) => {
    const answer = await task.run(() => api.ask(`/callbacks/${id}/outcome`, { method: 'POST', body: { outcome }, repeatable: true }));
    if (answer?.ok) setDone(true);
  };
  return (
    <section class="panel" aria-label={words.callbacks.heading}>
      <p>{words.callbacks.outcome}</p>
      <div class="buttons">
        {outcomes.map((outcome) => (
          <Button key={outcome} busy={task.busy} onClick={() => void tell(outcome)}>
            {words.callbacks.outcomes[outcome]}
          </Button>
        ))}
      </div>
      <p role="status">{done && words.callbacks.saved}</p>
      <Refused refusal={task.refusal} />
    </section>
  );
}
