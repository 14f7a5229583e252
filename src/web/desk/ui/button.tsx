/** A button, with its single key shown beside its words. */
import type { ComponentChildren, RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { KeyHint } from './key-hint.tsx';
import { useShortcut } from './shortcuts.ts';

interface Props {
  kind?: 'plain' | 'go' | 'stop' | 'quiet';
  submit?: boolean;
  /** A single key that presses it. */
  shortcut?: string;
  /** Under way: keeps the focus, does nothing. */
  busy?: boolean;
  off?: boolean;
  pressed?: boolean;
  at?: RefObject<HTMLButtonElement | null>;
  onClick?: () => void;
  children: ComponentChildren;
}

export function Button({ kind = 'plain', submit = false, shortcut, busy = false, off = false, pressed, at, onClick, children }: Props) {
  const own = useRef<HTMLButtonElement>(null);
  const element = at ?? own;
  useShortcut(element, off ? undefined : shortcut);
  const click = (event: Event) => {
    if (busy || off) return event.preventDefault();
    onClick?.();
  };
  return (
    <button
      type={submit ? 'submit' : 'button'}
      class={kind}
      ref={element}
      aria-disabled={busy || off ? 'true' : undefined}
      aria-busy={busy ? 'true' : undefined}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut}
      onClick={click}
    >
      <span>{children}</span>
      <KeyHint name={shortcut} />
    </button>
  );
}
