import type { Parts, Situation } from '../parts.ts';
import type { Turned } from './turned.ts';

/** The PIN of an invitation letter: asked for where there are any, checked, never needed. */

/** Enough for a crumpled letter; then it goes on without. */
const MOST_MISSES = 3;

export async function lookForPins({ session }: Situation, parts: Parts): Promise<Turned<'lookForPins'>> {
  const partner = session.facts.partnerAsked === true;
  const facts = { pinHash: undefined, pinMisses: undefined };
  // A wish is written while nothing can be looked up
  if (parts.pins.inUse() && !session.facts.wishing) return { outcome: partner ? 'askPartner' : 'ask', facts };
  return { outcome: partner ? 'nonePartner' : 'none', facts };
}

export async function checkPin({ event, session }: Situation, parts: Parts): Promise<Turned<'checkPin'>> {
  const { pin = '', persons = [], partnerAsked, pinMisses = 0 } = session.facts;
  const missed = (outcome: 'wrong' | 'ofOther'): Turned<'checkPin'> => {
    const misses = pinMisses + 1;
    return { outcome: misses < MOST_MISSES ? outcome : 'tooOften', facts: { pin: undefined, pinMisses: misses } };
  };
  const pinHash = parts.pins.hashOf(pin);
  const by = event.caller.kind === 'shown' ? parts.hashes.caller(event.caller.number) : event.callSid;
  const attempt = { way: 'pin' as const, by, at: pinHash, id: `${event.callSid}:${session.turn}` };
  if ((await parts.codeGuard.allows(attempt)) !== 'allowed') return { outcome: 'tooOften', facts: { pin: undefined } };
  const state = await parts.pins.stateOf(pinHash);
  if (state === 'unknown') return missed('wrong');
  await parts.codeGuard.wasRight(attempt);
  if (partnerAsked && persons[0]?.pinHash === pinHash) return missed('ofOther');
  if (state === 'used') return { outcome: 'used', facts: { pin: undefined } };
  return { outcome: 'right', facts: { pin: undefined, pinHash } };
}

export async function lookForLetter({ session }: Situation): Promise<Turned<'lookForLetter'>> {
  const { persons = [] } = session.facts;
  return { outcome: persons.some(({ pinHash }) => pinHash !== undefined) ? 'letter' : 'none' };
}
