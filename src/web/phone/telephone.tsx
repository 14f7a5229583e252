/** One telephone: its number, its state, its buttons, what was said. */
import { useEffect, useId, useMemo } from 'preact/hooks';
import { Buttons } from './buttons.tsx';
import { Keypad } from './keypad.tsx';
import { OwnNumber } from './own-number.tsx';
import type { PhoneState } from './phone-state.ts';
import { Speaker } from './speaker.ts';
import type { Texts } from './texts.ts';
import { Transcript } from './transcript.tsx';
import { usePhone } from './use-phone.ts';

interface Props {
  name: string;
  hint?: string;
  number: string;
  onNumber: (number: string) => void;
  lines: string[];
  texts: Texts;
  muted: boolean;
}

export function Telephone({ name, hint, number, onNumber, lines, texts, muted }: Props) {
  const speaker = useMemo(() => new Speaker(), []);
  useEffect(() => {
    speaker.muted = muted;
  }, [muted, speaker]);
  const [state, actions] = usePhone(number, speaker);
  const id = useId();
  const inCall = state.callSid !== undefined && state.status !== 'incoming';
  return (
    <section class="telephone" aria-labelledby={id} data-in-call={inCall}>
      <h2 id={id}>{name}</h2>
      {hint && <p>{hint}</p>}
      <div class="sides">
        <div class="handset">
          <OwnNumber number={number} onNumber={onNumber} locked={inCall} texts={texts} />
          <p class={`status ${state.status}`} role="status">
            {statusText(state, texts)}
          </p>
          <Buttons state={state} inCall={inCall} actions={actions} lines={lines} texts={texts} />
          <Keypad on={inCall} onKey={actions.press} texts={texts} />
        </div>
        <div>
          <Transcript lines={state.lines} texts={texts} />
        </div>
      </div>
    </section>
  );
}

function statusText({ status, other }: PhoneState, { states }: Texts): string {
  if (status === 'incoming' || status === 'connected') return states[status](other);
  return states[status];
}
