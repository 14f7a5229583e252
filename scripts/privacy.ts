import { userInfo } from 'node:os';
import { Command } from 'commander';
import { isCode } from '../src/booking/code.ts';
import { isPin } from '../src/booking/pin.ts';
import { isoWithOffset } from '../src/booking/written.ts';
import { parseCallerId } from '../src/callbacks/phone-number.ts';
import { forgetPerson, recordsOf } from '../src/calls/forget-person.ts';
import type { Deleted, PersonSought } from '../src/calls/ports/personal-records.ts';
import { sweepRecords } from '../src/calls/sweep-records.ts';
import { KEPT_DAYS } from '../src/ops/retention.ts';
import type { LookupHash } from '../src/platform/ids.ts';
import { writePrivateFile } from '../src/platform/private-file.ts';
import { SETTINGS_HELP } from './command-settings.ts';
import { complain, counted, write } from './print.ts';
import { withPrivacyStores } from './privacy-stores.ts';

/** `npm run privacy`: what is kept about people, deleted on time, shown or erased on their request. Faults go to standard error, exit code 1. */

interface WhoFlags {
  number?: string;
  code?: string;
  pin?: string;
}

const program = new Command('privacy')
  .description(`Personal data: delete what is needed no more, show or erase one person's.\n${SETTINGS_HELP} REDIS_URL beside it.`)
  .showHelpAfterError('(npm run privacy -- --help shows what is possible)');

program
  .command('sweep')
  .description('delete what is over, as the worker does every night, and say what it was')
  .option('--json', 'for programs')
  .addHelpText('after', `\n${keptText()}`)
  .action(({ json }: { json?: boolean }) =>
    withPrivacyStores(async (stores) => {
      const deleted = await sweepRecords(stores, userInfo().username);
      write(json ? JSON.stringify(deleted) : `Deleted: ${deletedText(deleted)}.`);
    }),
  );

withPerson(program.command('export').description('everything that is stored about one person, as JSON'))
  .option('--out <FILE>', 'into a file that only you may read, instead of to standard output')
  .action((flags: WhoFlags & { out?: string }) =>
    withPrivacyStores(async (stores) => {
      const person = soughtIn(flags, stores.lookup);
      if (typeof person === 'string') return refuse(person);
      const text = `${JSON.stringify(readable(await recordsOf(stores, person)), null, 2)}\n`;
      if (flags.out === undefined) return void process.stdout.write(text);
      await writePrivateFile(flags.out, () => [text]);
      write(`Written: ${flags.out}`);
    }),
  );

withPerson(program.command('erase').description('cancel what is under way and erase everything that is stored about one person'))
  .option('--yes', 'do it; without this it is only said what would be erased')
  .option('--json', 'for programs')
  .action((flags: WhoFlags & { yes?: boolean; json?: boolean }) =>
    withPrivacyStores(async (stores) => {
      const person = soughtIn(flags, stores.lookup);
      if (typeof person === 'string') return refuse(person);
      if (!flags.yes) {
        const { bookings, addresses, callbacks, listEntries, messages } = await recordsOf(stores, person);
        const count = { bookings, addresses, callbacks, listEntries, messages };
        const found = Object.fromEntries(Object.entries(count).map(([kind, list]) => [kind, list.length]));
        return write(flags.json ? JSON.stringify({ would: found }) : `Would erase: ${deletedText(found)}. Nothing done: say --yes.`);
      }
      const deleted = await forgetPerson(stores, person, userInfo().username);
      write(flags.json ? JSON.stringify(deleted) : `Erased: ${deletedText(deleted)}.`);
    }),
  );

await program.parseAsync();

function withPerson(command: Command): Command {
  return command
    .option('--number <number>', 'everything under this telephone number: of everybody who used it')
    .option('--code <code>', 'the one booking with this code')
    .option('--pin <pin>', 'the address that the letter with this PIN went to, and the booking made with it');
}

/** Instants as whoever asked can read them: `bookedAtMs: 1795326573055` becomes `bookedAt: "2026-11-22T…+01:00"`. */
function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) =>
    name.endsWith('Ms') && typeof one === 'number' ? [name.slice(0, -2), isoWithOffset(one)] : [name, readable(one)],
  );
  return Object.fromEntries(entries);
}

/** Whom the flags mean, or why that is nobody. */
function soughtIn({ number, code, pin }: WhoFlags, lookup: LookupHash): PersonSought | string {
  const digits = { code: code?.replace(/\s/g, ''), pin: pin?.replace(/\s/g, '') };
  const from = number === undefined ? undefined : parseCallerId(number);
  if (!from && digits.code === undefined && digits.pin === undefined) return 'say whose data: --number, --code or --pin';
  if (from?.kind === 'withheld') return `${number} is no telephone number`;
  if (digits.code !== undefined && !isCode(digits.code))
    return 'that is no booking code: its check digit is wrong, or it has not eight digits';
  if (digits.pin !== undefined && !isPin(digits.pin)) return 'that is no PIN: its check digit is wrong, or it has not ten digits';
  return {
    ...(from ? { number: from.number, caller: lookup.of('caller', from.number) } : {}),
    ...(digits.code === undefined ? {} : { code: digits.code }),
    ...(digits.pin === undefined ? {} : { pinHash: lookup.of('pin', digits.pin) }),
  };
}

function deletedText(deleted: Partial<Deleted>): string {
  const { bookings = 0, addresses = 0, callbacks = 0, listEntries = 0, messages = 0, auditEntries = 0 } = deleted;
  const entries = counted(listEntries, 'list entry', 'list entries');
  const audited = auditEntries > 0 ? [counted(auditEntries, 'audit entry', 'audit entries')] : [];
  const others = [counted(bookings, 'booking'), counted(addresses, 'address', 'addresses'), counted(callbacks, 'callback')];
  return [...others, entries, counted(messages, 'text message'), ...audited].join(', ');
}

function keptText(): string {
  const { bookings, callbacks, listEntries, messages, unusedAddresses, auditEntries } = KEPT_DAYS;
  return `Kept, in days: bookings ${bookings} after the second appointment or after they were cancelled, their addresses as long; callbacks ${callbacks}
and places in waiting lists ${listEntries} after their end; text messages ${messages}; addresses of letters that nobody used ${unusedAddresses}; the audit ${auditEntries}.`;
}

function refuse(fault: string): void {
  complain(`Nothing done: ${fault}`);
  process.exitCode = 1;
}
