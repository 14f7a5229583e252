import { once } from 'node:events';

/** What commands print: lines for people and programs on standard output, faults on standard error. */

export function write(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** "1 letter", "2 letters". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Prints piece by piece, no faster than it is read. A reader that has enough (`head`) ends it quietly. */
export async function printAll(pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>): Promise<void> {
  let closed = false;
  const noteClosed = (fault: NodeJS.ErrnoException) => {
    if (fault.code !== 'EPIPE') throw fault;
    closed = true;
  };
  process.stdout.once('error', noteClosed);
  for await (const piece of pieces) {
    if (closed) break;
    if (!process.stdout.write(piece) && !closed) await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')]);
  }
  process.stdout.off('error', noteClosed);
}
