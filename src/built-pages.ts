import { fileURLToPath } from 'node:url';

/** Where the built pages lie: `dist/web`, seen from the sources as well as from the build, which is in `dist` itself. */
export function builtPages(): string {
  const isBuilt = import.meta.url.endsWith('.js');
  return fileURLToPath(new URL(isBuilt ? '../web' : '../dist/web', import.meta.url));
}
