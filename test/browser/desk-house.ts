import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { browserPages } from '../../scripts/carrier/pages.ts';
import { startRedis } from '../../scripts/services/redis.ts';
import { noteOnTicket } from '../../src/calls/note-callback.ts';
import { registerCallback } from '../../src/calls/register-callback.ts';
import { openBrowser } from '../support/browser.ts';
import { type Wire, wireTo } from '../support/cut.ts';
import { type Line, startLine } from '../support/line.ts';
import { stockDays } from '../support/walks.ts';
import { type AgentOptions, type DeskAgent, openAgent } from './desk-agent.ts';

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
