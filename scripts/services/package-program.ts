import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from './node-part.ts';

/**
 * Runs the program of an installed package in the project's folder, its output on ours.
 * @returns whether it ended well
 */
export function runProgram(packageName: string, program: string, args: readonly string[]): boolean {
  const home = join(HOME, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { bin: string | Record<string, string> };
  const file = typeof bin === 'string' ? bin : bin[program];
  if (file === undefined) throw new Error(`${packageName} has no program ${program}`);
  return spawnSync(process.execPath, [join(home, file), ...args], { cwd: HOME, stdio: 'inherit' }).status === 0;
}
