import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeServices, testDatabase, testRedis, testRedisUrl } from '../support/services.ts';

/** The command as ops type it, in its own process. */
const HOME = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'hotline-tune-'));
let stores: { DATABASE_URL: string; REDIS_URL: string };

beforeAll(async () => {
  await testRedis();
  const { url } = await testDatabase();
  stores = { DATABASE_URL: url, REDIS_URL: testRedisUrl() };
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await closeServices();
});

function tune(args: string[], environment: Record<string, string> = stores): Promise<{ out: string; err: string; code: number | null }> {
  const { DATABASE_URL: _, REDIS_URL: __, NODE_OPTIONS: ___, ...inherited } = process.env;
  const env = { ...inherited, HOTLINE_DATA: folder, ...environment };
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/tune.ts', ...args], {
    cwd: HOME,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err] = [child.stdout, child.stderr].map((stream) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    return () => Buffer.concat(chunks).toString();
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ out: out?.() ?? '', err: err?.() ?? '', code })));
}

// Each command is a process that compiles itself first
const PATIENCE_MS = 90_000;

describe('npm run tune', () => {
  it(
    'sets, shows, lists and goes back, as JSON',
    async () => {
      const set = await tune(['set', 'burst=50', 'admitPerSecond=12.5', '--reason', 'more lines', '--by', 'anna', '--json']);
      expect({ code: set.code, err: set.err }).toEqual({ code: 0, err: '' });
      const stored = JSON.parse(set.out);
      expect(Object.keys(stored).sort()).toEqual(['changedAt', 'changedBy', 'reason', 'values', 'version']);
      expect(stored).toMatchObject({ version: 2, changedBy: 'anna', reason: 'more lines', values: { burst: 50, admitPerSecond: 12.5 } });
      expect(JSON.parse((await tune(['show', '--json'])).out)).toEqual(stored);
      const back = await tune(['rollback', '1', '--reason', 'too many', '--json']);
      expect(JSON.parse(back.out)).toMatchObject({ version: 3, values: { burst: 40 } });
      expect(JSON.parse((await tune(['history', '--json'])).out).map(({ version }: { version: number }) => version)).toEqual([3, 2, 1]);
      expect((await tune(['history'])).out).toContain('burst: 50 → 40');
    },
    PATIENCE_MS,
  );

  it(
    'names every fault at once on standard error and ends with 1',
    async () => {
      const { out, err, code } = await tune(['set', 'burst=0', 'callbackHours=late', 'brust=5', 'mode=closed', '--json']);
      expect({ out, code }).toEqual({ out: '', code: 1 });
      const problem = JSON.parse(err);
      expect(problem).toMatchObject({ status: 422, code: 'THRESHOLDS_REFUSED' });
      expect(problem.faults.map(({ field }: { field: string }) => field).sort()).toEqual([
        'brust',
        'burst',
        'callbackHours',
        'closeMinutes',
        'reason',
      ]);
      expect(problem.faults).toContainEqual({ field: 'brust', fault: 'is not a threshold', remedy: 'did you mean burst?' });
    },
    PATIENCE_MS,
  );

  it(
    'finds the system that npm start runs, and says so when none does',
    async () => {
      const nothing = await tune(['show', '--json'], {});
      expect({ out: nothing.out, code: nothing.code }).toEqual({ out: '', code: 1 });
      expect(JSON.parse(nothing.err)).toMatchObject({ code: 'NOTHING_RUNS', detail: expect.stringContaining('npm start') });
      writeFileSync(
        path.join(folder, 'running.json'),
        JSON.stringify({ databaseUrl: stores.DATABASE_URL, redisUrl: stores.REDIS_URL, pid: process.pid }),
      );
      const found = await tune(['show'], {});
      expect({ code: found.code, err: found.err }).toEqual({ code: 0, err: '' });
      expect(found.out).toMatch(/^version \d+, .*\n {2}mode +open/);
    },
    PATIENCE_MS,
  );
});
