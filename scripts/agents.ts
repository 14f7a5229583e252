import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { agentFaults } from '../src/agents/account-form.ts';
import { hashPassword } from '../src/agents/passwords.ts';
import { PgAccounts } from '../src/agents/pg-accounts.ts';
import type { Account } from '../src/calls/ports/accounts.ts';
import { messageOf } from '../src/platform/errors.ts';
import { connectPostgres } from '../src/platform/postgres.ts';
import { runningSystem } from './running-system.ts';

/** `npm run agents`: who takes calls, and where they ring. Refusals go to standard error, exit code 1. */

interface AddOptions {
  endpoint: string;
  languages: string;
  passwordStdin?: boolean;
  json?: boolean;
}

const program = new Command('agents')
  .description('Add and list the people who take transferred calls.')
  .showHelpAfterError('(npm run agents -- --help shows what is possible)');

program
  .command('add')
  .description('a new agent; the password is made and printed once, unless you give one')
  .argument('<NAME>', 'sign-in name: small letters, digits, . _ -')
  .requiredOption('--endpoint <where>', 'where calls ring: tel:+49…, sip:name@host or client:NAME')
  .option('--languages <list>', 'what the agent speaks, comma-separated: de, en, tr, ru', 'de')
  .option('--password-stdin', 'read the password from standard input')
  .option('--json', 'print JSON')
  .action((name: string, options: AddOptions) => withAccounts((accounts) => add(accounts, name, options)));

program
  .command('list')
  .description('all agents')
  .option('--json', 'print JSON')
  .action((options: { json?: boolean }) => withAccounts((accounts) => list(accounts, options)));

await program.parseAsync();

async function add(accounts: PgAccounts, name: string, options: AddOptions): Promise<void> {
  const languages = [...new Set(options.languages.split(',').map((language) => language.trim()))].filter((language) => language !== '');
  const given = options.passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined;
  const password = given ?? randomBytes(12).toString('base64url');
  const faults = agentFaults({ name, endpoint: options.endpoint, languages, password });
  if (faults.length > 0) return refuse(options.json, faults);
  const account = { name, endpoint: options.endpoint, languages, roles: ['agent' as const], passwordHash: await hashPassword(password) };
  if ((await accounts.add(account, Date.now())) === 'taken')
    return refuse(options.json, [`there is an account ${name} already; nothing was changed`]);
  if (options.json) return print({ name, endpoint: options.endpoint, languages, ...(given === undefined ? { password } : {}) });
  console.log(`${name} is added: calls ring at ${options.endpoint}, speaks ${languages.join(', ')}.`);
  if (given === undefined) console.log(`Password (shown only now): ${password}`);
}

async function list(accounts: PgAccounts, options: { json?: boolean }): Promise<void> {
  const agents = (await accounts.list()).filter((account) => account.roles.includes('agent') && account.endpoint !== undefined);
  if (options.json) return print(agents.map(({ name, endpoint, languages, disabled }) => ({ name, endpoint, languages, disabled })));
  if (agents.length === 0) return console.log('No agents yet: npm run agents -- add NAME --endpoint tel:+49…');
  for (const agent of agents) console.log(row(agent));
}

function row({ name, endpoint, languages, disabled }: Account): string {
  return `${name.padEnd(20)} ${languages.join(',').padEnd(12)} ${endpoint}${disabled ? '  (disabled)' : ''}`;
}

async function withAccounts(job: (accounts: PgAccounts) => Promise<void>): Promise<void> {
  try {
    // The accounts are in PostgreSQL alone, so its address is enough
    const pool = connectPostgres(process.env.DATABASE_URL || runningSystem().databaseUrl, { max: 1 });
    await job(new PgAccounts(pool)).finally(() => pool.end());
  } catch (thrown) {
    const cause = thrown instanceof Error && thrown.cause !== undefined ? `: ${messageOf(thrown.cause)}` : '';
    refuse(process.argv.includes('--json'), [`${messageOf(thrown)}${cause}`]);
  }
}

function refuse(json: boolean | undefined, faults: string[]): void {
  process.exitCode = 1;
  console.error(json ? JSON.stringify({ code: 'REFUSED', faults }) : faults.join('\n'));
}

function print(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}
