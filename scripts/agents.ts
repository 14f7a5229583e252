import { userInfo } from 'node:os';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import type { AccountChanges } from '../src/calls/accounts.ts';
import { withAccounts, withStores } from './agents-stores.ts';
import { accountText, changedText, faultText, listText, type Outcome } from './agents-texts.ts';

/** `npm run agents`: who may sign in, who takes calls, and where they ring. Refusals go to standard error, exit code 1. */

interface Options {
  endpoint?: string | false;
  languages?: string;
  roles?: string;
  supervisor?: boolean;
  passwordStdin?: boolean;
  by: string;
  json?: boolean;
}

const program = new Command('agents')
  .description('Add and change the people who may sign in: agents, ops and administrators.')
  .showHelpAfterError('(npm run agents -- --help shows what is possible)');

describeAccount(named('add', 'a new account; the password is made and printed once, unless you give one'))
  .option('--password-stdin', 'read the password from standard input')
  .action(add);

program
  .command('list')
  .description('all accounts')
  .option('--json', 'print JSON')
  .action((options: Options) => withAccounts(tellFailure(options), async ({ list }) => print(options, await list(), listText)));

named('disable', 'nobody may use the account: signed out at once, no further calls; a call that is running goes on').action(
  (name: string, options: Options) => change(name, { disabled: true }, options),
);
named('enable', 'the account may be used again').action((name: string, options: Options) => change(name, { disabled: false }, options));
named('reset', 'a new password, printed once; whoever is signed in with the old one is out').action(reset);
describeAccount(named('set', 'change what is named; the rest stays'))
  .option('--no-supervisor', 'does not take calls that are handed on')
  .option('--no-endpoint', 'is not rung any more')
  .action((name: string, options: Options) => change(name, changesIn(options), options));

await program.parseAsync();

function named(command: string, description: string): Command {
  return program
    .command(command)
    .description(description)
    .argument('<NAME>', 'sign-in name: small letters, digits, . _ -')
    .option('--by <name>', 'who does it, for the audit', userInfo().username)
    .option('--json', 'print JSON');
}

function describeAccount(command: Command): Command {
  return command
    .option('--endpoint <where>', 'where calls ring: tel:+49…, sip:name@host or client:NAME')
    .option('--languages <list>', 'what the agent speaks, comma-separated: de, en, tr, ru')
    .option('--roles <list>', 'agent, ops, admin, comma-separated')
    .option('--supervisor', 'also takes the calls that other agents hand on');
}

async function add(name: string, options: Options): Promise<void> {
  const password = options.passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined;
  const { roles = ['agent'], languages = ['de'], ...rest } = changesIn(options);
  const { endpoint, supervisor = false } = rest;
  const wish = { name, roles, languages, supervisor, ...(endpoint ? { endpoint } : {}), ...(password === undefined ? {} : { password }) };
  await withAccounts(tellFailure(options), async (accounts) => {
    const added = await accounts.add(wish, { by: options.by });
    if (added.status === 'refused') return refuse(options, added.faults.map(faultText));
    if (added.status === 'taken') return refuse(options, [`there is an account ${name} already; nothing was changed`]);
    const { status: _, account, ...made } = added;
    print(options, { ...account, ...made }, accountText);
  });
}

async function change(name: string, changes: AccountChanges, options: Options): Promise<void> {
  if (Object.keys(changes).length === 0) return refuse(options, ['nothing to change was named: see npm run agents -- set --help']);
  await withStores(tellFailure(options), async (accounts) => {
    const changed = await accounts.change(name, changes, { by: options.by });
    switch (changed.status) {
      case 'changed':
        return tell(options, { ...changed.account, atOnce: changed.atOnce });
      case 'refused':
        return refuse(options, changed.faults.map(faultText));
      case 'unknown':
        return refuse(options, [`there is no account ${name}`]);
      case 'lastAdmin':
        return refuse(options, [`${name} is the last active administrator: make somebody else one first; nothing was changed`]);
    }
  });
}

async function reset(name: string, options: Options): Promise<void> {
  await withStores(tellFailure(options), async (accounts) => {
    const answer = await accounts.reset(name, { by: options.by });
    switch (answer.status) {
      case 'reset':
        return tell(options, { name, password: answer.password, atOnce: answer.atOnce });
      case 'unknown':
        return refuse(options, [`there is no account ${name}`]);
      case 'fromEnvironment':
        return refuse(options, [`the password of ${name} is set where the hotline is started: ADMIN_PASSWORD`]);
    }
  });
}

function changesIn({
  endpoint,
  languages,
  roles,
  supervisor,
}: Options): Pick<AccountChanges, 'roles' | 'languages' | 'endpoint' | 'supervisor'> {
  return {
    ...(endpoint === undefined ? {} : { endpoint: endpoint === false ? null : endpoint }),
    ...(languages === undefined ? {} : { languages: listed(languages) }),
    ...(roles === undefined ? {} : { roles: listed(roles) }),
    ...(supervisor === undefined ? {} : { supervisor }),
  };
}

function listed(commaSeparated: string): string[] {
  return commaSeparated
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function tell(options: Options, outcome: Outcome & { atOnce: boolean }): void {
  print(options, outcome, changedText);
  if (!outcome.atOnce)
    process.stderr.write('stored, but Redis did not answer: repeat it when Redis is back; sign-ins end within a minute\n');
}

function print<T>(options: Options, value: T, inWords: (value: T) => string): void {
  process.stdout.write(`${options.json ? JSON.stringify(value, null, 2) : inWords(value)}\n`);
}

function tellFailure(options: Options): (fault: string) => void {
  return (fault) => refuse(options, [fault]);
}

function refuse(options: Options, faults: string[]): void {
  process.exitCode = 1;
  process.stderr.write(`${options.json ? JSON.stringify({ code: 'REFUSED', faults }) : faults.join('\n')}\n`);
}
