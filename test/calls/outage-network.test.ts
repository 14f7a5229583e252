import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Line, startLine } from '../support/line.ts';

let line: Line;
let numbers = 0;
const newNumber = () => {
  numbers += 1;
  return `+492331210${String(numbers).padStart(3, '0')}`;
};
const MENU = 'mit den Tasten einen Termin buchen';

beforeAll(async () => {
  line = await startLine();
  await line.tune({ callbackHours: '00:00-24:00', admitPerSecond: 1_000, burst: 1_000, dialPerSecond: 100 });
});
afterAll(() => line.close());

async function promised(): Promise<string> {
  const number = newNumber();
  await line.tune({ mode: 'callback_only' });
  await (await line.call(number)).press('1');
  await line.tune({ mode: 'open' });
  return number;
}

async function dialRound(): Promise<void> {
  await line.hotline.worker?.promote();
  await line.hotline.worker?.idle();
}

describe('the network’s REST side is away', () => {
  it('a waiting caller whose turn it is goes in by the hold loop', async () => {
    await line.tune({ maxActiveCalls: 1, maxWaitSeconds: 7_200 });
    const first = await line.call(newNumber());
    const waiting = await line.call(newNumber());
    expect(waiting.heard).toContain('Im Moment rufen sehr viele Menschen an');
    const fault = line.carrier.misbehave({ rest: 'any', what: '500', times: 50 });
    await first.hangUp();
    await line.hotline.worker?.promote();
    expect(fault.struck).toBeGreaterThan(0);
    for (let rounds = 0; rounds < 3 && !waiting.heard.includes(MENU); rounds += 1) await waiting.silence();
    expect(waiting.heard).toContain(MENU);
    await fault.release();
    await waiting.hangUp();
    await line.tune({ maxActiveCalls: 5_000 });
  });

  it('dialling pauses and goes on, and the person is rung once', async () => {
    const number = await promised();
    const fault = line.carrier.misbehave({ rest: 'any', what: '429', times: 50 });
    await line.advance(3_600);
    await dialRound();
    expect(fault.struck).toBeGreaterThan(0);
    const asked = fault.struck;
    await dialRound();
    // A break for all, not one try after the other
    expect(fault.struck).toBe(asked);
    await fault.release();
    const phone = line.carrier.phone(number);
    await line.advance(60);
    const ringing = phone.rings();
    await dialRound();
    const rung = await ringing;
    await rung.answer();
    expect(rung.heard).toContain('Ihre Kennzahl ist');
    await rung.hangUp();
  });

  it('an order that was carried out and never answered is not given again', async () => {
    const number = await promised();
    const phone = line.carrier.phone(number);
    const unanswered = line.carrier.misbehave({ rest: 'create', what: 'never-answer', times: 1 });
    await line.advance(3_600);
    const ringing = phone.rings();
    await dialRound();
    const rung = await ringing;
    await line.advance(31);
    await dialRound();
    await line.advance(31);
    await dialRound();
    await dialRound();
    await rung.answer();
    expect(rung.heard).toContain('Ihre Kennzahl ist');
    expect(phone.received).toHaveLength(1);
    await rung.hangUp();
    await unanswered.release();
  }, 30_000);
});
