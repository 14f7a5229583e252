/** The browser phone, built when it is missing or older than its source. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('../../', import.meta.url));
const source = path.join(home, 'src/web');
const built = path.join(home, 'dist/web');

/** Returns the folder with the built pages. Throws when they cannot be built. */
export async function browserPages(): Promise<string> {
  const page = statSync(path.join(built, 'phone/index.html'), { throwIfNoEntry: false });
  if (page === undefined || page.mtimeMs < newestIn(source)) {
    const { build } = await import('vite');
    await build({ configFile: path.join(source, 'vite.config.ts'), logLevel: 'warn' });
  }
  return built;
}

function newestIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Math.max(0, ...files.map((file) => statSync(path.join(folder, file)).mtimeMs));
}
