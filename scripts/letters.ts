import { Command, Option } from 'commander';
import { type LetterFile, writeLetterFiles } from '../src/booking/pg-letter-files.ts';
import { createLetters } from '../src/booking/pg-letters.ts';
import { readSpan } from '../src/booking/span.ts';
import { writtenNumber } from '../src/booking/written.ts';
import { Cipher } from '../src/platform/ids.ts';
import { kreisOption, withDatabase } from './command-database.ts';
import { commandSettings, SETTINGS_HELP } from './command-settings.ts';
import { complain, counted, write } from './print.ts';

/** `npm run letters`: confirmations for those whose address is known. Faults go to standard error, exit code 1. */

interface ExportOptions {
  from: string;
  to: string;
  format: 'csv' | 'pdf';
  out: string;
  kreis?: string;
  sender?: string;
  json?: boolean;
}

const program = new Command('letters')
  .description(`Confirmation letters for bookings with a PIN, whose address is known by it.\n${SETTINGS_HELP}`)
  .showHelpAfterError('(npm run letters -- --help shows what is possible)');

program
  .command('export')
  .description('write the letters for bookings made in a span of time: one file for each centre and day of booking')
  .requiredOption('--from <when>', 'booked on or after this: a day (2026-12-01), or a time with its offset (2026-12-01T14:30:00+01:00)')
  .requiredOption('--to <when>', 'booked until the end of this day, or before this time')
  .addOption(new Option('--format <form>', 'csv for a printing house, pdf to be printed').choices(['csv', 'pdf']).makeOptionMandatory())
  .requiredOption('--out <DIR>', 'the folder for the files; made if it is missing, in one that exists')
  .option('--kreis <name>', 'of this centre only')
  .option('--sender <text>', "small above the address, for mail that comes back; else the centre's own address")
  .option('--json', 'for programs')
  .addHelpText(
    'after',
    `
What is cancelled gets no letter; what was moved gets its dates of now. The same span gives the same files again.
The PDF is A4 for a window envelope (DIN 5008, form B), one page a letter, in large type, German or English.
The files hold addresses and health data: only you may read them, and nothing else keeps a copy. Delete them when they are printed.`,
  )
  .action(exportLetters);

await program.parseAsync();

async function exportLetters(options: ExportOptions): Promise<void> {
  const span = readSpan(options.from, options.to);
  if ('fault' in span) return refuse(span.fault);
  await withDatabase(async (pool) => {
    const { dataKey, callerId } = commandSettings();
    const kreis = await kreisOption(pool, options.kreis);
    const wanted = { ...span, ...(kreis === undefined ? {} : { kreis }) };
    const letters = createLetters({ pool, cipher: new Cipher(dataKey) });
    const files: LetterFile[] = [];
    const terms = { format: options.format, folder: options.out, hotline: writtenNumber(callerId), nowMs: Date.now() };
    const sender = options.sender === undefined ? {} : { sender: options.sender };
    for await (const file of writeLetterFiles(letters, { ...wanted, ...terms, ...sender })) {
      files.push(file);
      if (!options.json) write(`${file.file}: ${counted(file.letters, 'letter')}`);
    }
    const total = files.reduce((sum, { letters: count }) => sum + count, 0);
    const withoutAddress = await letters.withoutAddress(wanted);
    write(
      options.json
        ? JSON.stringify({ letters: total, withoutAddress, files })
        : `${counted(total, 'letter')}; ${counted(withoutAddress, 'person', 'people')} booked without a PIN, so nobody knows where to write to them.`,
    );
  });
}

function refuse(fault: string): void {
  complain(`Nothing done: ${fault}`);
  process.exitCode = 1;
}
