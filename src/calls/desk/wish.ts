import type { Language } from '../../../flows/vocabulary.ts';
import { DependencyDown } from '../../platform/errors.ts';
import { NOT_DUE_MS, requestIdOf } from '../works/system.ts';
import { currentCall, type DeskCall } from './current-call.ts';
import { type Agent, type DeskParts, isRefused, type Refused, refuse } from './desk-parts.ts';
import { noteWork } from './note-work.ts';
import { checkPeople, type People, type PeopleInput } from './people.ts';

export interface WishInput extends PeopleInput {
  language?: Language;
}

export type WishAnswer = { status: 'written' | 'already'; kennzahl: string };

/**
 * The booking store does not answer: the wish is kept where nothing can lose it, and booked in the caller's place when the store is back,
 * and they are told by telephone. Needs no PostgreSQL. The same request again finds its wish.
 */
export async function writeWish(parts: DeskParts, agent: Agent, input: WishInput): Promise<WishAnswer | Refused> {
  const call = await currentCall(parts, agent);
  if (!call) return refuse('notYourCall');
  const people = checkPeople(parts, call, input, { toBeRung: true });
  if (isRefused(people)) return people;
  const { persons, number, centre } = people;
  const nowMs = parts.clock.nowMs();
  const ticketAtMs = await placeOf(parts, call, number, nowMs);
  const caller = parts.hashes.caller(number);
  const written = await parts.bookingWishes.write({
    id: requestIdOf(parts, `booking-wish:${call.conversation.callId}:${persons.map(({ personHash }) => personHash).join()}`),
    ...{ caller, number, persons, ticketAtMs },
    kreis: centre.kreis,
    ...(await wantedPair(parts, call, people)),
    language: input.language ?? call.language,
    kennzahl: parts.drawKennzahl(),
    atMs: nowMs,
    avoidMs: [],
  });
  if (written.status === 'notDurable') return refuse('notDurable');
  if (written.status === 'full') return refuse('limit');
  const { id, status, kennzahl } = written;
  await parts.frontDoor.noteCallback(caller, { id, ticketAtMs, dueAtMs: nowMs + NOT_DUE_MS });
  const work = { outcome: 'callback_registered', facts: { kennzahl } } as const;
  const audited = { what: 'wish written', details: { wishId: id } } as const;
  await noteWork(parts, call, { name: `wish:${id}`, audited, work }, { auditLater: true });
  return { status, kennzahl };
}

/** The call's place. A number that was only told has a ticket from now on, and the older place of the two. */
async function placeOf(
  parts: DeskParts,
  { caller, conversation, ticketAtMs, session }: DeskCall,
  number: string,
  nowMs: number,
): Promise<number> {
  const own = ticketAtMs ?? nowMs;
  if (!session || (caller.kind === 'shown' && caller.number === number)) return own;
  try {
    return (await parts.frontDoor.adoptTicket(session.callSid, parts.hashes.caller(number))).ticketAtMs;
  } catch (thrown) {
    // The promise counts for more than the ticket
    if (!(thrown instanceof DependencyDown)) throw thrown;
    parts.logger.warn({ code: thrown.code, callSid: conversation.callId }, 'told number has no ticket yet');
    return own;
  }
}

/** What the agent and the caller had agreed on before the store fell silent is tried first. */
async function wantedPair({ notes }: DeskParts, { conversation }: DeskCall, { persons, centre }: People): Promise<{ holdId?: string }> {
  const fit = (await notes.holds(conversation)).filter(
    ({ over, kreis, firstMs }) => !over && kreis === centre.kreis && firstMs.length === persons.length,
  );
  const latest = fit.sort((one, other) => other.heldUntilMs - one.heldUntilMs)[0];
  return latest ? { holdId: latest.holdId } : {};
}
