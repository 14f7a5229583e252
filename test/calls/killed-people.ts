import { setTimeout as wait } from 'node:timers/promises';
import type { Callee, Caller, Carrier } from '../../scripts/carrier/carrier.ts';
import type { AgentLane, Agents } from '../../src/calls/ports/agents.ts';
import { VACCINATION } from '../support/line.ts';
import type { Seeded } from '../support/seeded.ts';

/** Those at both ends of the line: agents at their telephones, and callers with plans of their own. Each writes down what happened to them. */

export interface Agent {
  name: string;
  number: string;
  lanes: readonly AgentLane[];
}

/** When a caller hangs up by themselves, or asks for a callback; `stays`: talks until the agent has hung up. */
const PLANS = ['greeting', 'asking', 'waiting', 'callback', 'ringing', 'talking', 'stays'] as const;
export type Plan = (typeof PLANS)[number];

export interface CallersDay {
  plan: Plan;
  lane: AgentLane;
  callSid: string;
  /** The ticket is from between these two. */
  dialledMs: number;
  greetedMs: number;
  /** Certainly in the line since then. */
  inLineMs?: number;
  /** Out of the line of their own will, from here on. */
  leftMs?: number;
  /** Was told that we call back. */
  promised: boolean;
  heard: string;
}

export interface AgentsDay {
  /** The calls at this telephone in which they talked. */
  connected: string[];
  /** Those they turned away as busy. */
  rejected: string[];
}

const LOOK_EVERY_MS = 50;
const PROMISED = /Sie stehen (jetzt |schon )?auf der Liste|You are on the list/;

/** Rings, asks for a human, and does as planned. Resolves when the call is over. */
export async function callerLives(
  carrier: Carrier,
  { from, plan, lane, random }: { from: string; plan: Plan; lane: AgentLane; random: Seeded },
): Promise<CallersDay> {
  const dialledMs = Date.now();
  const caller = await carrier.dial({ from, to: VACCINATION });
  const day: CallersDay = { plan, lane, callSid: caller.callSid, dialledMs, greetedMs: Date.now(), promised: false, heard: '' };
  const patienceMs = 500 + random.below(10_000);
  const leave = async () => {
    day.leftMs ??= Date.now();
    await caller.hangUp();
  };
  if (plan === 'greeting') await leave();
  if (lane === 'en') await unlessOver(caller, async () => caller.press('9').then(() => caller.press('2')));
  const asked = unlessOver(caller, () => caller.press('0'));
  if (plan === 'asking') await leave();
  await asked;
  for (;;) {
    await caller.rests();
    if (caller.state === 'ended') break;
    if (waits(caller)) day.inLineMs ??= Date.now();
    if (plan === 'ringing' && caller.state === 'ringing') await leave();
    else if (plan === 'talking' && caller.state === 'connected') {
      await changes(caller, 1_000);
      await leave();
    } else if (!(await changes(caller, waits(caller) ? 1_500 + random.below(1_500) : 500))) await goOn(caller);
  }
  day.heard = caller.transcript.map((entry) => ('text' in entry ? entry.text : 'key' in entry ? `[${entry.key}]` : '')).join(' ');
  day.promised = PROMISED.test(day.heard);
  return day;

  /** Nothing has happened for as long as the music lasts, or somebody of eighty thinks. */
  async function goOn(at: Caller): Promise<void> {
    if (at.state !== 'talking') return;
    const tired = day.inLineMs !== undefined && Date.now() - day.inLineMs > patienceMs;
    if (waits(at) && tired && plan === 'waiting') return leave();
    if (waits(at) && tired && plan === 'callback') {
      day.leftMs ??= Date.now();
      return unlessOver(at, () => at.press('1'));
    }
    await unlessOver(at, () => (waits(at) || !at.lastTwiml.includes('<Gather') ? at.silence() : at.press(keyFor(at))));
  }
}

const waits = ({ state, lastTwiml }: Caller) => state === 'talking' && lastTwiml.includes('lane=');
const keyFor = ({ heard }: Caller) => (/Mit einem Menschen sprechen|Ein Mensch: die null|speak to a person/.test(heard) ? '0' : '1');

/** Waits until something else is heard or the call gets on; false: nothing has changed in this time, and the call rests. */
async function changes(caller: Caller, withinMs: number): Promise<boolean> {
  const { state, lastTwiml } = caller;
  const changed = () => caller.state !== state || caller.lastTwiml !== lastTwiml;
  for (const until = performance.now() + withinMs; performance.now() < until; await wait(LOOK_EVERY_MS)) if (changed()) return true;
  await caller.rests();
  return changed();
}

/** The other end may have gone while one was about to do it. */
async function unlessOver(who: Caller, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (thrown) {
    if (who.state !== 'ended') throw thrown;
  }
}

/** Takes what rings until told that the day is over; after a missed call available again at once. */
export async function agentLives(
  { carrier, agents, isOver }: { carrier: Carrier; agents: Agents; isOver: () => boolean },
  { name, number, lanes }: Agent,
  random: Seeded,
): Promise<AgentsDay> {
  const day: AgentsDay = { connected: [], rejected: [] };
  const phone = carrier.phone(number);
  while (!isOver()) {
    // Rejects when nothing has rung
    const rung: Callee | undefined = await phone.rings(500).catch(() => undefined);
    if (rung) await unlessOver(rung, () => take(rung));
    else if ((await agents.status(name)).state === 'paused')
      await agents.choose(name, { state: 'available' }, { endpoint: `tel:${number}`, lanes });
  }
  return day;

  async function take(rung: Callee): Promise<void> {
    const mood = random.next();
    await wait(100 + random.below(400));
    if (mood < 0.03) return rung.ignore();
    if (mood < 0.06) {
      day.rejected.push(rung.callSid);
      return rung.reject();
    }
    await rung.answer();
    // A mailbox presses nothing
    if (mood < 0.08) return rung.silence();
    await rung.press('1');
    if (!isConnected(rung)) return;
    day.connected.push(rung.callSid);
    const until = performance.now() + 3_000 + random.below(5_000);
    while (isConnected(rung) && performance.now() < until) await wait(LOOK_EVERY_MS);
    await rung.hangUp();
  }
}

/** Read anew each time: the other end hangs up, too. */
const isConnected = ({ state }: Caller) => state === 'connected';
