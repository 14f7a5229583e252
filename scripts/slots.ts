import { Command, InvalidArgumentError, Option } from 'commander';
import { createSlots, type Slots } from '../src/booking/pg-slots.ts';
import { readInstant } from '../src/booking/slot-values.ts';
import { messageOf } from '../src/platform/errors.ts';
import { connectPostgres } from '../src/platform/postgres.ts';
import { runningSystem } from './running-system.ts';
import { openSlotFile } from './slot-file.ts';
import { progressBar } from './slot-progress.ts';
import { reportText, stockText } from './slot-texts.ts';

/** `npm run slots`: brings appointment times in from a file, and tells the stock. Faults go to standard error, exit code 1. */

/** A file may have many million lines; nobody waits on the telephone for them. */
const STATEMENT_MS = 6 * 3_600_000;

interface ImportFlags {
  json?: boolean;
  dryRun?: boolean;
  format?: 'csv' | 'fhir';
  releaseAt?: number;
}

const program = new Command('slots')
  .description(
    'Appointment times: import them, see what is left.\nThe database is DATABASE_URL, else the one of the system that "npm start" runs.',
  )
  .showHelpAfterError('(npm run slots -- --help shows what is possible)');

program
  .command('import')
  .argument('<FILE>', 'CSV with the header kreis,starts_at,dose,vaccine,capacity[,release_at], or a FHIR R4 Bundle of Schedules and Slots')
  .description('bring in the times of a file: all of them, or none if one is wrong; the same file again changes nothing')
  .option('--dry-run', 'check and report, write nothing')
  .addOption(new Option('--format <FORMAT>', 'how to read FILE; left out, its first character tells').choices(['csv', 'fhir']))
  .option('--release-at <TIME>', 'bookable from then on, like 2026-12-01T08:00:00+01:00, where a line says nothing else', instant)
  .option('--json', 'for programs: {imported, changed, unchanged, errors: [{line, column, value, reason}]}, and no progress bar')
  .addHelpText(
    'after',
    `
A line: Hagen,2026-12-01T14:30:00+01:00,1,biontech,12 ("Kreis " before a name may be left out). The capacity of a known
time is changed, but never below what is held or booked. With a release time that is still to come, callers are offered
nothing of it before; a release adds places to a time that is bookable already, and never takes any away.

A Bundle: each Slot that is free counts for its places, any other for none; Slots of one time are added up. Its Schedule's
actor names the Kreis or the centre; extensions of SMART Scheduling Links name capacity, dose and product (CVX 208 or 207).

The first 1,000 faults are listed; "unlisted" in the JSON, and the last line of the text, say how many there are besides.`,
  )
  .action((path: string, flags: ImportFlags) =>
    work(async (slots) => {
      const { size, ...file } = await openSlotFile(path, flags.format);
      const bar = progressBar(size, flags.json !== true && process.stderr.isTTY);
      const options = { nowMs: Date.now(), dryRun: flags.dryRun === true, onProgress: bar.show };
      const report = await slots
        .import({ ...file, open: () => bar.watch(file.open()) }, { ...options, ...(flags.releaseAt && { releaseAtMs: flags.releaseAt }) })
        .finally(bar.end);
      if (report.errors.length > 0) process.exitCode = 1;
      if (flags.json) return write(JSON.stringify(report));
      (report.errors.length > 0 ? complain : write)(reportText(report, options.dryRun));
    }),
  );

program
  .command('stock')
  .description('places of the appointments still to come, by Kreis and dose, counted now')
  .option('--by-day', 'by day too (Europe/Berlin)')
  .option('--json', 'for programs: [{kreis, dose, capacity, held, booked, free}], with --by-day each with its day')
  .action((flags: { json?: boolean; byDay?: boolean }) =>
    work(async (slots) => {
      const stock = await (flags.byDay ? slots.stockByDay(Date.now()) : slots.stock(Date.now()));
      write(flags.json ? JSON.stringify(stock) : stockText(stock));
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

function instant(text: string): number {
  const read = readInstant(text);
  if ('reason' in read) throw new InvalidArgumentError(`It ${read.reason}.`);
  return read.value;
}

function write(text: string): void {
  process.stdout.write(`${text}\n`);
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}
