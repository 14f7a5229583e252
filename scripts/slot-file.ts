import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { SlotFile } from '../src/booking/slot-import.ts';

const PIECE_BYTES = 256 * 1_024;
/** A byte order mark and some empty lines may come before what tells. */
const LOOK_BYTES = 1_024;

/** A file of appointment times on disk; `size` is what reading it to the end takes, in bytes. */
export async function openSlotFile(path: string, format?: SlotFile['format']): Promise<SlotFile & { size: number }> {
  const { size } = await stat(path);
  const known = format ?? (await formatOf(path));
  return { format: known, size: known === 'fhir' ? 2 * size : size, open: () => createReadStream(path, { highWaterMark: PIECE_BYTES }) };
}

async function formatOf(path: string): Promise<SlotFile['format']> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOK_BYTES), 0, LOOK_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead).trimStart().startsWith('{') ? 'fhir' : 'csv';
  } finally {
    await file.close();
  }
}
