/** Tabs after the ARIA pattern: arrow keys go from one to the next, and what is in the others stays as it is. */
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';

import { KeyHint } from './key-hint.tsx';
import { useShortcut } from './shortcuts.ts';

interface Tab<Name extends string> {
  name: Name;
  label: string;
  shortcut: string;
  panel: ComponentChildren;
}

interface Props<Name extends string> {
  label: string;
  chosen: Name;
  onChoose: (name: Name) => void;
  tabs: readonly Tab<Name>[];
  /** Stands in the same row. */
  beside?: ComponentChildren;
}

export function Tabs<Name extends string>({ label, chosen, onChoose, tabs, beside }: Props<Name>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const walk = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = tabs.findIndex(({ name }) => name === chosen);
    const next = (at + step + tabs.length) % tabs.length;
    onChoose((tabs[next] as Tab<Name>).name);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  return (
    <>
      <div class="tab-row">
        <div role="tablist" aria-label={label} ref={list} onKeyDown={walk}>
          {tabs.map((tab) => (
            <TabButton key={tab.name} id={`${id}-${tab.name}`} tab={tab} on={tab.name === chosen} onChoose={() => onChoose(tab.name)} />
          ))}
        </div>
        {beside}
      </div>
      {tabs.map(({ name, panel }) => (
        <section key={name} role="tabpanel" id={`${id}-${name}-panel`} aria-labelledby={`${id}-${name}`} hidden={name !== chosen}>
          {panel}
        </section>
      ))}
    </>
  );
}

function TabButton({ id, tab, on, onChoose }: { id: string; tab: Tab<string>; on: boolean; onChoose: () => void }) {
  const element = useRef<HTMLButtonElement>(null);
  useShortcut(element, tab.shortcut);
  return (
    <button
      type="button"
      role="tab"
      id={id}
      ref={element}
      aria-selected={on}
      aria-controls={`${id}-panel`}
      aria-keyshortcuts={tab.shortcut}
      tabIndex={on ? 0 : -1}
      onClick={onChoose}
    >
      <span>{tab.label}</span>
      <KeyHint name={tab.shortcut} />
    </button>
  );
}
