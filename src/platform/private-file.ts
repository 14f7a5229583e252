import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HotlineError } from './errors.ts';

/** What may be written to a file, piece by piece. */
export type Pieces = Readable | AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/**
 * Writes a file that only its owner may read (mode 0600): whole, or not at all. What stood there before is replaced.
 * Its folder is made for the owner alone, where only that one is missing: a path that is mistyped makes no tree of folders. Throws `NO_FOLDER`.
 * @param open asked for the pieces once the file can take them
 */
export async function writePrivateFile(file: string, open: () => Pieces): Promise<void> {
  const target = resolve(file);
  const fresh = `${target}.${process.pid}.part`;
  await makeFolder(dirname(target));
  try {
    await pipeline(open(), createWriteStream(fresh, { mode: 0o600, flags: 'wx' }));
    await rename(fresh, target);
  } catch (thrown) {
    await rm(fresh, { force: true });
    throw thrown;
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new HotlineError('NO_FOLDER', `there is no folder ${dirname(folder)}: make it first`, { cause: thrown });
    if (code !== 'EEXIST') throw thrown;
  }
}
