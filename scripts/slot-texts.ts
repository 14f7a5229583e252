import type { StockRow } from '../src/booking/pg-slots.ts';
import type { ImportReport } from '../src/booking/slot-import.ts';

/** What `npm run slots` says to people. */

export function reportText({ imported, changed, unchanged, errors, unlisted = 0 }: ImportReport, dryRun: boolean): string {
  if (errors.length === 0) return `${dryRun ? 'Would import' : 'Imported'}: ${imported} new, ${changed} changed, ${unchanged} unchanged.`;
  const lines = errors.map(({ line, column, value, reason }) => {
    // A path of a Bundle says where it is by itself
    const place = column.startsWith('Bundle') ? column : `line ${line}${column && `, ${column}`}`;
    return `${place}${value && ` "${value}"`}: ${reason}`;
  });
  const more = unlisted > 0 ? [`… and ${unlisted} more`] : [];
  return [...lines, ...more, `Nothing was imported: ${errors.length + unlisted} fault(s).`].join('\n');
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
