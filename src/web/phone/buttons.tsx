/** Call, answer, turn away, hang up: what fits the moment. */
import type { PhoneState } from './phone-state.ts';
import type { Texts } from './texts.ts';
import { useFocusIfLost } from './use-focus.ts';
import type { PhoneActions } from './use-phone.ts';

interface Props {
  state: PhoneState;
  inCall: boolean;
  actions: PhoneActions;
  lines: string[];
  texts: Texts;
}

export function Buttons({ state, inCall, actions, lines, texts }: Props) {
  if (state.status === 'incoming')
    return (
      <div class="buttons">
        <Button kind="answer" focus onClick={actions.answer}>
          {texts.answer}
        </Button>
        <Button kind="hang-up" onClick={actions.reject}>
          {texts.reject}
        </Button>
      </div>
    );
  if (inCall || state.status === 'calling')
    return (
      <div class="buttons">
        <Button kind="hang-up" focus onClick={actions.hangUp}>
          {texts.hangUp}
        </Button>
      </div>
    );
  return (
    <div class="buttons">
      {lines.map((line, index) => (
        <Button
          key={line}
          kind="answer"
          focus={index === 0 && state.status === 'ended'}
          off={state.status === 'unplugged'}
          onClick={() => actions.dial(line)}
        >
          {texts.call(texts.lines[line] ?? line)} <small>{texts.lineNames[line]}</small>
        </Button>
      ))}
    </div>
  );
}

interface ButtonProps {
  kind: 'answer' | 'hang-up';
  /** Takes the keyboard when it appears and nothing else has it. */
  focus?: boolean;
  off?: boolean;
  onClick: () => void;
  children: preact.ComponentChildren;
}

function Button({ kind, focus = false, off = false, onClick, children }: ButtonProps) {
  const element = useFocusIfLost(focus);
  return (
    <button type="button" class={kind} ref={element} disabled={off} onClick={onClick}>
      {children}
    </button>
  );
}
