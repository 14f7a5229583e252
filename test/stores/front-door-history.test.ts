import { afterAll, describe, expect, it } from '@jest/globals';
import { DoorHistory } from '../support/door-history.ts';
import { closeServices, testRedis } from '../support/services.ts';

/** Side by side on one connection, so that Redis works on one history while another one thinks. */
const HISTORIES = 25;
const EVENTS_EACH = 4_000;

const MUST_OCCUR = [
  ...['admitted', 'queued', 'callbackOffered', 'known', 'missedCallback', 'busy', 'closed'],
  ...['resumed', 'estimated', 'promoted calls', 'promoted callbacks', 'foreseen callbacks', 'adopted'],
];

afterAll(closeServices);

describe('a hundred thousand random events at the front door', () => {
  it('get the same answers from the scripts as from the rules, lose no seat, keep the order and have nobody in two places', async () => {
    const redis = await testRedis();
    const histories = Array.from({ length: HISTORIES }, (_, seed) => new DoorHistory(seed + 1, redis));
    await Promise.all(histories.map((history) => history.run(EVENTS_EACH)));
    // Histories that never got there would prove nothing
    expect(MUST_OCCUR.filter((what) => histories.filter((history) => history.seen[what]).length < HISTORIES / 2)).toEqual([]);
  }, 180_000);
});
