import type { Session, Topic } from './session.ts';

/** What a call for a human is about, by what the caller has done so far: for the agent's ear and desk. Nothing personal in it. */
export function topicOf({ line, outcome, facts }: Session): Topic {
  if (facts.topic === 'handedOn') return 'handedOn';
  if (line === 'callback' && facts.callbackKind === 'human') return 'callback';
  // Whoever has an appointment, or asks for it by its code, does not want another one
  const has = (outcome === 'booked' || outcome === 'appointment_changed' || facts.codes) ?? facts.appointment ?? facts.code;
  if (has) return 'question';
  const { bookedPeople, persons, proposal, forList, wishing } = facts;
  return bookedPeople !== undefined || persons || proposal || forList || wishing ? 'booking' : 'question';
}
