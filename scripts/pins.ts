import { createReadStream } from 'node:fs';
import { SingleBar } from 'cli-progress';
import { Command, InvalidArgumentError } from 'commander';
import { createPinImport, type PinImport, type PinReport } from '../src/booking/pg-pin-import.ts';
import { MOST_PINS_AT_ONCE } from '../src/booking/pin.ts';
import { Cipher, drawBelow, LookupHash } from '../src/platform/ids.ts';
import { writePrivateFile } from '../src/platform/private-file.ts';
import { withDatabase } from './command-database.ts';
import { commandSettings, SETTINGS_HELP } from './command-settings.ts';
import { complain, printAll, write } from './print.ts';
import { importRefused } from './slot-texts.ts';

/** `npm run pins`: PINs for invitation letters, and whose they are. Faults go to standard error, exit code 1. */

const program = new Command('pins')
  .description(`PINs of invitation letters: draw them for the printers, bring them in with their addresses.\n${SETTINGS_HELP}`)
  .showHelpAfterError('(npm run pins -- --help shows what is possible)');

program
  .command('import')
  .argument('<FILE>', 'CSV with the header pin,name,street,plz,city')
  .description(
    'bring in PINs and the addresses their letters went to: all lines, or none if one is wrong; the same file again changes nothing',
  )
  .option('--dry-run', 'check and report, write nothing')
  .option('--json', 'for programs')
  .addHelpText(
    'after',
    `
A line: 0123456786,First and last name,Street 3,58095,Hagen
The PIN is kept as a keyed hash only, the address sealed. Another address for a known PIN replaces the former.
As soon as there is one PIN, callers who book are asked for theirs, within ten seconds: nobody has to restart anything.`,
  )
  .action((file: string, options: { dryRun?: boolean; json?: boolean }) =>
    work(async (pins) => {
      const bar = options.json || !process.stderr.isTTY ? undefined : new SingleBar({ format: '{value} lines, {duration_formatted}' });
      bar?.start(0, 0);
      const report = await pins
        .importCsv(() => createReadStream(file), {
          nowMs: Date.now(),
          dryRun: options.dryRun === true,
          onProgress: (lines) => bar?.update(lines),
        })
        .finally(() => bar?.stop());
      if (report.faults > 0) process.exitCode = 1;
      if (options.json) return write(JSON.stringify(report));
      (report.faults > 0 ? complain : write)(reportText(report, options.dryRun === true));
    }),
  );

program
  .command('make')
  .argument('<N>', `how many, 1 to ${MOST_PINS_AT_ONCE}`, readCount)
  .description('draw new PINs for the printers, one a line below the header "pin": ten digits, the last one a check digit (Damm)')
  .option('--out <FILE>', 'into a file that only you may read, instead of to standard output')
  .addHelpText(
    'after',
    '\nNone of them follows from another, and none is known to the system already. Drawing stores nothing: only "import" does, with the addresses.',
  )
  .action((count: number, { out }: { out?: string }) =>
    work(async (pins) => {
      const lines = () => linesOf(pins.draw(count, drawBelow));
      if (out === undefined) return printAll(lines());
      await writePrivateFile(out, lines);
      write(`${count} PINs are in ${out}.`);
    }),
  );

await program.parseAsync();

async function* linesOf(handfuls: AsyncIterable<string[]>): AsyncGenerator<string> {
  let head = 'pin\n';
  for await (const pins of handfuls) {
    yield head + pins.map((pin) => `${pin}\n`).join('');
    head = '';
  }
}

function readCount(text: string): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= MOST_PINS_AT_ONCE) return count;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST_PINS_AT_ONCE}.`);
}

async function work(action: (pins: PinImport) => Promise<void>): Promise<void> {
  await withDatabase(async (pool) => {
    const { dataKey, lookupKey } = commandSettings();
    await action(createPinImport({ pool, cipher: new Cipher(dataKey), lookup: new LookupHash(lookupKey) }));
  });
}

function reportText({ imported, changed, unchanged, errors, faults }: PinReport, dryRun: boolean): string {
  if (faults === 0) return `${dryRun ? 'Would import' : 'Imported'}: ${imported} new, ${changed} changed, ${unchanged} unchanged.`;
  const lines = errors.map(
    ({ line, column, value, reason }) => `line ${line}${column && `, ${column}`}${value && ` "${value}"`}: ${reason}`,
  );
  const more = faults > errors.length ? [`… and ${faults - errors.length} more`] : [];
  return [...lines, ...more, importRefused(faults, dryRun)].join('\n');
}
