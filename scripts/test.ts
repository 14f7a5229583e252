import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../src/platform/errors.ts';
import { installBrowser } from './services/browser-programs.ts';

/**
 * `npm test`: every test on real servers, at last `N passed, N failed`. Tests that measure against a clock run after
 * the others and alone: beside them they would measure the machine. With arguments it is plain Jest.
 */

const MEASURING = 'outage-rush|agents-killed';
const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

const asked = process.argv.slice(2);
process.exitCode = asked.length > 0 ? jest(asked) : all();

function all(): number {
  readyBrowser();
  const folder = mkdtempSync(join(tmpdir(), 'hotline-tests-'));
  const counts = join(folder, 'counts');
  const codes = [jest(['--testPathIgnorePatterns', MEASURING], counts), jest([MEASURING, '--runInBand'], counts)];
  const runs = read(counts);
  rmSync(folder, { recursive: true, force: true });
  // A run that died counted nothing: then that is a failure
  const failed = runs.reduce((sum, run) => sum + run.failed, 0) + (codes.length - runs.length);
  process.stdout.write(`${runs.reduce((sum, run) => sum + run.passed, 0)} passed, ${failed} failed\n`);
  return Math.max(...codes, failed > 0 ? 1 : 0);
}

/** The pages' tests need one; where none can be had they fail and say so, and all others run. */
function readyBrowser(): void {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  try {
    installBrowser(say);
  } catch (thrown) {
    say(messageOf(thrown));
  }
}

/** Runs Jest to its end and answers its exit code. @param countsFile gets the counts, which are printed where not given */
function jest(args: string[], countsFile?: string): number {
  const env = countsFile === undefined ? process.env : { ...process.env, TEST_COUNTS_FILE: countsFile };
  return spawnSync(process.execPath, [...JEST, ...args], { stdio: 'inherit', env }).status ?? 1;
}

function read(file: string): { passed: number; failed: number }[] {
  try {
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { passed: number; failed: number });
  } catch (thrown) {
    // Neither run came to its end
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw thrown;
  }
}
