import { CsvError, type Info, parse } from 'csv-parse';
import { throughStreams } from './fed-stream.ts';
import type { ImportTerms, KnownNames, LineError, OpenFile, ReadSlot } from './slot-row.ts';
import { type Parsed, type SlotValues, slotValues } from './slot-values.ts';

/** Reads a CSV of appointment times line by line; header `kreis,starts_at,dose,vaccine,capacity`, and `release_at` if wanted. */

const COLUMNS = ['kreis', 'starts_at', 'dose', 'vaccine', 'capacity'] as const;
const RELEASE = 'release_at';
/** A quote that is never closed would swallow the rest of the file. */
const LONGEST_LINE = 10_000;
const TOO_LONG = 'CSV_MAX_RECORD_SIZE';

/** Yields each line as a row or with all of its faults, in the order of the file. A file that is no such CSV is one fault. */
export async function* readSlotCsv(open: OpenFile, known: KnownNames, terms: ImportTerms): AsyncGenerator<ReadSlot> {
  const values = slotValues(known, terms);
  const unreadable: LineError[] = [];
  const parser = parse({
    bom: true,
    trim: true,
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    skip_records_with_error: true,
    max_record_size: LONGEST_LINE,
    on_skip: (error: CsvError | undefined) => {
      // What follows is no line any more
      if (error?.code === TOO_LONG) parser.destroy(error);
      else unreadable.push(unreadableLine(error));
      return undefined;
    },
  });
  let columns = 0;
  try {
    for await (const { record, info } of throughStreams<{ record: string[]; info: Info }>(open(), [parser])) {
      if (columns === 0) {
        columns = columnsOf(record);
        if (columns === 0) return yield { errors: [headerFault(record)] };
      } else {
        yield readLine(info.lines, record, columns, values);
      }
      if (unreadable.length > 0) yield { errors: unreadable.splice(0) };
    }
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    unreadable.push(unreadableLine(thrown));
  }
  if (unreadable.length > 0) yield { errors: unreadable };
  else if (columns === 0) yield { errors: [headerFault([])] };
}

/** 5, or 6 with `release_at`; 0 when this is not the header. */
function columnsOf(record: string[]): number {
  const names = record.map((name) => name.toLowerCase()).join();
  if (names === COLUMNS.join()) return COLUMNS.length;
  return names === [...COLUMNS, RELEASE].join() ? COLUMNS.length + 1 : 0;
}

function headerFault(record: string[]): LineError {
  const wanted = `the first line must be ${COLUMNS.join()}, or the same with ,${RELEASE}`;
  return { line: 1, column: '', value: record.join(), reason: `${wanted}${separatorHint(record)}` };
}

/** What spreadsheets in Germany write. Empty where that is not the fault. */
export function separatorHint(record: readonly string[]): string {
  return record.length === 1 && record[0]?.includes(';')
    ? '; values are separated by commas here, not by semicolons: save the file so'
    : '';
}

function unreadableLine(error: CsvError | undefined): LineError {
  const why =
    error?.code === TOO_LONG
      ? `longer than ${LONGEST_LINE} characters, as after a quote that is never closed, here or some lines before`
      : (error?.code ?? 'unknown');
  return { line: Number(error?.lines ?? 1), column: '', value: '', reason: `not readable as CSV: ${why}` };
}

function readLine(line: number, record: string[], columns: number, values: SlotValues): ReadSlot {
  if (record.length !== columns)
    return { errors: [{ line, column: '', value: record.join(), reason: `must have ${columns} values, has ${record.length}` }] };
  const errors: LineError[] = [];
  const take = <T>(column: string, text: string, parsed: Parsed<T>): T | undefined => {
    if ('value' in parsed) return parsed.value;
    errors.push({ line, column, value: text, reason: parsed.reason });
    return undefined;
  };
  const [kreisText = '', startText = '', doseText = '', vaccineText = '', capacityText = '', releaseText = ''] = record;
  const kreis = take('kreis', kreisText, values.kreis(kreisText));
  const startsAtMs = take('starts_at', startText, values.startsAt(startText));
  const dose = take('dose', doseText, values.dose(doseText));
  const vaccine = take('vaccine', vaccineText, values.vaccine(vaccineText));
  const capacity = take('capacity', capacityText, values.capacity(capacityText));
  const releaseAtMs = take(RELEASE, releaseText, values.releaseAt(releaseText, startsAtMs));
  if (
    errors.length > 0 ||
    kreis === undefined ||
    startsAtMs === undefined ||
    dose === undefined ||
    vaccine === undefined ||
    capacity === undefined
  )
    return { errors };
  return { line, kreis, startsAtMs, startsAtText: startText, dose, vaccine, capacity, ...(releaseAtMs !== undefined && { releaseAtMs }) };
}
