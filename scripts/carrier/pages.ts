/** The browser pages, built when they are missing or older than their source. */
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../services/package-program.ts';

const home = fileURLToPath(new URL('../../', import.meta.url));
const source = path.join(home, 'src/web');
const built = path.join(home, 'dist/web');

/** Returns the folder with the built pages. Throws when they cannot be built. */
export function browserPages(): string {
  const oldest = Math.min(...['phone', 'desk'].map(builtAtMs));
  if (oldest < newestIn(source)) buildAside();
  return built;
}

/** 0: it never was. */
function builtAtMs(page: string): number {
  return statSync(path.join(built, page, 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Built beside the old ones and put in their place: others may be serving them, or building too. */
function buildAside(): void {
  const aside = `${built}-${process.pid}`;
  const args = ['build', '--config', 'src/web/vite.config.ts', '--outDir', aside, '--emptyOutDir', '--logLevel', 'warn'];
  if (!runProgram('vite', 'vite', args)) throw new Error('the browser pages could not be built');
  const before = `${aside}-before`;
  if (existsSync(built)) renameSync(built, before);
  if (existsSync(built)) rmSync(aside, { recursive: true });
  else renameSync(aside, built);
  rmSync(before, { recursive: true, force: true });
}

function newestIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Math.max(0, ...files.map((file) => statSync(path.join(folder, file)).mtimeMs));
}
