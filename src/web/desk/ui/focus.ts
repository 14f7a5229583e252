/** Where the keyboard goes by itself. */
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { isTyping } from './shortcuts.ts';

/**
 * Focuses the element whenever `reason` becomes another one; not behind an open dialog.
 * @param asked the agent has asked for what comes; else whoever is typing is left alone
 */
export function useFocusOn(element: RefObject<HTMLElement | null>, reason: unknown, asked = false): void {
  useEffect(() => {
    if (reason === undefined || reason === false) return;
    if (!asked && isTyping(document.activeElement)) return;
    if (document.querySelector('dialog[open]') === null) element.current?.focus();
  }, [element, reason, asked]);
}
