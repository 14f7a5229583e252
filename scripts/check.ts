import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { importOffences } from './check-imports.ts';
import { deadLinks } from './check-links.ts';
import { HOME } from './services/node-part.ts';
import { runProgram } from './services/package-program.ts';

/** `npm run check`: types, lint and form, the import rule, dead links. Runs all of them, then says which failed. */
const CHECKS: { name: string; holds: () => boolean }[] = [
  { name: 'types', holds: () => runProgram('typescript', 'tsc', ['-p', '.', '--noEmit']) },
  { name: 'types of the browser pages', holds: () => !hasPages() || runProgram('typescript', 'tsc', ['-p', 'src/web', '--noEmit']) },
  { name: 'lint and form', holds: () => runProgram('@biomejs/biome', 'biome', ['check', '--error-on-warnings']) },
  { name: 'import rule', holds: () => nothingIn(importOffences(HOME)) },
  { name: 'links', holds: () => nothingIn(deadLinks(HOME)) },
];

const failed = CHECKS.filter(({ name, holds }) => {
  process.stdout.write(`── ${name}\n`);
  return !holds();
});
process.stdout.write(failed.length === 0 ? 'All checks hold.\n' : `Failed: ${failed.map(({ name }) => name).join(', ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

function hasPages(): boolean {
  return existsSync(join(HOME, 'src/web/tsconfig.json'));
}

function nothingIn(faults: readonly string[]): boolean {
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  return faults.length === 0;
}
