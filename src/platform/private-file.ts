import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What may be written to a file, piece by piece. */
export type Pieces = Readable | AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/**
 * Writes a file that only its owner may read (mode 0600): whole, or not at all. What stood there before is replaced.
 * Folders that are missing are made for the owner alone.
 * @param open asked for the pieces once the file can take them
 */
export async function writePrivateFile(file: string, open: () => Pieces): Promise<void> {
  const target = resolve(file);
  const fresh = `${target}.${process.pid}.part`;
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  try {
    await pipeline(open(), createWriteStream(fresh, { mode: 0o600, flags: 'wx' }));
    await rename(fresh, target);
  } catch (thrown) {
    await rm(fresh, { force: true });
    throw thrown;
  }
}
