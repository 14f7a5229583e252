import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Callee } from '../../scripts/carrier/carrier.ts';
import { instantOf, localTime } from '../../src/platform/berlin-time.ts';
import { type Line, startLine } from '../support/line.ts';

/** "In half an hour", pressed by somebody we have rung: what is promised then, and what another call of theirs hears of it. */
let line: Line;
let lastNumber = 0;

/** Ahead of the real time, which the stores go by as well: Easter Sunday 2033 is the 17th of April, Corpus Christi the 16th of June. */
const at = (month: number, day: number, hour: number, minute = 0) => instantOf({ year: 2033, month, day, minute: hour * 60 + minute });

beforeAll(async () => {
  line = await startLine();
  await line.tune({ callbackHours: '09:00-19:00', dialPerSecond: 100, admitPerSecond: 1_000, burst: 1_000 });
});
beforeEach(() => line.tune({ mode: 'open' }));
afterAll(() => line.close());

function moveTo(ms: number): void {
  line.hotline.house.clock.setOffset(ms - Date.now());
}

/** Somebody on the list is rung at this instant and has picked up. */
async function answeredAt(ms: number): Promise<{ called: Callee; number: string }> {
  moveTo(ms - 3_600_000);
  lastNumber += 1;
  const number = `+492331207${String(lastNumber).padStart(3, '0')}`;
  await line.tune({ mode: 'callback_only' });
  const caller = await line.call(number);
  await caller.press('1');
  expect(caller.heard).toContain('Sie stehen auf der Liste');
  await line.tune({ mode: 'open' });
  const phone = line.carrier.phone(number);
  // Promised for later than the test wants to ring
  await line.pool.query('update callback_requests set next_try_at = $1 where caller_hash = $2', [new Date(ms), hashOf(number)]);
  moveTo(ms);
  await line.hotline.worker?.promote();
  await line.hotline.worker?.idle();
  const called = await phone.rings();
  await called.answer();
  return { called, number };
}

function hashOf(number: string): string {
  return line.hotline.house.parts.hashes.caller(number);
}

async function stored(number: string): Promise<{ nextTry: string; window: string; state: string }> {
  const { rows } = await line.pool.query(
    'select state, next_try_at, window_from, window_to from callback_requests where caller_hash = $1',
    [hashOf(number)],
  );
  const [{ state, next_try_at, window_from, window_to }] = rows as [Record<string, Date> & { state: string }];
  return { state, nextTry: wall(next_try_at), window: `${wall(window_from)} to ${wall(window_to)}` };
}

function wall(date: Date | undefined): string {
  const { month, day, minute } = localTime(date?.getTime() ?? 0);
  return `${day}.${month}. ${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
}

describe('in half an hour', () => {
  it('is stored where the front door sees it before it is spoken: a call in between hears the new time and is not let in', async () => {
    const { called, number } = await answeredAt(at(5, 23, 14));
    // The end of the call is not told to us
    line.carrier.misbehave({ webhook: 'status', callSid: called.callSid, what: 'drop' });
    await called.press('2');
    expect(called.heard).toContain('in einer halben Stunde');
    expect(await stored(number)).toMatchObject({ state: 'open', nextTry: '23.5. 14:30', window: '23.5. 14:30 to 23.5. 15:00' });
    moveTo(at(5, 23, 14, 10));
    const between = await line.call(number);
    expect(between.heard).toContain('Sie stehen schon auf der Liste');
    expect(between.heard).toContain('zwischen vierzehn Uhr dreißig und fünfzehn Uhr');
    await between.press('1');
    expect(await stored(number)).toMatchObject({ state: 'open', nextTry: '23.5. 14:30' });
    moveTo(at(5, 23, 14, 31));
    const due = await line.call(number);
    expect(due.heard).toContain('Wir wollten Sie gerade zurückrufen');
    expect(await stored(number)).toMatchObject({ state: 'accepted' });
    await due.hangUp();
  });

  const evenings: [when: string, ms: number, spoken: RegExp, nextTry: string, window: string][] = [
    ['a quarter to seven', at(5, 23, 18, 45), /morgen.*zwischen neun und elf Uhr/, '24.5. 9:00', '24.5. 9:00 to 24.5. 11:00'],
    ['Saturday evening', at(5, 28, 18, 45), /Montag.*zwischen neun und elf Uhr/, '30.5. 9:00', '30.5. 9:00 to 30.5. 11:00'],
    [
      'the evening before Corpus Christi',
      at(6, 15, 18, 45),
      /Freitag.*zwischen neun und elf Uhr/,
      '17.6. 9:00',
      '17.6. 9:00 to 17.6. 11:00',
    ],
  ];

  it.each(evenings)('pressed on %s is not promised, but the next time we may ring', async (_when, ms, spoken, nextTry, window) => {
    const { called, number } = await answeredAt(ms);
    await called.press('2');
    expect(called.heard).not.toContain('Wir rufen in einer halben Stunde');
    expect(called.heard).toMatch(spoken);
    expect(called.state).toBe('ended');
    expect(await stored(number)).toEqual({ state: 'open', nextTry, window });
    const phone = line.carrier.phone(number);
    for (const hours of [0.5, 1, 2]) {
      moveTo(ms + hours * 3_600_000);
      await line.hotline.worker?.promote();
      await line.hotline.worker?.idle();
    }
    expect(phone.received).toHaveLength(1);
  });

  it('is not promised either while the line is closed for longer', async () => {
    const { called, number } = await answeredAt(at(5, 24, 10));
    await line.tune({ mode: 'closed', closeMinutes: 60, closedReason: 'Der Strom ist ausgefallen.' });
    await called.press('2');
    expect(called.heard).toMatch(/heute zwischen elf und dreizehn Uhr/);
    expect(await stored(number)).toMatchObject({ nextTry: '24.5. 11:00', window: '24.5. 11:00 to 24.5. 13:00' });
  });

  it('asked of a callback that was taken off the list meanwhile: says that we do not ring any more', async () => {
    const { called, number } = await answeredAt(at(5, 25, 10));
    const { rows } = await line.pool.query('select id from callback_requests where caller_hash = $1', [hashOf(number)]);
    const [{ id }] = rows as [{ id: string }];
    await line.hotline.house.parts.callbacks.drop(id, line.hotline.house.clock.nowMs());
    await called.press('2');
    expect(called.heard).toContain('Wir rufen nicht mehr an');
    expect(await stored(number)).toMatchObject({ state: 'dropped' });
  });
});
