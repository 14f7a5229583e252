import { DependencyDown } from '../../platform/errors.ts';
import { openPlaces } from '../list-terms.ts';
import type { Conversation, DeskHold } from '../ports/desk.ts';
import { NOTICE_MS } from '../works/booking.ts';
import { currentCall, type DeskCall } from './current-call.ts';
import { type Agent, type DeskParts, fault, type Refused, refuse } from './desk-parts.ts';
import { type HeldView, heldView } from './views.ts';

/** Pairs that an agent holds for the caller they talk to: taken, kept while they talk, given back. */

export interface HoldInput {
  kreis: string;
  persons: number;
  /** The first appointment as it was proposed, ms since 1970; the earliest from there on if it is gone. */
  firstAtMs: number;
  /** A hold that is given back when the new one is there. */
  insteadOf?: string;
}

/** Nobody ends with nothing: the new pair is held before the former is given back. The same request again finds its hold. */
export async function holdPair(parts: DeskParts, agent: Agent, input: HoldInput): Promise<HeldView | Refused> {
  const call = await currentCall(parts, agent);
  if (!call) return refuse('notYourCall');
  const centre = parts.catalogue.centres().find(({ kreis }) => kreis === input.kreis);
  if (!centre) return fault('kreis', 'has no centre', 'As GET /desk/api/centres writes it.');
  const asked = `${input.kreis}|${input.persons}|${input.firstAtMs}`;
  const before = (await parts.notes.holds(call.conversation)).filter((hold) => hold.asked === asked);
  for (const hold of before) {
    const kept = hold.over ? undefined : await renewed(parts, call, hold);
    if (kept) return heldView(kept);
  }
  const proposal = await take(parts, call, input, `${asked}|${before.length}`);
  if (proposal === 'none') return refuse('taken');
  const hold: DeskHold = { ...proposal, kreis: input.kreis, centre: centre.name, asked };
  await parts.notes.keepHold(call.conversation, hold);
  if (input.insteadOf !== undefined && input.insteadOf !== hold.holdId) await giveBack(parts, call, input.insteadOf);
  return heldView(hold);
}

/** What the waiting list claims is not held for those who ring. @param name tells this request from every other one of the conversation */
async function take(parts: DeskParts, { conversation, caller }: DeskCall, input: HoldInput, name: string) {
  const nowMs = parts.clock.nowMs();
  const { kreis, persons: people, firstAtMs } = input;
  if ((await openPlaces(parts, kreis, nowMs)) < people) return 'none';
  return parts.bookings.hold({
    requestKey: `desk:${conversation.agentId}:${conversation.callId}:${name}`,
    kreis,
    people,
    notBeforeMs: Math.max(firstAtMs, nowMs + NOTICE_MS),
    avoidMs: [],
    heldUntilMs: await termFrom(parts, nowMs),
    ...(caller.kind === 'shown' ? { caller: parts.hashes.caller(caller.number) } : {}),
  });
}

/** Lasts on while the conversation does. */
export async function renewPair(parts: DeskParts, agent: Agent, holdId: string): Promise<HeldView | Refused> {
  const call = await currentCall(parts, agent);
  if (!call) return refuse('notYourCall');
  const hold = await findHold(parts, call, holdId);
  const kept = hold && !hold.over ? await renewed(parts, call, hold) : undefined;
  return kept ? heldView(kept) : refuse('holdExpired');
}

/** Gives the places back at once. Repeatable. */
export async function releasePair(parts: DeskParts, agent: Agent, holdId: string): Promise<{ released: true } | Refused> {
  const call = await currentCall(parts, agent);
  if (!call) return refuse('notYourCall');
  await giveBack(parts, call, holdId);
  return { released: true };
}

/** What is held for this caller: by the agent, or by their own keys before. undefined: not in this conversation. */
export async function findHold(parts: Pick<DeskParts, 'notes'>, call: DeskCall, holdId: string): Promise<DeskHold | undefined> {
  const own = (await parts.notes.holds(call.conversation)).find((hold) => hold.holdId === holdId);
  const keyed = heldByKeys(call);
  return own ?? (keyed?.holdId === holdId ? keyed : undefined);
}

/** The pair that is held now, its term begun anew; the latest of several. */
export async function standingHold(parts: DeskParts, call: DeskCall): Promise<DeskHold | undefined> {
  const own = (await parts.notes.holds(call.conversation)).sort((one, other) => other.heldUntilMs - one.heldUntilMs);
  const keyed = heldByKeys(call);
  const known = keyed && !own.some(({ holdId }) => holdId === keyed.holdId) ? [...own, keyed] : own;
  for (const hold of known) {
    const kept = hold.over ? undefined : await renewed(parts, call, hold);
    if (kept) return kept;
  }
  return undefined;
}

/** Books nothing and frees nothing; this desk only knows from now on that it holds it no longer. */
export function closeHold(parts: Pick<DeskParts, 'notes'>, call: DeskCall, hold: DeskHold): Promise<void> {
  return parts.notes.keepHold(call.conversation, { ...hold, over: true });
}

/** The conversation is over: what is still held in it is given back. A store that is away gives it back itself, when the term is over. */
export async function giveBackAll(parts: Pick<DeskParts, 'bookings' | 'logger' | 'notes'>, conversation: Conversation): Promise<void> {
  try {
    for (const hold of await parts.notes.holds(conversation)) {
      if (hold.over) continue;
      await parts.bookings.release(hold.holdId);
      await parts.notes.keepHold(conversation, { ...hold, over: true });
    }
  } catch (thrown) {
    if (!(thrown instanceof DependencyDown) || thrown.part !== 'postgres') throw thrown;
    parts.logger.warn({ code: thrown.code, callSid: conversation.callId }, 'what an agent held is left to its term');
  }
}

/** Only what this conversation holds is given back. */
export async function giveBack(parts: Pick<DeskParts, 'bookings' | 'notes'>, call: DeskCall, holdId: string): Promise<void> {
  const hold = await findHold(parts, call, holdId);
  if (!hold || hold.over) return;
  await parts.bookings.release(hold.holdId);
  await closeHold(parts, call, hold);
}

async function renewed(parts: DeskParts, call: DeskCall, hold: DeskHold): Promise<DeskHold | undefined> {
  const nowMs = parts.clock.nowMs();
  const kept = { ...hold, heldUntilMs: await termFrom(parts, nowMs) };
  if (await parts.bookings.renew(hold.holdId, kept.heldUntilMs, nowMs)) {
    await parts.notes.keepHold(call.conversation, kept);
    return kept;
  }
  await closeHold(parts, call, hold);
  return undefined;
}

async function termFrom({ thresholds }: DeskParts, nowMs: number): Promise<number> {
  return nowMs + (await thresholds.now()).values.holdSeconds * 1_000;
}

/** Somebody who asked for a human with a proposal in their hand. */
function heldByKeys({ session }: DeskCall): DeskHold | undefined {
  const { proposal, codes, appointment, kreis, centre = '' } = session?.facts ?? {};
  if (!proposal || kreis === undefined || codes || proposal.holdId === appointment?.holdId) return undefined;
  return { ...proposal, kreis, centre, asked: 'by keys' };
}
