/** A place that is held: what it is, for how long, and the button that makes it fast. */
import { useEffect, useRef } from 'preact/hooks';
import type { HeldPair } from '../../../http/desk-schemas.ts';
import { useSecondsUntil } from '../clock.ts';
import { clockOf, timeOfDay } from '../dates.ts';
import type { Refusal } from '../desk-api.ts';
import { useWords } from '../texts.ts';
import { Button } from '../ui/button.tsx';
import { Refused } from '../ui/refused.tsx';
import { useDesk } from '../use-desk.ts';
import { PairView } from './pair-view.tsx';

const RENEW_BEFORE_END_SECONDS = 30;

interface Props {
  held: HeldPair;
  confirm: string;
  busy: boolean;
  refusal: Refusal | undefined;
  onConfirm: () => void;
  onRelease: () => void;
  /** The term runs out while the caller is still there. */
  onRenew: () => void;
  onExpired: () => void;
}

export function Held({ held, confirm, busy, refusal, onConfirm, onRelease, onRenew, onExpired }: Props) {
  const { words, language } = useWords();
  const left = useSecondsUntil(held.heldUntil) ?? 0;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { me } = useDesk();
  // Pen and paper take their time: the place stays the caller's while they talk
  const runsOut = left <= RENEW_BEFORE_END_SECONDS && left > 0 && me.state === 'on_call';
  useEffect(() => {
    if (runsOut) onRenew();
  }, [runsOut]);
  const over = left <= 0 && !busy;
  useEffect(() => {
    if (over) onExpired();
  }, [over, onExpired]);
  const submit = (event: Event) => {
    event.preventDefault();
    onConfirm();
  };
  return (
    <form class="panel held" onSubmit={submit}>
      <h3 tabIndex={-1} ref={heading}>
        {words.book.heldUntil(words.hour(timeOfDay(held.heldUntil, language)), clockOf(left))}
      </h3>
      <PairView pair={held} />
      <Refused refusal={refusal} />
      <div class="buttons">
        <Button kind="go" submit busy={busy}>
          {confirm}
        </Button>
        <Button onClick={onRelease}>{words.book.release}</Button>
      </div>
    </form>
  );
}
