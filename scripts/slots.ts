import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { createSlots, type ImportReport, type Slots, type StockRow } from '../src/booking/pg-slots.ts';
import { messageOf } from '../src/platform/errors.ts';
import { connectPostgres } from '../src/platform/postgres.ts';
import { runningSystem } from './running-system.ts';

/** `npm run slots`: brings appointment times in from a CSV file, and tells the stock. Faults go to standard error, exit code 1. */

/** A file may have many thousand lines; nobody waits on the telephone for them. */
const STATEMENT_MS = 120_000;

interface Options {
  json?: boolean;
  dryRun?: boolean;
}

const program = new Command('slots')
  .description(
    'Appointment times: import them, see what is left.\nThe database is DATABASE_URL, else the one of the system that "npm start" runs.',
  )
  .showHelpAfterError('(npm run slots -- --help shows what is possible)');

program
  .command('import')
  .argument('<FILE>', 'CSV with the header kreis,starts_at,dose,vaccine,capacity')
  .description('bring in the times of a file: all of its lines, or none if one is wrong; the same file again changes nothing')
  .option('--dry-run', 'check and report, write nothing')
  .option('--json', 'for programs')
  .addHelpText(
    'after',
    '\nA line: Hagen,2026-12-01T14:30:00+01:00,1,biontech,12 ("Kreis " before a name may be left out; the capacity of a known time is changed)',
  )
  .action((file: string, options: Options) =>
    work(async (slots) => {
      const text = await readFile(file, 'utf8');
      const report = await slots.importCsv(text, { dryRun: options.dryRun === true });
      if (report.errors.length > 0) process.exitCode = 1;
      if (options.json) return write(JSON.stringify(report));
      (report.errors.length > 0 ? complain : write)(reportText(report, options.dryRun === true));
    }),
  );

program
  .command('stock')
  .description('places of the appointments still to come, by Kreis and dose')
  .option('--json', 'for programs')
  .action((options: Options) =>
    work(async (slots) => {
      const stock = await slots.stock(Date.now());
      write(options.json ? JSON.stringify(stock) : stockText(stock));
    }),
  );

await program.parseAsync();

async function work(action: (slots: Slots) => Promise<void>): Promise<void> {
  try {
    const pool = connectPostgres(process.env['DATABASE_URL'] || runningSystem().databaseUrl, { max: 2, statementTimeoutMs: STATEMENT_MS });
    try {
      await action(createSlots({ pool }));
    } finally {
      await pool.end();
    }
  } catch (thrown) {
    complain(`Nothing done: ${messageOf(thrown)}`);
    process.exitCode = 1;
  }
}

function reportText({ imported, changed, unchanged, errors }: ImportReport, dryRun: boolean): string {
  if (errors.length > 0) {
    const lines = errors.map(
      ({ line, column, value, reason }) => `line ${line}${column && `, ${column}`}${value && ` "${value}"`}: ${reason}`,
    );
    return `${lines.join('\n')}\nNothing was imported: ${errors.length} fault(s).`;
  }
  return `${dryRun ? 'Would import' : 'Imported'}: ${imported} new, ${changed} changed, ${unchanged} unchanged.`;
}

function stockText(stock: readonly StockRow[]): string {
  const head = ['Kreis', 'dose', 'capacity', 'held', 'booked', 'free'];
  const rows = [head, ...stock.map((row) => [row.kreis, row.dose, row.capacity, row.held, row.booked, row.free].map(String))];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '))
    .join('\n');
}

function write(text: string): void {
  process.stdout.write(`${text}\n`);
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}
