import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { seed } from '../db/seed.ts';
import { runningSystem } from './running-system.ts';

const usage = `Usage: npm run seed -- [options]

Centres, postcodes, three demo agents and eight weeks of appointments from today.
The database is DATABASE_URL, else the one of the system that "npm start" runs. The agents' password is DEMO_PASSWORD, else a
new one, printed.

Options:
  --empty     without appointments
  --json      for programs
  -h, --help  display help for command
`;

/**
 * `npm run seed [-- --empty] [--json]`: centres, postcodes, three demo agents and eight weeks of
 * appointments from today (`--empty`: without appointments). The agents' password is
 * DEMO_PASSWORD, else a new one, printed.
 */
const { values } = parseArgs({
  options: { empty: { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } },
});
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const given = process.env['DEMO_PASSWORD'] || undefined;
const demoPassword = given ?? randomBytes(12).toString('base64url');
const lines: string[] = [];
const log = (line: string) => (values.json ? lines.push(line) : process.stdout.write(`${line}\n`));

try {
  const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] || runningSystem().databaseUrl, max: 4 });
  try {
    await seed(pool, { nowMs: Date.now(), slots: !values.empty, demoPassword, log });
  } finally {
    await pool.end();
  }
  const password = given === undefined ? { password: demoPassword } : {};
  if (values.json) process.stdout.write(`${JSON.stringify({ done: lines, agents: ['agent1', 'agent2', 'agent3'], ...password })}\n`);
  else if (given === undefined) process.stdout.write(`agent1, agent2 and agent3 sign in with ${demoPassword}\n`);
} catch (thrown) {
  process.stderr.write(`Not seeded: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
  process.exitCode = 1;
}
