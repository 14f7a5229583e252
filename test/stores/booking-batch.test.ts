import { describe, expect, it, jest } from '@jest/globals';
import { batched } from '../../src/booking/pg-batch.ts';
import { DependencyDown } from '../../src/platform/errors.ts';

/** A store that answers when it is told to, and remembers who came together. */
function slowStore() {
  const batches: { requests: readonly number[]; answer: () => void; fail: (fault: unknown) => void }[] = [];
  const decide = (requests: readonly number[]) =>
    new Promise<string[]>((resolve, reject) =>
      batches.push({ requests, answer: () => resolve(requests.map((n) => `answer ${n}`)), fail: reject }),
    );
  return { batches, decide, sizes: () => batches.map(({ requests }) => requests.length) };
}

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);
const tick = () => new Promise(setImmediate);

describe('requests of many callers', () => {
  it('of one moment travel together, and each gets its own answer', async () => {
    const { batches, decide, sizes } = slowStore();
    const ask = batched(decide);
    const answers = Promise.all(upTo(10).map(ask));
    await tick();
    expect(sizes()).toEqual([10]);
    batches[0]?.answer();
    expect(await answers).toEqual(upTo(10).map((n) => `answer ${n}`));
  });

  it('wait while as many batches are under way as may be; of many, half go at a time, in the order they came', async () => {
    const { batches, decide, sizes } = slowStore();
    const ask = batched(decide);
    void Promise.all(upTo(100).map(ask));
    for (let n = 0; n < 5; n += 1) await tick();
    expect(sizes()).toEqual([50, 25]);
    batches[1]?.answer();
    for (let n = 0; n < 5; n += 1) await tick();
    expect(sizes()).toEqual([50, 25, 13]);
    expect(batches.flatMap(({ requests }) => requests)).toEqual(upTo(88));
  });

  it('travel one batch at a time where two would only be in each other’s way, and those who come meanwhile go together', async () => {
    const { batches, decide, sizes } = slowStore();
    const ask = batched(decide, { atOnce: 1, undivided: 20 });
    void Promise.all(upTo(3).map(ask));
    await tick();
    void Promise.all(upTo(20).map(ask));
    for (let n = 0; n < 5; n += 1) await tick();
    expect(sizes()).toEqual([3]);
    batches[0]?.answer();
    for (let n = 0; n < 5; n += 1) await tick();
    expect(sizes()).toEqual([3, 20]);
  });

  it('are each tried alone when one of them spoils the batch', async () => {
    const decide = async (requests: readonly number[]) => {
      if (requests.includes(3)) throw new Error('three is not possible');
      return requests.map((n) => n * 2);
    };
    const answers = await Promise.allSettled(upTo(6).map(batched(decide)));
    expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : 'failed'))).toEqual([0, 2, 4, 'failed', 8, 10]);
  });

  it('all fail at once, and are not tried again, when the database is away', async () => {
    const { batches, decide } = slowStore();
    const answers = Promise.allSettled(upTo(6).map(batched(decide)));
    await tick();
    batches[0]?.fail(new DependencyDown('postgres', undefined));
    expect((await answers).every(({ status }) => status === 'rejected')).toBe(true);
    expect(batches).toHaveLength(1);
  });

  it('do not wait for statements that hang', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    try {
      const { batches, decide, sizes } = slowStore();
      const ask = batched(decide);
      for (const n of [0, 1]) {
        void ask(n);
        await tick();
      }
      const third = ask(2);
      await tick();
      expect(sizes()).toEqual([1, 1]);
      jest.advanceTimersByTime(1_000);
      await tick();
      batches[2]?.answer();
      expect(await third).toBe('answer 2');
      // Their late answers make no room for batches too many
      for (const n of [0, 1]) batches[n]?.answer();
      for (const n of [3, 4, 5]) {
        void ask(n);
        await tick();
      }
      expect(sizes()).toEqual([1, 1, 1, 1, 1]);
    } finally {
      jest.useRealTimers();
    }
  });
});
