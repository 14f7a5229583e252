import { describe, expect, it } from '@jest/globals';
import { concluded } from '../../src/calls/concluded.ts';
import type { DeskWork } from '../../src/calls/ports/desk-work.ts';
import { makeSession } from '../support/make-session.ts';

const proposal = { holdId: 'h', heldUntilMs: 0, firstMs: [1], secondMs: [2] };
const booked: DeskWork = { outcome: 'booked', facts: { proposal, codes: ['47038156'], persons: [{ birthDate: '1938-03-05' }] } };

describe('how a call is counted', () => {
  it('that only talked to an agent: handled; otherwise as its keys left it, given up where they did nothing', () => {
    expect(concluded(makeSession(), undefined, true).outcome).toBe('agent_handled');
    expect(concluded(makeSession({ outcome: 'booked' }), undefined, true).outcome).toBe('booked');
    expect(concluded(makeSession({ outcome: 'informed' }), undefined, false).outcome).toBe('informed');
    expect(concluded(makeSession(), undefined, false).outcome).toBe('abandoned');
  });

  it('by what the agent did for the caller, whoever hung up first', () => {
    const talked = makeSession({ outcome: 'agent_handled' });
    expect(concluded(talked, booked, false).outcome).toBe('booked');
    expect(concluded(makeSession(), { outcome: 'waitlisted', facts: {} }, true).outcome).toBe('waitlisted');
    expect(concluded(makeSession({ outcome: 'booked' }), { outcome: 'appointment_changed', facts: {} }, true).outcome).toBe('booked');
  });
});

describe("the caller's next call", () => {
  it('finds what the agent booked, and hears it where the line went dead while they talked', () => {
    const { session } = concluded(makeSession({ facts: { plz: '58095', codesHeard: true } }), booked, true);
    expect(session.facts).toEqual({ ...booked.facts, plz: '58095' });
  });

  it('hears nothing again where the conversation came to its end', () => {
    expect(concluded(makeSession({ outcome: 'agent_handled' }), booked, false).session.facts.codesHeard).toBe(true);
  });

  it('hears what the keys have booked after the agent, as long as nobody has heard it', () => {
    const own = { proposal: { ...proposal, holdId: 'own' }, codes: ['12345672'] };
    const { session } = concluded(makeSession({ outcome: 'booked', facts: own }), booked, false);
    expect(session.facts).toEqual(own);
  });
});
