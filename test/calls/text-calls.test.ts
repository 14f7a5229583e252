import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instantOf, localTime, onDay } from '../../src/platform/berlin-time.ts';
import { type Line, startLine } from '../support/line.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { pressAll, stockDays, toFixed, toHowMany } from '../support/walks.ts';

const MOBILE = '+4915112345601';
const LANDLINE = '+492331207101';
const ASKED = 'Möchten Sie eine Kurznachricht';

let line: Line;

beforeAll(async () => {
  line = await startLine();
  await stockDays(line, 'Hagen', [10, 11, 12, 20], ['13:00', '14:00', '15:00']);
});
afterAll(() => line.close());

const round = (name: string) => line.hotline.rounds?.run(name);
const textsTo = (number: string) => line.carrier.messages.filter(({ to }) => to === number).map(({ body }) => body);

describe('after booking', () => {
  it('a mobile phone is asked, and gets dates, centre and code; its arrival is noted', async () => {
    const caller = await line.call(MOBILE);
    await toFixed(caller, ['05', '03', '1938']);
    await caller.press('2');
    expect(caller.heard).toContain(ASKED);
    await caller.press('1');
    expect(caller.heard).toContain('Sie bekommen gleich eine Kurznachricht');
    await round('messages');
    const [text = ''] = textsTo(MOBILE);
    const { rows } = await line.pool.query<{ code: string }>(`select code from bookings where state = 'booked'`);
    expect(text.replaceAll(' ', '')).toContain(rows[0]?.code);
    expect(text).toMatch(/Ihr Impftermin ist fest: .*1\. Impfung .*2\. Impfung .*0800/);
    // Two parts of a long message at most: each is paid, and some phones show only the first ones
    expect(text.length).toBeLessThanOrEqual(306);
    await until(async () => (await line.hotline.house.parts.messages.counts()).delivered === 1, PATIENCE_MS);
  });

  it('whoever says no or nothing gets none, and hears what to bring', async () => {
    for (const [number, act] of [
      ['+4915112345602', '2'],
      ['+4915112345603', undefined],
    ] as const) {
      const caller = await line.call(number);
      await toFixed(caller, ['06', '03', number.endsWith('2') ? '1937' : '1936']);
      await caller.press('2');
      if (act) await caller.press(act);
      else for (let rounds = 0; rounds < 2; rounds += 1) await caller.silence();
      expect(caller.heard).toContain('Ausweis');
      await caller.hangUp();
      await round('messages');
      expect(textsTo(number)).toEqual([]);
    }
  });

  it('a landline is not asked', async () => {
    const caller = await line.call(LANDLINE);
    await toFixed(caller, ['07', '04', '1935']);
    await caller.press('2');
    expect(caller.heard).not.toContain(ASKED);
    await pressAll(caller, '2');
    expect(caller.state).toBe('ended');
  });
});

describe('tidings of messages', () => {
  it('that are faster than the answer naming the message are believed all the same', async () => {
    const { messages } = line.hotline.house.parts;
    await messages.owe({ kind: 'moved', occasion: 'early', to: MOBILE, body: 'text', nowMs: line.hotline.house.clock.nowMs() });
    const [owed] = await messages.claim(line.hotline.house.clock.nowMs(), 60_000, 1);
    expect(await messages.noteDelivery('SM early', { delivered: true }, 1)).toBe('unknown');
    await messages.settle(owed?.id ?? '', { handedOver: 'SM early' }, 2);
    expect(await messages.noteDelivery('SM early', { delivered: true }, 3)).toBe('noted');
    expect(await messages.noteDelivery('SM early', { undeliverable: '1' }, 4)).toBe('noted');
  });

  it('are believed only when signed by our account', async () => {
    const body = new URLSearchParams({ AccountSid: line.config.twilio.accountSid, MessageSid: 'SM1', MessageStatus: 'delivered' });
    const answer = await fetch(`${line.app}/voice/message-status`, { method: 'POST', body, headers: { 'X-Twilio-Signature': 'forged' } });
    expect(answer.status).toBe(403);
  });
});

describe('the day before', () => {
  it('a mobile phone gets a text, a landline a call, both once, and nobody at night', async () => {
    const phone = line.carrier.phone(LANDLINE);
    await line.tune({ callbackHours: '00:00-24:00' });
    await toThreeOfTheDayBefore();
    await round('reminders');
    await round('messages');
    expect(textsTo(MOBILE)).toHaveLength(1);
    await line.advance(8 * 3_600);
    for (let rounds = 0; rounds < 2; rounds += 1) await round('reminders');
    await round('messages');
    expect(textsTo(MOBILE)).toHaveLength(2);
    expect(textsTo(MOBILE)[1]).toContain('Erinnerung an Ihren Impftermin');
    const { rows } = await line.pool.query(`select kind, state from callback_requests`);
    expect(rows).toEqual([{ kind: 'reminder', state: 'open' }]);
    await line.hotline.worker?.promote();
    const rung = await phone.rings();
    await rung.answer();
    expect(rung.heard).toContain('Impf');
    await rung.hangUp();
  });
});

describe('a couple of whom one has cancelled', () => {
  it('the other one is reminded, with nothing but the own appointment', async () => {
    const { parts, clock } = line.hotline.house;
    const number = '+4915112345677';
    // Past all days but the last, which is not tomorrow
    await line.advance(5 * 86_400);
    const caller = await line.call(number);
    await toHowMany(caller);
    await pressAll(caller, '2', '30', '11', '1936', '1', '1', '1');
    expect(caller.heard).toContain('Der Termin ist fest');
    await pressAll(caller, '2', '2');
    await caller.hangUp();
    const { rows } = await line.pool.query<{ code: string; hold: string; at: Date }>(
      `select code, hold_id as hold, starts_at as at from bookings join slots on slots.id = first_slot where caller_hash = $1 order by person`,
      [parts.hashes.caller(number)],
    );
    const [gone, left] = rows;
    await parts.changes.cancel({ holdId: gone?.hold ?? '', code: gone?.code ?? '', nowMs: clock.nowMs() });
    const noon = instantOf(onDay(localTime(left?.at.getTime() ?? 0), -1, 12 * 60));
    await line.advance((noon - clock.nowMs()) / 1_000);
    for (let rounds = 0; rounds < 2; rounds += 1) await round('reminders');
    await round('messages');
    const reminders = textsTo(number).filter((body) => body.includes('Erinnerung'));
    expect(reminders).toHaveLength(1);
    expect(reminders[0]?.replaceAll(' ', '')).toContain(left?.code);
    expect(reminders[0]?.replaceAll(' ', '')).not.toContain(gone?.code);
  });
});

/** Three at night before the first appointment that was booked. */
async function toThreeOfTheDayBefore(): Promise<void> {
  const { rows } = await line.pool.query<{ at: Date }>(
    `select min(starts_at) as at from slots join bookings on first_slot = slots.id where state = 'booked'`,
  );
  const threeMs = instantOf(onDay(localTime(rows[0]?.at.getTime() ?? 0), -1, 3 * 60));
  await line.advance((threeMs - line.hotline.house.clock.nowMs()) / 1_000);
}
