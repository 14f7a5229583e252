import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyPassword } from '../../src/agents/passwords.ts';
import { PgAccounts } from '../../src/agents/pg-accounts.ts';
import { closeServices, testDatabase } from '../support/services.ts';

let url: string;
let accounts: PgAccounts;

beforeAll(async () => {
  const database = await testDatabase();
  url = database.url;
  accounts = new PgAccounts(database.pool);
});
afterAll(closeServices);

async function agents(args: string[], input = ''): Promise<{ code: number; out: string; err: string }> {
  const script = fileURLToPath(new URL('../../scripts/agents.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { env: { PATH: process.env.PATH, DATABASE_URL: url } });
  child.stdin.end(input);
  const closed = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { code, out, err };
}

describe('npm run agents', () => {
  it('adds an agent with a password that is printed once and opens the account', async () => {
    const { code, out } = await agents(['add', 'agent7', '--endpoint', 'sip:agent7@pbx.example.org', '--languages', 'de, tr', '--json']);
    expect(code).toBe(0);
    const { password, ...rest } = JSON.parse(out);
    expect(rest).toEqual({ name: 'agent7', endpoint: 'sip:agent7@pbx.example.org', languages: ['de', 'tr'] });
    const stored = await accounts.byName('agent7');
    expect(stored).toMatchObject({ roles: ['agent'], languages: ['de', 'tr'] });
    expect(await verifyPassword(password, stored?.passwordHash ?? '')).toBe(true);
    expect(JSON.parse((await agents(['list', '--json'])).out)).toEqual([{ ...rest, disabled: false }]);
  });

  it('takes a password from standard input and never prints it', async () => {
    const { code, out, err } = await agents(['add', 'agent8', '--endpoint', 'client:agent8', '--password-stdin'], 'zwölf Zeichen!\n');
    expect([code, err]).toEqual([0, '']);
    expect(out).not.toContain('Zeichen');
    expect(await verifyPassword('zwölf Zeichen!', (await accounts.byName('agent8'))?.passwordHash ?? '')).toBe(true);
  });

  it('refuses a name that is taken and bad values, all named, and changes nothing', async () => {
    const before = await accounts.list();
    const taken = await agents(['add', 'agent7', '--endpoint', 'client:other']);
    expect(taken.code).toBe(1);
    expect(taken.err).toContain('agent7 already');
    const bad = await agents(['add', 'agent9', '--endpoint', '023190000000', '--languages', 'de,xx', '--json']);
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.err).faults).toHaveLength(2);
    expect(await accounts.list()).toEqual(before);
  });
});
