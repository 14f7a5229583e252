import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Callee, Caller } from '../../scripts/carrier/carrier.ts';
import { browserPages } from '../../scripts/carrier/pages.ts';
import { startRedis } from '../../scripts/services/redis.ts';
import { noteOnTicket } from '../../src/calls/note-callback.ts';
import { registerCallback } from '../../src/calls/register-callback.ts';
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
  /** An agent in front of the sign-in page. */
  agent(name: string, options?: AgentOptions): Promise<DeskAgent>;
  /** A number nobody has called from yet. */
  newNumber(): string;
  /** Somebody whom a human has promised to call back, now. */
  isPromised(): Promise<{ id: string; number: string; kennzahl: string }>;
  close(): Promise<void>;
}

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

/** @param options.ticking false: the worker's rounds are made by the test */
export async function openDeskHouse({ ticking = true } = {}): Promise<DeskHouse> {
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
  const line = await startLine({}, between, { ticking });
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
    isPromised: () => promise(line, newNumber()),
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

async function openAgent(house: House, name: string, options: AgentOptions): Promise<DeskAgent> {
  const { line, browser } = house;
  phones += 1;
  const number = `+493023125${String(phones).padStart(3, '0')}`;
  const telephone = line.carrier.phone(number);
  const { languages = ['de', 'en'], supervisor = false } = options;
  await line.agent(name, number, languages);
  await line.pool.query('update accounts set supervisor = $2 where name = $1', [name, supervisor]);
  const { agents } = line.hotline.house.parts;
  await agents.choose(name, { state: 'offline' }, { endpoint: `tel:${number}`, lanes: ['de', 'en'] });
  const context = await browser.newContext({ viewport: DESK, locale: 'de-DE', ...options.context });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  const { keyboard } = page;
  await page.goto(`${options.through ?? line.app}/desk`);
  const calls: Callee[] = [];
  const accept = async (phone: Callee) => {
    await phone.answer();
    await phone.press('1');
    await page.getByRole('tab', { name: 'Termin buchen' }).waitFor();
  };
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
      return { caller, phone: await agent.rings() };
    },
    async talks(before) {
      const { caller, phone } = await agent.isCalled(before);
      await accept(phone);
      return { caller, phone };
    },
    async opensTab() {
      const tab = await context.newPage();
      tab.on('pageerror', (error) => complaints.push(error.message));
      await tab.goto(page.url());
      return tab;
    },
    async rings() {
      const phone = await telephone.rings();
      calls.push(phone);
      return phone;
    },
    async accepts() {
      const phone = await agent.rings();
      await accept(phone);
      return phone;
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

async function promise(line: Line, number: string) {
  const { clock, parts } = line.hotline.house;
  const nowMs = clock.nowMs();
  const wish = { number, kind: 'human' as const, language: 'de' as const, ticketAtMs: nowMs, nowMs };
  const registered = await registerCallback(parts, wish);
  if (!('request' in registered)) throw new Error(registered.status);
  const { id, kennzahl } = registered.request;
  const due = await parts.callbacks.snooze(id, nowMs);
  if (due) await noteOnTicket(parts, due, nowMs);
  line.carrier.phone(number);
  return { id, number, kennzahl };
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
