import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Caller } from '../../scripts/carrier/carrier.ts';
import { type Line, startLine } from '../support/line.ts';

let line: Line;
const number = (n: number) => `+4923312070${String(n).padStart(2, '0')}`;

beforeAll(async () => {
  line = await startLine();
});
afterAll(() => line.close());

describe('six callers at once, one a second, a burst of two, two places to wait', () => {
  let callers: Caller[];
  const saying = (text: string) => callers.filter((caller) => caller.heard.includes(text));

  it('two are in, two wait, two are offered a callback', async () => {
    await line.tune({ admitPerSecond: 1, burst: 2, maxQueueLength: 2, callbackHours: '00:00-24:00', dialPerSecond: 100 });
    callers = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => line.call(number(n))));
    expect(saying('mit den Tasten einen Termin buchen')).toHaveLength(2);
    expect(saying('viele Menschen an')).toHaveLength(2);
    expect(saying('Sollen wir diese Nummer anrufen')).toHaveLength(2);
  });

  it('those who wait go in in their order, moved by the worker', async () => {
    const waiting = saying('viele Menschen an');
    await line.advance(1.1);
    await line.hotline.worker?.promote();
    await waiting[0]?.hears('Sie sind jetzt an der Reihe');
    expect(waiting[1]?.heard).not.toContain('an der Reihe');
    await line.advance(1.1);
    await line.hotline.worker?.promote();
    await waiting[1]?.hears('Sie sind jetzt an der Reihe');
  });

  it('the callback is stored before it is promised, rings with its Kennzahl and leads to the main menu', async () => {
    const [offered] = saying('Sollen wir diese Nummer anrufen');
    if (!offered) throw new Error('nobody was offered a callback');
    await offered.press('1');
    expect(offered.heard).toContain('Sie stehen auf der Liste');
    const { rows } = await line.pool.query('select state, kennzahl, number_sealed from callback_requests');
    expect(rows).toEqual([
      { state: 'open', kennzahl: expect.stringMatching(/^\d\d$/), number_sealed: expect.not.stringContaining('2331207') },
    ]);
    const phone = line.carrier.phone(offered.number);
    await line.advance(3_600);
    await line.hotline.worker?.promote();
    const rung = await phone.rings();
    await rung.answer();
    expect(rung.heard).toContain('Ihre Kennzahl ist');
    await rung.press('1');
    expect(rung.heard).toContain('mit den Tasten einen Termin buchen');
    await rung.hangUp();
    expect((await line.pool.query('select state from callback_requests')).rows).toEqual([{ state: 'accepted' }]);
  });

  it('all seats are given back when all have hung up', async () => {
    for (const caller of callers) await caller.hangUp();
    expect((await line.hotline.house.parts.frontDoor.picture()).activeCalls).toBe(0);
  });
});
