import type { Redis } from 'ioredis';
import type { CallersDay } from './killed-people.ts';

/** Whose turn it was: what the router told of its agents, held against when the callers rang and waited. */

interface Waiting {
  caller: CallersDay;
  fromMs: number;
  /** Back from an agent who did not answer: in front of all who were at none. */
  returned: boolean;
}

interface News {
  atMs: number;
  agent: string;
  state: string;
  callSid?: string;
}

/** Turns that somebody had while another one, whose turn was before, waited in the same lane. */
export async function outOfTurn(redis: Redis, callers: readonly CallersDay[]): Promise<string[]> {
  const byCall = new Map(callers.map((caller) => [caller.callSid, caller]));
  const waiting = new Map<string, Waiting>();
  for (const caller of callers)
    if (caller.inLineMs !== undefined) waiting.set(caller.callSid, { caller, fromMs: caller.inLineMs, returned: false });
  /** Agent → the call their telephone rings for. */
  const ringing = new Map<string, string>();
  const returned = new Set<string>();
  const faults: string[] = [];
  for (const { agent, state, callSid = '', atMs } of await newsOf(redis)) {
    const caller = byCall.get(callSid);
    const back = byCall.get(ringing.get(agent) ?? '');
    ringing.delete(agent);
    if (state === 'reserved' && caller) {
      ringing.set(agent, callSid);
      waiting.delete(callSid);
      faults.push(...passedOver(waiting, { caller, fromMs: atMs, returned: returned.has(callSid) }));
    } else if (state === 'on_call') waiting.delete(callSid);
    else if (back) {
      returned.add(back.callSid);
      waiting.set(back.callSid, { caller: back, fromMs: atMs, returned: true });
    }
  }
  return faults;
}

/** Whose turn was before this one's. Tickets are from between dialling and greeting: only those that are certainly earlier count. */
function passedOver(waiting: ReadonlyMap<string, Waiting>, served: Waiting): string[] {
  return [...waiting.values()]
    .filter(({ caller, fromMs }) => caller.lane === served.caller.lane && fromMs < served.fromMs)
    .filter(({ caller: { leftMs = Number.POSITIVE_INFINITY } }) => leftMs > served.fromMs)
    .filter((one) => (one.returned === served.returned ? one.caller.greetedMs < served.caller.dialledMs : one.returned))
    .map(({ caller, returned }) => `${served.caller.callSid} before ${caller.callSid}${returned ? ', who had been at an agent' : ''}`);
}

async function newsOf(redis: Redis): Promise<News[]> {
  const entries = await redis.xrange('{agents}:events', '-', '+');
  return entries.flatMap(([id, fields]) => {
    const entry = Object.fromEntries(Array.from({ length: fields.length / 2 }, (_, at) => [fields[2 * at], fields[2 * at + 1]]));
    if (entry['type'] !== 'state') return [];
    return [{ ...JSON.parse(String(entry['data'])), agent: String(entry['agent']), atMs: Number(id.split('-')[0]) } as News];
  });
}
