/** Single keys as shortcuts: only while nobody types into a field, and only if the agent wants them (WCAG 2.1.4). */
import { createContext, type RefObject } from 'preact';
import { useContext, useEffect, useLayoutEffect } from 'preact/hooks';

/** Does this agent want shortcuts? */
export const ShortcutsOn = createContext(true);

/** Fields that letters and digits are typed into. */
const typing = 'textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button], [type=submit])';

export const isTyping = (target: EventTarget | null) => target instanceof Element && target.matches(typing);

/** Presses the element when the key is pressed, while it can be seen and used. */
export function useShortcut(element: RefObject<HTMLElement | null>, key: string | undefined): void {
  const on = useContext(ShortcutsOn);
  // With the key's hint, not a moment later: what is shown counts
  useLayoutEffect(() => {
    if (!on || key === undefined) return;
    const press = (event: KeyboardEvent) => {
      const target = element.current;
      if (target === null || event.key.toLowerCase() !== key || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      if (event.defaultPrevented || isTyping(event.target) || !isWithinReach(target)) return;
      event.preventDefault();
      target.click();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [element, key, on]);
}

/** Seen, and not behind an open dialog. */
function isWithinReach(target: HTMLElement): boolean {
  const dialogs = document.querySelectorAll('dialog[open]');
  const top = dialogs[dialogs.length - 1];
  return target.checkVisibility() && (top === undefined || top.contains(target));
}

/** Escape leaves a field, so that the single keys count again. In a dialog it closes the dialog instead. */
export function useEscapeFromFields(): void {
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.key !== 'Escape' || !isTyping(target) || !(target instanceof HTMLElement) || target.closest('dialog')) return;
      target.blur();
    };
    addEventListener('keydown', leave);
    return () => removeEventListener('keydown', leave);
  }, []);
}
