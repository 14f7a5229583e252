/** Where the keyboard goes when the button it was on has gone. */
import { useEffect, useRef } from 'preact/hooks';

/** Focuses the element when it appears, if that is `wanted` and nothing else has the focus. */
export function useFocusIfLost(wanted: boolean) {
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!wanted) return;
    if (document.activeElement === null || document.activeElement === document.body) element.current?.focus();
  }, [wanted]);
  return element;
}
