/** Where the keyboard goes by itself. */
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { isTyping } from './shortcuts.ts';

/** A field with nothing in it yet only waits: whoever is led on from there loses nothing. */
const isInTheMiddle = (target: Element | null) => isTyping(target) && !(target instanceof HTMLInputElement && target.value === '');

/**
 * Focuses the element whenever `reason` becomes another one; not behind an open dialog.
 * @param asked the agent has asked for what comes; else whoever is typing is left alone
 */
export function useFocusOn(element: RefObject<HTMLElement | null>, reason: unknown, asked = false): void {
  useEffect(() => {
    if (reason === undefined || reason === false) return;
    if (!asked && isInTheMiddle(document.activeElement)) return;
    if (document.querySelector('dialog[open]') === null) element.current?.focus();
  }, [element, reason, asked]);
}

/** What is to be asked for first in these fields: what is missing, else what is chosen already, else the first that is needed. */
export function firstToAsk(fields: Element | null | undefined): HTMLElement | undefined {
  const needed = [...(fields?.querySelectorAll<HTMLInputElement>('input[aria-required]') ?? [])];
  return needed.find(({ value }) => value === '') ?? fields?.querySelector<HTMLInputElement>('input:checked') ?? needed[0];
}
