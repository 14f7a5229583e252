/** The agent's own state, the buttons that change it, and who waits in the lines. */
import { useState } from 'preact/hooks';
import { useNow } from './clock.ts';
import { clockOf } from './dates.ts';
import type { Me } from './desk-api.ts';
import { PauseDialog } from './pause-dialog.tsx';
import type { Settings } from './settings.ts';
import { SettingsDialog } from './settings-dialog.tsx';
import { type Texts, useWords } from './texts.ts';
import { Button } from './ui/button.tsx';
import { Refused } from './ui/refused.tsx';
import { useTask } from './ui/use-task.ts';
import { useDesk } from './use-desk.ts';
import { WaitingLanes } from './waiting-lanes.tsx';

export function DeskHeader({ settings }: { settings: Settings }) {
  const { me } = useDesk();
  const { words } = useWords();
  const [open, setOpen] = useState<'pause' | 'settings'>();
  const close = () => setOpen(undefined);
  return (
    <header class="top">
      <h1 class="for-screen-readers">{words.title}</h1>
      <div class={`own-state ${me.state}`}>
        <strong>{words.state.names[me.state]}</strong>
        <TimeInState />
      </div>
      <StateButtons onPause={() => setOpen('pause')} />
      <WaitingLanes />
      <Button kind="quiet" shortcut={words.keys.settings} onClick={() => setOpen('settings')}>
        {me.name} <span class="for-screen-readers">{words.settings.open}</span>
      </Button>
      {open === 'pause' && <PauseDialog onClose={close} />}
      {open === 'settings' && <SettingsDialog settings={settings} onClose={close} />}
    </header>
  );
}

function TimeInState() {
  const { me, picture } = useDesk();
  const { words } = useWords();
  const now = useNow();
  const since = me.stateSince === null ? undefined : (now - Date.parse(me.stateSince)) / 1_000;
  return <span>{since === undefined ? '' : timeText(me, since, picture?.wrapUpSeconds, words)}</span>;
}

function timeText(me: Me, seconds: number, wrapUpSeconds: number | undefined, words: Texts): string {
  if (me.state === 'wrap_up' && wrapUpSeconds !== undefined) return words.state.wrapUpLeft(clockOf(wrapUpSeconds - seconds));
  const time = words.state.since(clockOf(seconds));
  return me.reason === undefined ? time : `${words.state.reasons[me.reason] ?? me.reason}, ${time}`;
}

/** While a call is being connected or held there is nothing to choose; a wrap-up ends with its own button. */
function StateButtons({ onPause }: { onPause: () => void }) {
  const { me, choose } = useDesk();
  const { words } = useWords();
  const task = useTask();
  const inCall = me.state === 'reserved' || me.state === 'on_call';
  return (
    <div class="buttons">
      {me.state !== 'available' && me.state !== 'wrap_up' && !inCall && (
        <Button kind="go" shortcut={words.keys.available} busy={task.busy} onClick={() => void task.run(() => choose('available'))}>
          {words.state.toAvailable}
        </Button>
      )}
      {me.state !== 'paused' && !inCall && (
        <Button shortcut={words.keys.paused} onClick={onPause}>
          {words.state.toPaused}
        </Button>
      )}
      {me.state !== 'offline' && !inCall && (
        <Button shortcut={words.keys.offline} busy={task.busy} onClick={() => void task.run(() => choose('offline'))}>
          {words.state.toOffline}
        </Button>
      )}
      <Refused refusal={task.refusal} />
    </div>
  );
}
