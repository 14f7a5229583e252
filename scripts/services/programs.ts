import { statSync } from 'node:fs';

/** Is there a file that may be run? A folder on PATH may be missing, or closed to us: then there is not. */
export function isProgram(path: string): boolean {
  try {
    const found = statSync(path);
    return found.isFile() && (found.mode & 0o111) !== 0;
  } catch {
    return false;
  }
}
