/** Where a terminal phone's keys come from: a keyboard at once, or a pipe line by line. */
import { createInterface } from 'node:readline';

export interface Keys {
  /** At once: each as it is typed. By question: the next only when the line asks. */
  kind: 'at-once' | 'by-question';
  next(): Promise<string | undefined>;
}

/** Ctrl-C and Ctrl-D quit. */
export function keysFromTerminal(input: NodeJS.ReadStream): Keys {
  input.setRawMode(true);
  input.setEncoding('utf8');
  const typed: AsyncIterator<string> = input[Symbol.asyncIterator]();
  const waiting: string[] = [];
  return {
    kind: 'at-once',
    async next() {
      while (waiting.length === 0) {
        const chunk = await typed.next();
        if (chunk.done) return undefined;
        waiting.push(...String(chunk.value));
      }
      const key = waiting.shift() ?? '';
      return key === '\u0003' || key === '\u0004' ? 'q' : key;
    },
  };
}

export function keysFromPipe(input: NodeJS.ReadableStream): Keys {
  const lines = createInterface({ input })[Symbol.asyncIterator]();
  return {
    kind: 'by-question',
    async next() {
      const line = await lines.next();
      return line.done ? undefined : line.value.trim();
    },
  };
}
