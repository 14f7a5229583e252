import type { Caller } from '../../scripts/carrier/carrier.ts';
import { createPacer } from '../../src/callbacks/redis-pacer.ts';
import { createTelephone } from '../../src/callbacks/twilio-telephone.ts';
import { createHumanCallbackDesk, type HumanCallbackDesk } from '../../src/calls/human-callbacks.ts';
import { noteOnTicket } from '../../src/calls/note-callback.ts';
import type { AgentLane } from '../../src/calls/ports/agents.ts';
import type { Telephone } from '../../src/calls/ports/telephone.ts';
import { registerCallback } from '../../src/calls/register-callback.ts';
import { type Line, startLine } from '../support/line.ts';
import { PATIENCE_MS, until } from '../support/until.ts';

/** A whole hotline for callbacks by humans: agents with telephones in their browsers, and people on the list. */
export interface HumanCallbackHouse {
  line: Line;
  /** The use cases behind the desks, as a web process has them. */
  desk: HumanCallbackDesk;
  telephone: Telephone;
  /** A number nobody has used yet. */
  newNumber(): string;
  /** A person on the list, due now. */
  due(
    number: string,
    over?: { language?: 'de' | 'en' | 'tr' | 'ru'; ticketAtMs?: number },
  ): Promise<{ id: string; number: string; kennzahl: string }>;
  signIn(agent: string, lanes?: AgentLane[]): Promise<void>;
  stateOf(agent: string): Promise<{ state: string; reason?: string; callSid?: string }>;
  request(id: string): Promise<{ state: string; attempts: number; nextTryMs: number }>;
  tries(id: string): Promise<{ agent: string | null; outcome: string | null; call_sid: string | null }[]>;
  /** What became of the promises of this request, oldest first. */
  promises(id: string): Promise<(string | null)[]>;
  /** What this agent's desk was told besides states: `incoming callback`, `connected`, `ended done`. */
  told(agent: string, since: string): Promise<string[]>;
  /** Where the desks' news stand now. */
  newest(): Promise<string>;
  seats(): Promise<number>;
  /** One round of the worker, and whatever it set going. */
  work(): Promise<void>;
  /** Nobody's call, seat, state or place on the list reaches into the next test. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function startHumanCallbackHouse(agents: readonly string[]): Promise<HumanCallbackHouse> {
  const line = await startLine();
  const { house } = line.hotline;
  const { parts, config, clock } = house;
  await line.tune({ callbackHours: '00:00-24:00', dialPerSecond: 100, wrapUpSeconds: 30, admitPerSecond: 1_000, burst: 1_000 });
  for (const agent of agents) line.carrier.phone(`client:${agent}`);
  const telephone = createTelephone({ ...config.twilio, publicUrl: config.publicUrl, callerId: config.callerId });
  const pacer = await createPacer({ redisUrl: config.redisUrl });
  const desk = createHumanCallbackDesk({ ...parts, telephone, pacer });
  let lastNumber = 0;
  return {
    line,
    desk,
    telephone,
    newNumber() {
      lastNumber += 1;
      return `+492331208${String(lastNumber).padStart(3, '0')}`;
    },
    async due(number, over = {}) {
      const nowMs = clock.nowMs();
      const wish = { number, kind: 'human' as const, language: 'de' as const, ticketAtMs: nowMs, nowMs, ...over };
      const registered = await registerCallback(parts, wish);
      if (!('request' in registered)) throw new Error(registered.status);
      const { id, kennzahl } = registered.request;
      const request = await parts.callbacks.snooze(id, nowMs);
      if (request) await noteOnTicket(parts, request, nowMs);
      line.carrier.phone(number);
      return { id, number, kennzahl };
    },
    async signIn(agent, lanes = ['de', 'en']) {
      await parts.agents.choose(agent, { state: 'available' }, { endpoint: `client:${agent}`, lanes });
    },
    stateOf: (agent) => parts.agents.status(agent),
    async request(id) {
      const { rows } = await line.pool.query('select state, attempts, next_try_at from callback_requests where id = $1', [id]);
      return { state: rows[0].state, attempts: rows[0].attempts, nextTryMs: rows[0].next_try_at.getTime() };
    },
    async tries(id) {
      const asked = 'select agent, outcome, call_sid from callback_attempts where request_id = $1 order by number';
      return (await line.pool.query(asked, [id])).rows;
    },
    async promises(id) {
      const asked = 'select result from callback_promises where request_id = $1 order by number';
      return (await line.pool.query(asked, [id])).rows.map(({ result }) => result);
    },
    async told(agent, since) {
      const entries = await line.redis.xrange('{agents}:events', `(${since}`, '+');
      return entries
        .map(([, fields]) => eventOf(fields))
        .flatMap((event) => (event.agent === agent && event.type !== 'state' ? [event.text] : []));
    },
    async newest() {
      const [last] = await line.redis.xrevrange('{agents}:events', '+', '-', 'COUNT', 1);
      return last?.[0] ?? '0';
    },
    seats: async () => (await parts.frontDoor.picture()).activeCalls,
    async work() {
      await line.hotline.worker?.promote();
      await line.hotline.worker?.idle();
    },
    async clear() {
      await line.tune({ humanCallbacks: 'callerFirst', callbackHours: '00:00-24:00', ringSeconds: 20 });
      await line.pool.query(`update callback_requests set state = 'dropped', lease_until = null where state in ('open', 'dialling')`);
      await line.advance(3_600);
      await line.hotline.worker?.sweep();
      for (const agent of agents) {
        line.carrier.phone(`client:${agent}`).behaviour = 'ring';
        await parts.agents.choose(agent, { state: 'offline' }, { endpoint: `client:${agent}`, lanes: [] });
      }
    },
    async close() {
      await desk.idle();
      await pacer.close();
      await line.close();
    },
  };
}

function eventOf(fields: string[]): { agent: string; type: string; text: string } {
  const event = Object.fromEntries(fields.flatMap((field, index) => (index % 2 === 0 ? [[field, fields[index + 1] ?? '']] : [])));
  const data = JSON.parse(event['data'] ?? '{}') as { why?: string; topic?: string };
  return { agent: event['agent'] ?? '', type: event['type'] ?? '', text: [event['type'], data.topic, data.why].filter(Boolean).join(' ') };
}

/** Statuses of a call arrive beside its webhooks: resolves when they have done their work. */
export function settled(holds: () => Promise<boolean>): Promise<void> {
  return until(holds, PATIENCE_MS);
}

/** The far end is gone: this telephone has heard the last of its call. */
export async function heardToTheEnd(caller: Caller): Promise<string> {
  await settled(async () => caller.state === 'ended');
  return caller.heard;
}
