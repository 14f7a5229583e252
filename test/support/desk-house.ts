import supertest from 'supertest';
import type { Facts } from '../../src/ivr/session.ts';
import type { Line } from './line.ts';
import { makeSession } from './make-session.ts';

/** Agents at their desks, over HTTP against a whole hotline, and callers whom they talk to. */

const PASSWORD = 'long enough for a test';

let calls = 0;

/** A caller on the line with this agent. */
export interface Talk {
  callSid: string;
  number: string;
}

export interface TalkWith {
  /** undefined: withheld. */
  number?: string | undefined;
  language?: 'de' | 'en';
  facts?: Facts;
}

/** A number nobody else in this file calls from. */
export function numbersFrom(before: string): () => string {
  let last = 0;
  return () => {
    last += 1;
    return `${before}${String(last).padStart(3, '0')}`;
  };
}

/** A signed-in agent's desk: what changes something carries the token. */
export async function signInToDesk(line: Pick<Line, 'app'>, name: string, password = PASSWORD) {
  const agent = supertest.agent(line.app);
  const { body } = await agent.post('/desk/api/sign-in').send({ name, password }).expect(200);
  const token = String(body.csrfToken);
  const path = (under: string) => `/desk/api${under}`;
  return {
    agent,
    token,
    get: (under: string, headers: Record<string, string> = {}) => agent.get(path(under)).set(headers),
    post: (under: string, sent: object = {}) => agent.post(path(under)).set('X-CSRF-Token', token).send(sent),
    put: (under: string, sent: object) => agent.put(path(under)).set('X-CSRF-Token', token).send(sent),
    patch: (under: string, sent: object) => agent.patch(path(under)).set('X-CSRF-Token', token).send(sent),
    remove: (under: string, sent?: object) => agent.delete(path(under)).set('X-CSRF-Token', token).send(sent),
  };
}

export type Desk = Awaited<ReturnType<typeof signInToDesk>>;

/** Puts a caller through to this very agent, who talks to them from now on; what was before is wrapped up. */
export async function talk({ hotline }: Line, agentId: string, { number, language = 'de', facts = {} }: TalkWith = {}): Promise<Talk> {
  const { agents, sessions } = hotline.house.parts;
  const nowMs = hotline.house.clock.nowMs();
  calls += 1;
  const callSid = `CA${String(calls).padStart(32, '0')}`;
  const known: Facts = { ticketAtMs: nowMs - 300_000, agentWaitSinceMs: nowMs - 150_000, ...facts };
  const session = makeSession({ callSid, language, facts: number === undefined ? known : { callerNumber: number, ...known } });
  await sessions.save(session, '<Response/>', -1);
  const { callSid: before } = await agents.status(agentId);
  if (before !== undefined) await agents.done(agentId, before, nowMs);
  await agents.choose(agentId, { state: 'available' }, { endpoint: `client:${agentId}`, lanes: ['de'] });
  if ((await agents.reserve(agentId, callSid, 60_000)) === 'refused') throw new Error(`${agentId} cannot take a call`);
  if (!(await agents.connected(agentId, callSid))) throw new Error(`${agentId} lost the call`);
  return { callSid, number: number ?? '' };
}

/** The conversation is over, and the agent wraps up for a minute. */
export async function talked({ hotline }: Line, agentId: string, { callSid }: Talk): Promise<void> {
  await hotline.house.parts.agents.done(agentId, callSid, hotline.house.clock.nowMs() + 60_000);
}
