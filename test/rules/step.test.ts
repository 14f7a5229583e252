import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { callFlow, type FlowState, type StateName } from '../../flows/index.ts';
import { entryChecks } from '../../src/calls/entry-checks.ts';
import type { Session } from '../../src/ivr/session.ts';
import { enter, type Heard, stateOf, step } from '../../src/ivr/step.ts';
import { makeSession } from '../support/make-session.ts';

const states = Object.keys(callFlow) as StateName[];
const here = (name: string) => stateOf(callFlow, name) as FlowState;
const asking = states.filter((name) => 'ask' in here(name) || 'enter' in here(name));
const go = (session: Session, heard: Heard) => step(callFlow, session, heard, entryChecks);

/** Lets works turn out by the drawn number and sentences be said until the caller is asked again. */
function rest(start: Session, draw: () => number): Session {
  let at = start;
  for (let i = 0; i < 200; i += 1) {
    const now = here(at.at);
    if (at.ended) return at;
    if ('do' in now) {
      const outcomes = Object.keys(now.outcomes);
      at = go(at, { outcome: outcomes[draw() % outcomes.length] as string }).session;
    } else if ('say' in now && 'then' in now) at = go(at, { silence: true }).session;
    else return at;
  }
  throw new Error(`never comes to rest, last at ${at.at}`);
}

function passive(
  name: string,
  hearAt: (name: string) => Heard,
  draws: number[],
): { session: Session; rounds: number; humanOrCallback: boolean } {
  let session = enter(callFlow, makeSession(), name);
  let humanOrCallback = false;
  let next = 0;
  const draw = () => draws[next++ % draws.length] ?? 0;
  for (let rounds = 0; rounds < 400; rounds += 1) {
    const now = here(session.at);
    if (session.ended || 'connect' in now || 'hold' in now) return { session, rounds, humanOrCallback: humanOrCallback || !session.ended };
    session = rest(go(session, hearAt(session.at)).session, draw);
    humanOrCallback ||=
      session.at === 'connectAgent' ||
      ['callback_registered', 'booked', 'appointment_changed', 'failed', 'busy', 'informed', 'waitlisted'].includes(session.outcome ?? '');
  }
  return { session, rounds: 400, humanOrCallback };
}

/** A key the state has no use for; in entries, too many digits. */
function wrongAt(name: string): Heard {
  const state = here(name);
  const unused = ['9', '8', '7', '6', '5'].find((key) => !('ask' in state) || !(key in state.keys)) ?? '9';
  return { digits: 'enter' in state ? '9'.repeat(500) : unused };
}

describe('a caller who cannot or does not press keys', () => {
  const draws = fc.array(fc.nat(20), { minLength: 1, maxLength: 12 });

  it.each(asking)('%s: silence for ever ends with a human, a callback or something settled', (name) => {
    fc.assert(
      fc.property(draws, (drawn) => {
        const { rounds, humanOrCallback } = passive(name, () => ({ silence: true }), drawn);
        expect(humanOrCallback).toBe(true);
        expect(rounds).toBeLessThan(100);
      }),
      { numRuns: 50 },
    );
  });

  it.each(asking)('%s: a wrong key for ever ends the same way', (name) => {
    fc.assert(
      fc.property(draws, (drawn) => {
        expect(passive(name, wrongAt, drawn).humanOrCallback).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('keys that mean the same everywhere', () => {
  const menus = asking.filter((name) => 'ask' in here(name));
  const entries = asking.filter((name) => 'enter' in here(name));

  it.each(menus)('%s: * asks the same question again and counts as nothing', (name) => {
    const { session, said, short } = go(makeSession({ at: name, silences: 1, wrongKeys: 1 }), { digits: '*' });
    expect(session).toMatchObject({ at: name, silences: 1, wrongKeys: 1 });
    expect(said).toEqual(['again']);
    expect(short).toBe(false);
  });

  it.each(menus)('%s: 0 leads towards a human', (name) => {
    const { session } = go(makeSession({ at: name }), { digits: '0' });
    expect(['human', 'humanCallback', 'humanInstead', 'acceptForHuman']).toContain(session.at);
  });

  it.each(entries)('%s: 0 is a digit, * opens the help menu, 1 there comes back', (name) => {
    const helped = go(makeSession({ at: name }), { digits: '5*' }).session;
    expect(['entryHelp', 'codeHelp', 'pinHelp']).toContain(helped.at);
    expect(go(helped, { digits: '1' }).session.at).toBe(name);
    expect(go(helped, { digits: '0' }).session.at).toBe('human');
  });

  it('a # at the end is tolerated, a # alone asks again without a word of blame', () => {
    expect(go(makeSession({ at: 'birthDay' }), { digits: '5#' }).session).toMatchObject({ at: 'birthMonth', facts: { birthDay: '5' } });
    for (const at of ['birthDay', 'mainMenu']) {
      const { session, said } = go(makeSession({ at }), { digits: '#' });
      expect(session).toMatchObject({ at, silences: 0 });
      expect(said).toEqual([]);
    }
  });
});

describe('counting', () => {
  it('silence and wrong keys are counted apart', () => {
    let session = makeSession();
    for (const heard of [{ silence: true }, { digits: '7' }, { silence: true }, { digits: '7' }] as Heard[])
      session = go(session, heard).session;
    expect(session).toMatchObject({ at: 'mainMenu', silences: 2, wrongKeys: 2 });
    const gaveUp = go(session, { silence: true });
    expect(gaveUp.session.at).toBe('humanAtLast');
    expect(gaveUp.said).toEqual(['keysDoNotWork']);
  });

  it('reassures first and names the short form of the question', () => {
    const first = go(makeSession(), { silence: true });
    expect(first).toMatchObject({ said: ['notHeard'], short: true });
    expect(go(first.session, { silence: true })).toMatchObject({ said: ['stillThere'], short: true });
  });

  it('names the fault of an entry', () => {
    const fault = (at: string, digits: string) => go(makeSession({ at }), { digits }).said[0];
    expect(fault('birthDay', '00')).toBe('dayFault');
    expect(fault('birthDay', '32')).toBe('dayFault');
    expect(fault('birthMonth', '13')).toBe('monthFault');
    expect(fault('birthYear', '193')).toBe('yearFault');
    expect(fault('postcode', '5809')).toBe('tooFewDigits');
    expect(fault('postcode', '9'.repeat(500))).toBe('tooManyDigits');
    expect(fault('enterCode', '12345678')).toBe('codeFault');
  });

  it('a state with a limit is left for its way out once the limit is passed', () => {
    const visits = { proposeAnother: 4 };
    expect(go(makeSession({ at: 'proposal', visits }), { digits: '2' }).session.at).toBe('enoughProposals');
  });
});

describe('the outcome of a call', () => {
  it('stays booked once it is booked', () => {
    const booked = go(makeSession({ at: 'confirm' }), { outcome: 'booked' }).session;
    expect(booked.outcome).toBe('booked');
    const later = rest(go({ ...booked, at: 'anotherPerson' }, { digits: '0' }).session, () => 1);
    expect(later.outcome).toBe('booked');
  });

  it('throws for an outcome the state does not know, instead of guessing', () => {
    expect(() => go(makeSession({ at: 'confirm' }), { outcome: 'sold' })).toThrow(expect.objectContaining({ code: 'FLOW_OUTCOME' }));
  });
});
