import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Balancer, startBalancer } from '../support/balancer.ts';
import { type Line, startLine } from '../support/line.ts';

let line: Line;
/** Between the hotline and the network's REST side, which a test can stop. */
let rest: Balancer;
let numbers = 0;
const newNumber = () => {
  numbers += 1;
  return `+492331210${String(numbers).padStart(3, '0')}`;
};
const MENU = 'mit den Tasten einen Termin buchen';

beforeAll(async () => {
  rest = await startBalancer();
  line = await startLine({ TWILIO_API_URL: rest.origin });
  rest.behind.push(line.carrier.port);
  await line.tune({ callbackHours: '00:00-24:00', admitPerSecond: 1_000, burst: 1_000, dialPerSecond: 100 });
});
afterAll(async () => {
  await line?.close();
  await rest?.close();
});

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

describe('the network’s REST side is stopped and started again', () => {
  afterEach(async () => {
    await line.tune({ maxActiveCalls: 5_000 });
  });

  it('those on hold go in by their own loop meanwhile, and whoever asks for an agent is connected', async () => {
    await line.agent('clara', '+493012345003');
    await line.tune({ maxActiveCalls: 1, maxWaitSeconds: 7_200 });
    const first = await line.call(newNumber());
    const waiting = await line.call(newNumber());
    expect(waiting.heard).toContain('Im Moment rufen sehr viele Menschen an');
    await rest.stop();
    await first.hangUp();
    for (let rounds = 0; rounds < 6 && !waiting.heard.includes(MENU); rounds += 1) {
      await dialRound();
      await waiting.silence();
    }
    expect(waiting.heard).toContain(MENU);
    const phone = line.carrier.phone('+493012345003');
    await waiting.press('0');
    const rung = await phone.rings();
    await rung.answer();
    await rung.press('1');
    expect(waiting.state).toBe('connected');
    await rest.start();
    await waiting.hangUp();
  });

  it('nobody is rung meanwhile, no try is lost, and afterwards everybody is rung once', async () => {
    const number = await promised();
    const phone = line.carrier.phone(number);
    await rest.stop();
    await line.advance(3_600);
    await dialRound();
    await dialRound();
    expect(phone.received).toHaveLength(0);
    await rest.start();
    const ringing = phone.rings();
    // It may have been ordered for all we know: looked up half a minute later, before it is ordered again
    for (let rounds = 0; rounds < 4 && phone.received.length === 0; rounds += 1) {
      await line.advance(31);
      await dialRound();
    }
    const rung = await ringing;
    await rung.answer();
    expect(rung.heard).toContain('Ihre Kennzahl ist');
    await rung.press('1');
    expect(rung.heard).toContain(MENU);
    await rung.hangUp();
    await line.advance(3_600);
    await dialRound();
    expect(phone.received).toHaveLength(1);
  });
});

describe('the network’s REST side refuses', () => {
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
