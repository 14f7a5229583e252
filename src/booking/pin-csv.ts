import { type CsvError, type Info, parse } from 'csv-parse';
import { throughStreams } from './fed-stream.ts';
import { isPin, PIN_DIGITS } from './pin.ts';
import { separatorHint } from './slot-csv.ts';
import type { LineError, OpenFile } from './slot-row.ts';

/** Reads a CSV of invitation letters line by line: whose PIN leads to which address. */

export const PIN_COLUMNS = ['pin', 'name', 'street', 'plz', 'city'] as const;
/** A quote that is never closed would swallow the rest of the file. */
const LONGEST_LINE = 10_000;
/** What fits into the window of an envelope. */
const LONGEST_VALUE = 60;

/** Where the invitation letter went. */
export interface Address {
  name: string;
  street: string;
  plz: string;
  city: string;
}

export interface PinRow {
  /** The header is line 1. */
  line: number;
  pin: string;
  address: Address;
}

/** Yields each line as a row, or everything that is wrong with it, in the order of the file. The PIN itself is in no fault. */
export async function* readPinCsv(open: OpenFile): AsyncGenerator<PinRow | { errors: LineError[] }> {
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
      unreadable.push({
        line: Number(error?.lines ?? 1),
        column: '',
        value: '',
        reason: `not readable as CSV: ${error?.code ?? 'unknown'}`,
      });
      return undefined;
    },
  });
  let begun = false;
  for await (const { record, info } of throughStreams<{ record: string[]; info: Info }>(open(), [parser])) {
    if (begun) yield readLine(info.lines, record);
    else if (record.map((name) => name.toLowerCase()).join() !== PIN_COLUMNS.join()) return yield { errors: [headerFault(record)] };
    begun = true;
    if (unreadable.length > 0) yield { errors: unreadable.splice(0) };
  }
  if (unreadable.length > 0) yield { errors: unreadable };
  if (!begun) yield { errors: [headerFault([])] };
}

function headerFault(record: readonly string[]): LineError {
  return { line: 1, column: '', value: '', reason: `the first line must be ${PIN_COLUMNS.join()}${separatorHint(record)}` };
}

function readLine(line: number, record: string[]): PinRow | { errors: LineError[] } {
  if (record.length !== PIN_COLUMNS.length)
    return { errors: [{ line, column: '', value: '', reason: `must have ${PIN_COLUMNS.length} values, has ${record.length}` }] };
  const [pin = '', name = '', street = '', plz = '', city = ''] = record;
  const errors: LineError[] = [];
  const note = (column: string, value: string, reason: string | undefined) => {
    if (reason !== undefined) errors.push({ line, column, value, reason });
  };
  note('pin', '', isPin(pin) ? undefined : `must be ${PIN_DIGITS} digits with a right check digit`);
  note('name', name, wordsFault(name));
  note('street', street, wordsFault(street));
  note('plz', plz, /^\d{5}$/.test(plz) ? undefined : 'must be five digits');
  note('city', city, wordsFault(city));
  return errors.length > 0 ? { errors } : { line, pin, address: { name, street, plz, city } };
}

/** What is printed, and opened as a table by others: no control characters, and no start that a spreadsheet would calculate. */
function wordsFault(text: string): string | undefined {
  if (text === '') return 'must not be empty';
  if (text.length > LONGEST_VALUE) return `must have at most ${LONGEST_VALUE} characters`;
  if (/\p{Cc}/u.test(text)) return 'must not hold control characters';
  return /^[=+\-@]/.test(text) ? 'must not begin with = + - or @' : undefined;
}
