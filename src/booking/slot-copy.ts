import type { Faults } from './slot-faults.ts';
import { isRow, type ReadSlot, type SlotRow } from './slot-row.ts';

/** Writes rows in the text format of PostgreSQL's COPY (https://www.postgresql.org/docs/current/sql-copy.html). */

/** Characters in a piece: few enough to hold, enough that a piece costs little. */
const PIECE = 64 * 1_024;

/** The rows as text for COPY, in pieces; faults are noted on the way. `tell` hears how many rows there were so far. */
export async function* copyLines(slots: AsyncIterable<ReadSlot>, faults: Faults, tell: (lines: number) => void): AsyncGenerator<string> {
  let text = '';
  let lines = 0;
  for await (const slot of slots) {
    if (isRow(slot)) {
      lines += 1;
      text += copyLine(slot);
    } else {
      faults.add(slot.errors);
    }
    if (text.length < PIECE) continue;
    tell(lines);
    yield text;
    text = '';
  }
  tell(lines);
  if (text !== '') yield text;
}

function copyLine({ line, kreis, startsAtMs, dose, vaccine, capacity, releaseAtMs }: SlotRow): string {
  const releaseAt = releaseAtMs === undefined ? '\\N' : new Date(releaseAtMs).toISOString();
  return `${line}\t${escaped(kreis)}\t${new Date(startsAtMs).toISOString()}\t${dose}\t${escaped(vaccine)}\t${capacity}\t${releaseAt}\n`;
}

/** Names come from our own tables, but those may hold anything. */
function escaped(name: string): string {
  return name.replace(/[\\\t\n\r]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
