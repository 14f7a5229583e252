/** The single key of a button, shown beside its words. Screen readers learn it from the button itself. */
import { useContext } from 'preact/hooks';
import { ShortcutsOn } from './shortcuts.ts';

export function KeyHint({ name }: { name: string | undefined }) {
  const on = useContext(ShortcutsOn);
  if (!on || name === undefined) return null;
  return (
    <span class="key" aria-hidden="true">
      {name.toUpperCase()}
    </span>
  );
}
