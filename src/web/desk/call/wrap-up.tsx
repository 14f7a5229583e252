/** What came of the call, before the next one. The term is the server's; at its end what stands here is saved by itself. */
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { z } from 'zod';
import type { wrapUpBody } from '../../../http/desk-schemas.ts';
import { Clock, useSecondsUntil } from '../clock.ts';
import { clockOf } from '../dates.ts';
import { useWords } from '../texts.ts';
import { Button } from '../ui/button.tsx';
import { Choice, Field } from '../ui/field.tsx';
import { useFocusOn } from '../ui/focus.ts';
import { Refused } from '../ui/refused.tsx';
import { useTask } from '../ui/use-task.ts';
import { useDesk } from '../use-desk.ts';

export type Reason = z.output<typeof wrapUpBody>['reason'];

interface Props {
  callSid: string;
  /** What the desk has seen happen. */
  done: Reason | undefined;
  onClose: () => void;
}

/** Early enough for the request to arrive within the term. */
const SAVE_BEFORE_END_SECONDS = 2;

export function WrapUp({ callSid, done, onClose }: Props) {
  const { words } = useWords();
  const { me } = useDesk();
  const [chosen, setChosen] = useState<Reason>();
  const [note, setNote] = useState('');
  const reason = chosen ?? done ?? 'answered';
  const { task, finish } = useFinish(onClose);
  const left = useWrapUpLeft();
  const first = useRef<HTMLInputElement>(null);
  useFocusOn(first, callSid);
  const save = () => void finish(reason, note);
  useEffect(() => {
    if (left !== undefined && left <= SAVE_BEFORE_END_SECONDS && left > 0 && !task.busy) save();
  });
  const submit = (event: Event) => {
    event.preventDefault();
    save();
  };
  return (
    <form class="wrap-up" onSubmit={submit}>
      <h2>{words.wrapUp.title}</h2>
      <p class="countdown">{me.state === 'wrap_up' ? left !== undefined && words.wrapUp.left(clockOf(left)) : words.wrapUp.over}</p>
      <Choice legend={words.wrapUp.question} value={reason} onValue={setChosen} options={reasonsIn(words.wrapUp.reasons)} at={first} />
      <Field size="wide" label={words.wrapUp.note} hint={words.wrapUp.noteHint} value={note} onValue={setNote} maxLength={200} />
      <Refused refusal={task.refusal} />
      <Button kind="go" submit shortcut={words.keys.done} busy={task.busy}>
        {me.state === 'wrap_up' ? words.wrapUp.submit : words.wrapUp.put}
      </Button>
    </form>
  );
}

function reasonsIn(labels: Record<Reason, string>): { value: Reason; label: string }[] {
  return (Object.keys(labels) as Reason[]).map((value) => ({ value, label: labels[value] }));
}

function useFinish(onClose: () => void) {
  const { api, refresh } = useDesk();
  const task = useTask();
  const finish = async (reason: Reason, note: string) => {
    const body = { reason, ...(note === '' ? {} : { note }) };
    const answer = await task.run(() => api.ask('/wrap-up', { method: 'POST', body }));
    if (answer?.ok !== true) return;
    onClose();
    await refresh();
  };
  return { task, finish };
}

/** Seconds until the server ends the wrap-up; the desk looks again when they are over. */
function useWrapUpLeft(): number | undefined {
  const { me, picture, refresh } = useDesk();
  const clock = useContext(Clock);
  const wraps = me.state === 'wrap_up' && me.stateSince !== null && picture !== undefined;
  const until = wraps ? new Date(Date.parse(me.stateSince ?? '') + (picture?.wrapUpSeconds ?? 0) * 1_000).toISOString() : undefined;
  useEffect(() => {
    if (until === undefined) return;
    const timer = setTimeout(() => void refresh(), Math.max(0, Date.parse(until) - clock.nowMs()) + 200);
    return () => clearTimeout(timer);
  }, [until, refresh, clock]);
  return useSecondsUntil(until);
}
