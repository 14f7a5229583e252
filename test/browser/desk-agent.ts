import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Callee, Caller } from '../../scripts/carrier/carrier.ts';
import { complaintsOf, focusedName } from '../support/browser.ts';
import type { Line } from '../support/line.ts';
import { PATIENCE_MS, until } from '../support/until.ts';

export interface AgentOptions {
  context?: BrowserContextOptions;
  /** Another address of the app, as a wire has one. */
  through?: string;
  languages?: string[];
  /** Is given the calls that are handed to a supervisor, too. */
  supervisor?: boolean;
}

/** An agent: their page, which they use by keyboard alone, and their telephone. */
export interface DeskAgent {
  name: string;
  page: Page;
  /** What the browser complained about so far. */
  complaints: string[];
  type(text: string): Promise<void>;
  press(...keys: string[]): Promise<void>;
  /** Resolves when the page shows this text. */
  sees(text: string | RegExp): Promise<void>;
  signsIn(): Promise<void>;
  /** Signed in, and ready for calls. */
  isReady(): Promise<void>;
  /** Another tab of the same browser, at the desk. */
  opensTab(): Promise<Page>;
  /** The next call at this agent's telephone. */
  rings(): Promise<Callee>;
  /** The next call, picked up and accepted: the page shows it. */
  accepts(): Promise<Callee>;
  /** Somebody rings, asks for a human, and this agent's telephone rings. */
  isCalled(before?: (caller: Caller) => Promise<void>): Promise<{ caller: Caller; phone: Callee }>;
  /** The same, accepted: both talk, and the page shows it. */
  talks(before?: (caller: Caller) => Promise<void>): Promise<{ caller: Caller; phone: Callee }>;
  state(): Promise<string>;
  close(): Promise<void>;
}

export const PASSWORD = 'long enough for a test';
/** 13 inches, as agents have. */
export const DESK = { width: 1280, height: 800 };

/** Where agents work. */
export interface Workplace {
  line: Line;
  browser: Browser;
  newNumber(): string;
}

let phones = 0;

/** In front of the sign-in page, with a telephone of their own. */
export async function openAgent(at: Workplace, name: string, options: AgentOptions): Promise<DeskAgent> {
  const { line, browser } = at;
  phones += 1;
  const number = `+493023125${String(phones).padStart(3, '0')}`;
  line.carrier.phone(number);
  const { languages = ['de', 'en'], supervisor = false } = options;
  await line.agent(name, number, languages);
  await line.pool.query('update accounts set supervisor = $2 where name = $1', [name, supervisor]);
  await leaves(line, name, number);
  const context = await browser.newContext({ viewport: DESK, locale: 'de-DE', ...options.context });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(`${options.through ?? line.app}/desk`);
  const calls: Callee[] = [];
  return {
    name,
    page,
    complaints,
    ...theirHands(page, name),
    ...theirTelephone(at, page, { number, calls }),
    opensTab: () => anotherTab(context, page, complaints),
    state: async () => (await line.hotline.house.parts.agents.status(name)).state,
    async close() {
      await context.close();
      for (const call of calls) if (call.state !== 'ended') await call.hangUp();
      await until(async () => (await leaves(line, name, number)) !== 'refused', PATIENCE_MS);
    },
  };
}

/** What they do at the page, and see there. */
function theirHands(page: Page, name: string): Pick<DeskAgent, 'type' | 'press' | 'sees' | 'signsIn' | 'isReady'> {
  const { keyboard } = page;
  const hands = {
    type: (text: string) => keyboard.type(text),
    async press(...keys: string[]) {
      for (const key of keys) await keyboard.press(key);
    },
    sees: (text: string | RegExp) => sees(page, text),
    async signsIn() {
      await until(async () => (await focusedName(page)) === 'Name', PATIENCE_MS);
      await hands.type(name);
      await hands.press('Tab');
      await hands.type(PASSWORD);
      await hands.press('Enter');
      await hands.sees('Nicht im Dienst.');
    },
    async isReady() {
      await hands.signsIn();
      await hands.press('v');
      await hands.sees('Der nächste Anruf kommt von selbst.');
    },
  };
  return hands;
}

/** Who calls them, and how they answer. */
function theirTelephone(
  { line, newNumber }: Workplace,
  page: Page,
  { number, calls }: { number: string; calls: Callee[] },
): Pick<DeskAgent, 'rings' | 'accepts' | 'isCalled' | 'talks'> {
  const accept = async (phone: Callee) => {
    await phone.answer();
    await phone.press('1');
    await page.getByRole('tab', { name: 'Termin buchen' }).waitFor();
  };
  const telephone = {
    async rings() {
      const phone = await line.carrier.phone(number).rings();
      calls.push(phone);
      return phone;
    },
    async accepts() {
      const phone = await telephone.rings();
      await accept(phone);
      return phone;
    },
    async isCalled(before?: (caller: Caller) => Promise<void>) {
      const caller = await line.call(newNumber());
      await before?.(caller);
      await caller.press('0');
      return { caller, phone: await telephone.rings() };
    },
    async talks(before?: (caller: Caller) => Promise<void>) {
      const called = await telephone.isCalled(before);
      await accept(called.phone);
      return called;
    },
  };
  return telephone;
}

async function anotherTab(context: BrowserContext, page: Page, complaints: string[]): Promise<Page> {
  const tab = await context.newPage();
  tab.on('pageerror', (error) => complaints.push(error.message));
  await tab.goto(page.url());
  return tab;
}

/** Says what is there instead: that tells more than a line number. */
async function sees(page: Page, text: string | RegExp): Promise<void> {
  const wanted = page.getByText(text).locator('visible=true').first();
  await wanted.waitFor({ timeout: PATIENCE_MS }).catch(async (thrown: unknown) => {
    throw new Error(`the page does not show ${text}, but:\n${await page.locator('body').textContent()}`, { cause: thrown });
  });
}

/** So that no later caller is given to an agent whose page is closed. */
function leaves(line: Line, name: string, number: string) {
  return line.hotline.house.parts.agents.choose(name, { state: 'offline' }, { endpoint: `tel:${number}`, lanes: [] });
}
