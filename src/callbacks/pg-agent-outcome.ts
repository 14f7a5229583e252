/** What came of a callback that an agent made, each in one transaction under the request's row lock. */
import { desc, eq } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { callbackAttempts, callbackRequests } from '../../db/schema.ts';
import type { HumanCallbacks } from '../calls/ports/human-callbacks.ts';
import { settleByRing } from './pg-callback-promises.ts';
import { lockRequest, type RequestRow, toRequest } from './pg-callback-tries.ts';

type Note = Parameters<HumanCallbacks['noteOutcome']>[1];
type Noted = Awaited<ReturnType<HumanCallbacks['noteOutcome']>>;

/** How a try ended that brought agent and person together; the agent's word replaces it. */
const REACHED = 'reached';

/** As the port's `reached` promises. */
export async function noteReached(
  tx: NodePgDatabase,
  id: string,
  { attempt: number, callSid, nowMs }: Parameters<HumanCallbacks['reached']>[1],
): Promise<'reached' | 'elsewhere'> {
  const row = await lockRequest(tx, id);
  const attempt = row && (await newestTry(tx, id));
  if (!row || attempt?.number !== number || attempt.agent === null) return 'elsewhere';
  if (broughtTogether(attempt.outcome)) return attempt.callSid === callSid ? 'reached' : 'elsewhere';
  // Taken for lost while they talked: a conversation outlasts the lease
  const foundAgain = row.state === 'open' && attempt.callSid === callSid;
  const running = row.state === 'dialling' && (row.callSid === null || row.callSid === callSid);
  if (!running && !foundAgain) return 'elsewhere';
  const now = new Date(nowMs);
  await settleByRing(tx, id, nowMs);
  await tx.update(callbackRequests).set({ state: 'accepted', closedAt: now, leaseUntil: null, callSid }).where(eq(callbackRequests.id, id));
  await tx.update(callbackAttempts).set({ callSid, endedAt: now, outcome: REACHED }).where(eq(callbackAttempts.id, attempt.id));
  return 'reached';
}

/** Has this try, by how it ended, brought agent and person together? */
export function broughtTogether(outcome: string | null): boolean {
  return outcome === REACHED || outcome === 'served' || outcome === 'again' || outcome === 'unwanted';
}

/** As the port's `noteOutcome` promises; a second open request of the same number violates its named index. */
export async function noteAgentsWord(tx: NodePgDatabase, id: string, note: Note): Promise<Noted> {
  const row = await lockRequest(tx, id);
  const attempt = row && (await newestTry(tx, id));
  if (!row || !attempt) return { status: 'unknown' };
  if (attempt.agent !== note.agent && !(note.inCall && attempt.agent === null)) return { status: 'notTheirs' };
  if (attempt.outcome === 'again') return { status: 'noted', request: toRequest(row) };
  // Nothing can be said about somebody who was not on the line with this agent
  if (!note.inCall && !broughtTogether(attempt.outcome)) return { status: 'notReached' };
  if (row.state !== 'accepted' && row.state !== 'dropped') return { status: 'notReached' };
  await tx.update(callbackAttempts).set({ agent: note.agent, outcome: note.outcome }).where(eq(callbackAttempts.id, attempt.id));
  const [changed] = await tx.update(callbackRequests).set(whatBecomes(note)).where(eq(callbackRequests.id, id)).returning();
  return { status: 'noted', request: toRequest(changed ?? row) };
}

async function newestTry(tx: NodePgDatabase, id: string) {
  const [newest] = await tx
    .select()
    .from(callbackAttempts)
    .where(eq(callbackAttempts.requestId, id))
    .orderBy(desc(callbackAttempts.number))
    .limit(1);
  return newest;
}

/** The promise was settled when it rang; what is tried again is no promise of its own. */
function whatBecomes({ outcome, again, nowMs }: Note): Partial<RequestRow> {
  if (outcome === 'unwanted') return { state: 'dropped' };
  if (outcome === 'served') return { state: 'accepted' };
  return {
    state: again.lastTry ? 'missed' : 'open',
    nextTryAt: new Date(again.nextTryAtMs),
    windowFrom: new Date(again.window.fromMs),
    windowTo: new Date(again.window.toMs),
    closedAt: again.lastTry ? new Date(nowMs) : null,
  };
}
