import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Callee, Caller } from '../../scripts/carrier/carrier.ts';
import { browserPages } from '../../scripts/carrier/pages.ts';
import { startRedis } from '../../scripts/services/redis.ts';
import { complaintsOf, focusedName, openBrowser } from '../support/browser.ts';
import { type Wire, wireTo } from '../support/cut.ts';
import { type Line, startLine } from '../support/line.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { stockDays } from '../support/walks.ts';

/** A whole hotline with its desk page in a browser, its agents' telephones in the local network. */
export interface DeskHouse {
  line: Line;
  /** Between the hotline and PostgreSQL. */
  database: Wire;
  browser: Browser;
  /** An agent in front of the sign-in page. @param options.through another address of the app, as a wire has one */
  agent(name: string, options?: { context?: BrowserContextOptions; through?: string }): Promise<DeskAgent>;
  /** A number nobody has called from yet. */
  newNumber(): string;
  close(): Promise<void>;
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

export async function openDeskHouse(): Promise<DeskHouse> {
  browserPages();
  // Wishes are written only where nothing can lose them: the Redis of all tests keeps nothing
  const dataDir = join(tmpdir(), `hotline-desk-${process.pid}`);
  const redis = await startRedis({ dataDir, appendonly: true });
  const wires: Wire[] = [];
  const between = {
    redis: async () => redis.url,
    async postgres(url: string) {
      const wire = await wireTo(url);
      wires.push(wire);
      return wire.url;
    },
  };
  const line = await startLine({}, between, { ticking: true });
  await line.tune({ callbackHours: '00:00-24:00', dialPerSecond: 100, admitPerSecond: 1_000, burst: 1_000, wrapUpSeconds: 300 });
  await stockDays(line, 'Hagen', [10, 11, 12], ['09:00', '14:00'], 20);
  const browser = await openBrowser();
  const [database] = wires;
  if (database === undefined) throw new Error('the line was started without a wire to its database');
  let numbers = 0;
  const newNumber = () => {
    numbers += 1;
    return `+4915123456${String(numbers).padStart(3, '0')}`;
  };
  return {
    line,
    database,
    browser,
    newNumber,
    agent: (name, options = {}) => openAgent({ line, browser, newNumber }, name, options),
    async close() {
      await browser.close();
      await line.close();
      await database.close();
      await redis.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

let phones = 0;

type House = Pick<DeskHouse, 'line' | 'browser' | 'newNumber'>;

async function openAgent(house: House, name: string, options: { context?: BrowserContextOptions; through?: string }): Promise<DeskAgent> {
  const { line, browser } = house;
  phones += 1;
  const number = `+493023125${String(phones).padStart(3, '0')}`;
  const telephone = line.carrier.phone(number);
  await line.agent(name, number);
  const { agents } = line.hotline.house.parts;
  await agents.choose(name, { state: 'offline' }, { endpoint: `tel:${number}`, lanes: ['de', 'en'] });
  const context = await browser.newContext({ viewport: DESK, locale: 'de-DE', ...options.context });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  const { keyboard } = page;
  await page.goto(`${options.through ?? line.app}/desk`);
  const calls: Callee[] = [];
  const agent: DeskAgent = {
    name,
    page,
    complaints,
    type: (text) => keyboard.type(text),
    async press(...keys) {
      for (const key of keys) await keyboard.press(key);
    },
    sees: (text) => sees(page, text),
    async signsIn() {
      await until(async () => (await focusedName(page)) === 'Name', PATIENCE_MS);
      await agent.type(name);
      await agent.press('Tab');
      await agent.type(PASSWORD);
      await agent.press('Enter');
      await agent.sees('Nicht im Dienst.');
    },
    async isReady() {
      await agent.signsIn();
      await agent.press('v');
      await agent.sees('Der nächste Anruf kommt von selbst.');
    },
    async isCalled(before = async () => undefined) {
      const caller = await line.call(house.newNumber());
      await before(caller);
      await caller.press('0');
      const phone = await telephone.rings();
      calls.push(phone);
      return { caller, phone };
    },
    async talks(before) {
      const { caller, phone } = await agent.isCalled(before);
      await phone.answer();
      await phone.press('1');
      await page.getByRole('tab', { name: 'Termin buchen' }).waitFor();
      return { caller, phone };
    },
    state: async () => (await agents.status(name)).state,
    async close() {
      await context.close();
      for (const call of calls) if (call.state !== 'ended') await call.hangUp();
      await until(async () => (await leaves(line, name, number)) !== 'refused', PATIENCE_MS);
    },
  };
  return agent;
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
