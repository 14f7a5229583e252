/** Why the agent takes a break: ops see it. */
import { useState } from 'preact/hooks';
import { useWords } from './texts.ts';
import { Button } from './ui/button.tsx';
import { Dialog } from './ui/dialog.tsx';
import { Choice } from './ui/field.tsx';
import { Refused } from './ui/refused.tsx';
import { useTask } from './ui/use-task.ts';
import { useDesk } from './use-desk.ts';

export function PauseDialog({ onClose }: { onClose: () => void }) {
  const { words } = useWords();
  const { choose } = useDesk();
  const reasons = words.state.pauseReasons;
  const [reason, setReason] = useState(reasons[0]);
  const task = useTask();
  const submit = async (event: Event) => {
    event.preventDefault();
    const answer = await task.run(() => choose('paused', reason));
    if (answer?.ok) onClose();
  };
  return (
    <Dialog title={words.state.pauseTitle} onClose={onClose}>
      <form onSubmit={submit}>
        <Choice
          rows
          legend={words.state.toPaused}
          value={reason}
          options={reasons.map((value) => ({ value, label: value }))}
          onValue={setReason}
        />
        <Refused refusal={task.refusal} />
        <div class="buttons">
          <Button kind="go" submit busy={task.busy}>
            {words.state.toPaused}
          </Button>
          <Button onClick={onClose}>{words.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
