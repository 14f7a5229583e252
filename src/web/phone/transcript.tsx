/** The conversation in writing. New sentences are announced to screen readers, keys are not: whoever pressed them knows. */
import { useEffect, useRef } from 'preact/hooks';
import type { Line } from './phone-state.ts';
import type { Texts } from './texts.ts';

export function Transcript({ lines, texts }: { lines: Line[]; texts: Texts }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = end.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, [lines]);
  return (
    <>
      <h3>{texts.transcript}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable with the keyboard */}
      <div class="transcript" role="log" aria-live="polite" aria-label={texts.transcript} ref={end} tabIndex={0}>
        {lines.length === 0 && <p class="empty">{texts.empty}</p>}
        {lines.map((line) => (
          <Entry key={line.id} line={line} texts={texts} />
        ))}
      </div>
    </>
  );
}

function Entry({ line, texts }: { line: Line; texts: Texts }) {
  if (line.who === 'you')
    return (
      <p class="you">
        <b>{texts.you}</b> <kbd>{line.key}</kbd>
      </p>
    );
  if ('music' in line)
    return (
      <p class="line">
        <b>{texts.line}</b> ♪ {texts.music}
      </p>
    );
  return (
    <p class="line">
      <b>{texts.line}</b> <span lang={line.language.slice(0, 2)}>{line.text}</span>
    </p>
  );
}
