import { findProgram, programOrInstall, type SystemProgram } from './system-program.ts';

/** The browser that the pages are tested in: the machine's own Chromium. */
const CHROMIUM: SystemProgram = {
  title: 'Chromium',
  names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  places: ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  packages: { 'apt-get': ['chromium'], dnf: ['chromium'], apk: ['chromium'] },
  otherwise: 'install it, on Debian with: sudo apt-get install chromium',
};

/** Has it installed where it is missing. Throws one sentence saying what to do where that is not possible. */
export function installBrowser(say: (line: string) => void): string {
  return programOrInstall(CHROMIUM, say);
}

/** Where it is. Throws one sentence saying how to get it. */
export function browserProgram(): string {
  const found = findProgram(CHROMIUM);
  if (found === undefined) throw new Error(`No ${CHROMIUM.title} on this machine: ${CHROMIUM.otherwise}.`);
  return found;
}
