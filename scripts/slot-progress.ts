import { Presets, SingleBar } from 'cli-progress';
import type { ImportProgress } from '../src/booking/slot-import.ts';

/** Shows how far an import is, on standard error and for people only. */
export interface ProgressBar {
  /** Counts what is read. */
  watch(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncIterable<Uint8Array>;
  show(progress: ImportProgress): void;
  end(): void;
}

/** @param size bytes to be read; @param shown false: nothing is printed */
export function progressBar(size: number, shown: boolean): ProgressBar {
  const bar = new SingleBar(
    { format: '{phase} {bar} {percentage} %  {note}', stream: process.stderr, hideCursor: true, clearOnComplete: true, noTTYOutput: false },
    Presets.shades_classic,
  );
  let read = 0;
  if (shown) bar.start(size, 0, { phase: 'reading ', note: '' });
  return {
    async *watch(bytes) {
      for await (const piece of bytes) {
        read += piece.length;
        yield piece;
      }
    },
    show(progress) {
      if (!shown) return;
      switch (progress.phase) {
        case 'reading': {
          const faults = progress.faults > 0 ? `, ${progress.faults.toLocaleString('en')} faults` : '';
          return void bar.update(read, { note: `${progress.lines.toLocaleString('en')} times${faults}` });
        }
        case 'checking':
          return void bar.update(size, { phase: 'checking', note: '' });
        case 'writing':
          bar.setTotal(progress.of);
          return void bar.update(progress.done, { phase: 'writing ', note: `of ${progress.of.toLocaleString('en')} times` });
        case 'adding':
          return void bar.update({ phase: 'adding  ', note: `places to ${progress.done.toLocaleString('en')} known times` });
      }
    },
    end() {
      if (shown) bar.stop();
    },
  };
}
