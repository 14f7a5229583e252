import { type CsvError, type Info, parse } from 'csv-parse/sync';
import { findKreis } from './kreis-name.ts';

/** Reads a file of appointment times: header `kreis,starts_at,dose,vaccine,capacity`, every fault of the file told at once. */

const COLUMNS = ['kreis', 'starts_at', 'dose', 'vaccine', 'capacity'] as const;
type Column = (typeof COLUMNS)[number];
const MOST_PLACES = 10_000;

export interface SlotRow {
  /** Where it stands in the file; the header is line 1. */
  line: number;
  kreis: string;
  startsAtMs: number;
  dose: 1 | 2;
  vaccine: string;
  capacity: number;
}

export interface LineError {
  line: number;
  /** Empty when the whole line is at fault. */
  column: string;
  value: string;
  reason: string;
}

type Parsed<T> = { value: T } | { reason: string };

/** All rows, and all faults; rows are worth using only when there is no fault. */
export function parseSlotCsv(
  text: string,
  known: { kreise: readonly string[]; vaccines: readonly string[] },
): { rows: SlotRow[]; errors: LineError[] } {
  const errors: LineError[] = [];
  const lines = readLines(text, errors);
  const header = lines.shift();
  if (header === undefined || header.record.map((name) => name.toLowerCase()).join() !== COLUMNS.join()) {
    const value = header?.record.join() ?? '';
    return { rows: [], errors: [{ line: 1, column: '', value, reason: `the first line must be ${COLUMNS.join()}` }] };
  }
  const rows = lines.flatMap(({ line, record }) => readRow(line, record, known, errors));
  refuseRepeats(rows, errors);
  return { rows, errors: errors.sort((a, b) => a.line - b.line) };
}

function readLines(text: string, errors: LineError[]): { line: number; record: string[] }[] {
  const records = parse(text, {
    bom: true,
    trim: true,
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    skip_records_with_error: true,
    on_skip: (error: CsvError | undefined) => {
      errors.push({ line: Number(error?.lines ?? 1), column: '', value: '', reason: `not readable as CSV: ${error?.code ?? 'unknown'}` });
      return undefined;
    },
  }) as unknown as { info: Info; record: string[] }[];
  return records.map(({ info, record }) => ({ line: info.lines, record }));
}

function readRow(
  line: number,
  record: string[],
  known: { kreise: readonly string[]; vaccines: readonly string[] },
  errors: LineError[],
): SlotRow[] {
  if (record.length !== COLUMNS.length) {
    errors.push({ line, column: '', value: record.join(), reason: `must have ${COLUMNS.length} values, has ${record.length}` });
    return [];
  }
  const cells = Object.fromEntries(COLUMNS.map((column, index) => [column, record[index] ?? ''])) as Record<Column, string>;
  const take = <T>(column: Column, parsed: Parsed<T>): T | undefined => {
    if ('value' in parsed) return parsed.value;
    errors.push({ line, column, value: cells[column], reason: parsed.reason });
    return undefined;
  };
  const kreis = take('kreis', nameOr(findKreis(cells.kreis, known.kreise), 'no such Kreis with a centre'));
  const startsAtMs = take('starts_at', readInstant(cells.starts_at));
  const dose = take('dose', readDose(cells.dose));
  const vaccine = take(
    'vaccine',
    nameOr(
      known.vaccines.find((name) => name === cells.vaccine.toLowerCase()),
      `must be one of: ${known.vaccines.join(', ')}`,
    ),
  );
  const capacity = take('capacity', readCapacity(cells.capacity));
  if (kreis === undefined || startsAtMs === undefined || dose === undefined || vaccine === undefined || capacity === undefined) return [];
  return [{ line, kreis, startsAtMs, dose, vaccine, capacity }];
}

const nameOr = (name: string | undefined, reason: string): Parsed<string> => (name === undefined ? { reason } : { value: name });

function readDose(text: string): Parsed<1 | 2> {
  if (text === '1') return { value: 1 };
  return text === '2' ? { value: 2 } : { reason: 'must be 1 or 2' };
}

function readCapacity(text: string): Parsed<number> {
  const capacity = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  return capacity <= MOST_PLACES ? { value: capacity } : { reason: `must be a whole number from 0 to ${MOST_PLACES}` };
}

/** ISO 8601 with its offset: without one, an hour of the year would be two different times. */
function readInstant(text: string): Parsed<number> {
  const match = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/.exec(text);
  if (match?.[1] === undefined) return { reason: 'must be a time with its offset, like 2026-12-01T14:30:00+01:00' };
  const midnight = Date.parse(`${match[1]}T00:00:00Z`);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(match[1])) return { reason: 'there is no such day' };
  return { value: Date.parse(text) };
}

function refuseRepeats(rows: readonly SlotRow[], errors: LineError[]): void {
  const seen = new Map<string, number>();
  for (const row of rows) {
    const key = `${row.kreis}|${row.startsAtMs}|${row.dose}|${row.vaccine}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, row.line);
    else
      errors.push({
        line: row.line,
        column: 'starts_at',
        value: new Date(row.startsAtMs).toISOString(),
        reason: `the same appointment time stands in line ${first}`,
      });
  }
}
