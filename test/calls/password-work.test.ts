import { describe, expect, it } from '@jest/globals';
import { createPasswordWork } from '../../src/calls/password-work.ts';

/** Checks that end when the test says so, in the order in which they began. */
function heldChecks() {
  const begun: string[] = [];
  const ends: ((right: boolean) => void)[] = [];
  const work = createPasswordWork({
    verify: (password) => {
      begun.push(password);
      return new Promise<boolean>((resolve) => ends.push(resolve));
    },
    hash: async (password) => `hash of ${password}`,
  });
  const endNext = async () => {
    ends.shift()?.(true);
    await new Promise(setImmediate);
  };
  return { work, begun, endNext };
}

describe('checking passwords', () => {
  it('goes two at a time, in the order of arrival', async () => {
    const { work, begun, endNext } = heldChecks();
    const answers = ['a', 'b', 'c', 'd'].map((password) => work.matches(password, 'kept'));
    expect(begun).toEqual(['a', 'b']);
    await endNext();
    answers.push(work.matches('e', 'kept'));
    expect(begun).toEqual(['a', 'b', 'c']);
    for (let n = 0; n < 4; n++) await endNext();
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await Promise.all(answers)).toEqual([true, true, true, true, true]);
  });

  it('is refused to those behind 64 others, and goes on when they are through', async () => {
    const { work, begun, endNext } = heldChecks();
    const waiting = Array.from({ length: 64 }, () => work.matches('x', 'kept'));
    expect(work.isFull()).toBe(true);
    expect(await work.matches('x', 'kept')).toBe('full');
    for (let n = 0; n < 64; n++) await endNext();
    expect(await Promise.all(waiting)).not.toContain('full');
    expect(begun).toHaveLength(64);
    expect(work.isFull()).toBe(false);
  });

  it('an account that is not there is checked all the same, and never matches', async () => {
    const { work, begun, endNext } = heldChecks();
    const answer = work.matches('x', undefined);
    await endNext();
    expect([begun, await answer]).toEqual([['x'], false]);
  });

  it('a check that fails makes room for the next', async () => {
    const work = createPasswordWork({ verify: () => Promise.reject(new Error('broken')), hash: async (password) => password });
    await Promise.allSettled(Array.from({ length: 5 }, () => work.matches('x', 'kept')));
    expect(await work.hash('y')).toBe('y');
    expect(work.isFull()).toBe(false);
  });
});
