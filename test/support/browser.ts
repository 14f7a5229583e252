import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { browserProgram } from '../../scripts/services/browser-programs.ts';

/** The pages in a real browser, used the way people do who have no mouse. */

export function openBrowser(): Promise<Browser> {
  // Chromium's own sandbox cannot be had as root in a container
  return chromium.launch({ executablePath: browserProgram(), args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** More than any page has: whatever is not reached by then is out of reach. */
const MOST_TABS = 80;

/** Goes on with Tab until what has the focus is called this. Throws when it cannot be reached. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const seen: string[] = [];
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    const focused = await focusedName(page);
    if (typeof name === 'string' ? focused === name : name.test(focused)) return;
    seen.push(focused);
  }
  throw new Error(`Tab does not reach ${name}, only: ${[...new Set(seen)].join(' · ')}`);
}

/** What a screen reader would call whatever has the focus. Empty: nothing has it. */
export async function focusedName(page: Page): Promise<string> {
  const focused = page.locator(':focus');
  if ((await focused.count()) === 0) return '';
  // Like: - button "Weitergeben"
  return /^- \S+ "((?:[^"\\]|\\.)*)"/.exec(await focused.ariaSnapshot())?.[1] ?? '';
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong with the page as it stands, one line each. */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, { runOnly: ${JSON.stringify(RULES)} })`);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** Must the page be moved sideways to be read? */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
}

/** What the browser complained about: a policy broken, a script that failed. What a test provokes it leaves out. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // Every refused or failed request is one, and the page answers for those itself
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  return complaints;
}
