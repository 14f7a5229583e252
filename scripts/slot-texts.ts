import type { StockRow } from '../src/booking/pg-slots.ts';
import type { ImportReport } from '../src/booking/slot-import.ts';
import { counted } from './print.ts';

/** What `npm run slots` says to people. */

export function reportText({ imported, changed, unchanged, past = 0, errors, unlisted = 0 }: ImportReport, dryRun: boolean): string {
  if (errors.length === 0) {
    const done = `${dryRun ? 'Would import' : 'Imported'}: ${imported} new, ${changed} changed, ${unchanged} unchanged.`;
    if (past === 0) return done;
    const which =
      past === 1 ? '1 line of the file is of a time that has passed' : `${past} lines of the file are of times that have passed`;
    return `${done}\nNote: ${which}: nobody can book ${past === 1 ? 'it' : 'them'} any more.`;
  }
  const lines = errors.map(({ line, column, value, reason }) => {
    // A path of a Bundle says where it is by itself
    const place = column.startsWith('Bundle') ? column : `line ${line}${column && `, ${column}`}`;
    return `${place}${value && ` "${value}"`}: ${reason}`;
  });
  const more = unlisted > 0 ? [`… and ${unlisted} more`] : [];
  return [...lines, ...more, importRefused(errors.length + unlisted, dryRun)].join('\n');
}

/** The last line under a list of faults. */
export function importRefused(faults: number, dryRun: boolean): string {
  return dryRun ? `This file would not be imported: ${counted(faults, 'fault')}.` : `Nothing was imported: ${counted(faults, 'fault')}.`;
}

export function stockText(stock: readonly (StockRow & { day?: string })[]): string {
  const byDay = stock.some(({ day }) => day !== undefined);
  const head = ['Kreis', ...(byDay ? ['day'] : []), 'dose', 'capacity', 'held', 'booked', 'free'];
  const cells = stock.map(({ kreis, day, dose, capacity, held, booked, free }) => [
    kreis,
    ...(byDay ? [day ?? ''] : []),
    ...[dose, capacity, held, booked, free].map(String),
  ]);
  const rows = [head, ...cells];
  const widths = head.map((_, column) => rows.reduce((widest, row) => Math.max(widest, (row[column] ?? '').length), 0));
  return rows
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '))
    .join('\n');
}
