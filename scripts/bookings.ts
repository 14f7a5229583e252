import { Command, Option } from 'commander';
import PDFDocument from 'pdfkit';
import { bundleText, NAMESPACE } from '../src/booking/appointment-resource.ts';
import { calendarFile } from '../src/booking/calendar.ts';
import { isCode } from '../src/booking/code.ts';
import { type DayList, dayListCsv } from '../src/booking/day-list.ts';
import { dayListDocument, drawDayList } from '../src/booking/day-list-pdf.ts';
import { bookedDoses } from '../src/booking/pg-appointment-export.ts';
import { bookingForCalendar } from '../src/booking/pg-calendar.ts';
import { dayListOf } from '../src/booking/pg-day-lists.ts';
import { daySpan, readSpan } from '../src/booking/span.ts';
import { writtenNumber } from '../src/booking/written.ts';
import { Cipher } from '../src/platform/ids.ts';
import { type Pieces, writePrivateFile } from '../src/platform/private-file.ts';
import { kreisOption, withDatabase } from './command-database.ts';
import { commandSettings, SETTINGS_HELP } from './command-settings.ts';
import { complain, printAll, write } from './print.ts';

/** `npm run bookings`: what is booked, for centres and other systems. Faults go to standard error, exit code 1. */

const PRIVATE = 'A file is made for you alone to read (mode 0600). It holds health data: delete it when it has served.';

const program = new Command('bookings')
  .description(`What is booked: lists for the centres, files for other systems and for calendars.\n${SETTINGS_HELP}`)
  .showHelpAfterError('(npm run bookings -- --help shows what is possible)');

program
  .command('day-list')
  .description('who comes to a centre on one day: time, dose, vaccine, code, birth date, and who comes together; no telephone numbers')
  .requiredOption('--kreis <name>', 'the centre, by its Kreis')
  .requiredOption('--day <day>', 'like 2026-12-01')
  .addOption(new Option('--format <form>', 'pdf is for the door: A4, numbered pages').choices(['csv', 'pdf', 'json']).makeOptionMandatory())
  .addOption(new Option('--birth <shown>', 'the birth date, or only its year').choices(['date', 'year']).default('date'))
  .option('--out <FILE>', 'into a file instead of to standard output')
  .addHelpText('after', `\n${PRIVATE}`)
  .action(dayList);

program
  .command('export')
  .description('all appointments that begin in a span of time, booked and cancelled, as a FHIR R4 Bundle: one Appointment a dose, no names')
  .addOption(new Option('--format <form>', 'HL7 FHIR R4, JSON').choices(['fhir']).makeOptionMandatory())
  .requiredOption('--from <when>', 'beginning on or after this: a day (2026-12-01), or a time with its offset (2026-12-01T14:30:00+01:00)')
  .requiredOption('--to <when>', 'beginning until the end of this day, or before this time')
  .option('--kreis <name>', 'at this centre only')
  .option('--namespace <URI>', 'begins the names of the identifier systems', NAMESPACE)
  .option('--out <FILE>', 'into a file instead of to standard output')
  .addHelpText('after', `\nThe person is the booking code. The bundle is streamed: it may be of any size.\n${PRIVATE}`)
  .action(exportBundle);

program
  .command('ics')
  .argument('<CODE>', 'the eight digits of the booking code; blanks between them do no harm')
  .description('both appointments of a code as an iCalendar file; after a move or the cancelling it replaces the earlier one')
  .option('--out <FILE>', 'into a file instead of to standard output')
  .action(calendar);

await program.parseAsync();

interface DayListOptions {
  kreis: string;
  day: string;
  format: 'csv' | 'pdf' | 'json';
  birth: 'date' | 'year';
  out?: string;
}

async function dayList({ kreis: name, day, format, birth, out }: DayListOptions): Promise<void> {
  const span = daySpan(day);
  if ('fault' in span) return refuse(span.fault);
  await withDatabase(async (pool) => {
    const kreis = (await kreisOption(pool, name)) ?? name;
    const cipher = new Cipher(commandSettings().dataKey);
    const list = await dayListOf({ pool, cipher }, { ...span, kreis, day, birth });
    await deliver(out, () => formatted(list, format));
  });
}

function formatted(list: DayList, format: DayListOptions['format']): Pieces {
  if (format === 'csv') return [dayListCsv(list)];
  if (format === 'json') return [`${JSON.stringify(list, null, 2)}\n`];
  const nowMs = Date.now();
  const document = new PDFDocument(dayListDocument(nowMs));
  drawDayList(document, list, nowMs);
  document.end();
  return document;
}

interface ExportOptions {
  from: string;
  to: string;
  kreis?: string;
  namespace: string;
  out?: string;
}

async function exportBundle({ from, to, kreis: name, namespace, out }: ExportOptions): Promise<void> {
  const span = readSpan(from, to);
  if ('fault' in span) return refuse(span.fault);
  if (!URL.canParse(namespace)) return refuse(`${namespace} is not a URI, like https://example.org/fhir or ${NAMESPACE}`);
  await withDatabase(async (pool) => {
    const kreis = await kreisOption(pool, name);
    const doses = () => bookedDoses(pool, { ...span, ...(kreis === undefined ? {} : { kreis }) });
    await deliver(out, () => bundleText(doses(), { namespace: namespace.replace(/\/$/, ''), nowMs: Date.now() }));
  });
}

async function calendar(text: string, { out }: { out?: string }): Promise<void> {
  const code = text.replace(/\s/g, '');
  if (!isCode(code)) return refuse('that is no booking code: its check digit is wrong, or it has not eight digits');
  await withDatabase(async (pool) => {
    const booking = await bookingForCalendar(pool, code);
    if (booking === undefined) return refuse('nothing was ever booked under this code');
    const terms = { hotline: writtenNumber(commandSettings().callerId), nowMs: Date.now() };
    await deliver(out, () => [calendarFile(booking, terms)]);
  });
}

async function deliver(out: string | undefined, pieces: () => Pieces): Promise<void> {
  if (out === undefined) return printAll(pieces());
  await writePrivateFile(out, pieces);
  write(`Written: ${out}`);
}

function refuse(fault: string): void {
  complain(`Nothing done: ${fault}`);
  process.exitCode = 1;
}
