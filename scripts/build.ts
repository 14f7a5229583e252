import { cpSync, existsSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { HOME } from './services/node-part.ts';
import { runProgram } from './services/package-program.ts';

/** `npm run build`: everything that production runs, in dist/: compiled server, its scripts and data files, the browser pages. */
const DIST = join(HOME, 'dist');

if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
  process.stdout.write(
    'Usage: npm run build\n\nCompiles everything that production runs into dist/, which is emptied first. There are no options.\n',
  );
  process.exit(0);
}

rmSync(DIST, { recursive: true, force: true });
mustSucceed(runProgram('typescript', 'tsc', ['-p', 'scripts/tsconfig.build.json']));
// The compiler takes only its own files along: Lua, SQL, CSV and JSON are read at run time
for (const folder of ['src', 'flows', 'db']) cpSync(join(HOME, folder), join(DIST, folder), { recursive: true, filter: belongsToRun });
if (existsSync(join(HOME, 'src/web/vite.config.ts')))
  mustSucceed(runProgram('vite', 'vite', ['build', '--config', 'src/web/vite.config.ts']));
process.stdout.write('Built: dist/\n');

function belongsToRun(path: string): boolean {
  if (relative(HOME, path) === join('src', 'web')) return false;
  return statSync(path).isDirectory() || !/\.(ts|tsx|md)$/.test(path);
}

function mustSucceed(success: boolean): void {
  if (!success) process.exit(1);
}
