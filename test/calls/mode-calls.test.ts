import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Line, startLine } from '../support/line.ts';

let line: Line;
let numbers = 0;
const newNumber = () => {
  numbers += 1;
  return `+492331209${String(numbers).padStart(3, '0')}`;
};
const MENU = 'mit den Tasten einen Termin buchen';

beforeAll(async () => {
  line = await startLine();
  await line.tune({ callbackHours: '00:00-24:00', admitPerSecond: 1_000, burst: 1_000 });
});
afterAll(() => line.close());

async function heardBy(number: string): Promise<string> {
  const caller = await line.call(number);
  const { heard } = caller;
  if (caller.state !== 'ended') await caller.hangUp();
  return heard;
}

describe('the mode of the line', () => {
  it('callback_only: nobody is let in, everybody is offered a callback', async () => {
    await line.tune({ mode: 'callback_only' });
    const caller = await line.call(newNumber());
    expect(caller.heard).toContain('Wir rufen Sie gerne zurück');
    await caller.press('1');
    expect(caller.heard).toContain('Sie stehen auf der Liste');
    await line.tune({ mode: 'open' });
    expect(await heardBy(newNumber())).toContain(MENU);
  });

  it('closed: says why and until when, and opens by itself', async () => {
    await line.tune({ mode: 'closed', closedReason: 'Wir haben keinen Strom.', closeMinutes: 20 });
    const heard = await heardBy(newNumber());
    expect(heard).toMatch(/Die Leitung ist gerade geschlossen.*Wir haben keinen Strom.*Sie öffnet wieder/s);
    await line.advance(19 * 60);
    expect(await heardBy(newNumber())).toContain('Die Leitung ist gerade geschlossen');
    await line.advance(2 * 60);
    expect(await heardBy(newNumber())).toContain(MENU);
  });

  it('closed: the doctor is reached all the same', async () => {
    await line.tune({ mode: 'closed', closedReason: 'Wir haben keinen Strom.', closeMinutes: 20 });
    const phone = line.carrier.phone('+492311161170');
    const ill = await line.carrier.dial({ from: newNumber(), to: '+49116117' });
    await ill.press('1');
    await (await phone.rings()).answer();
    expect(ill.state).toBe('connected');
    await ill.hangUp();
    await line.tune({ mode: 'open' });
  });

  it('nothing but a person closes it: far beyond every limit callers are offered a callback, and the thresholds are what they were', async () => {
    await line.tune({ admitPerSecond: 0.1, burst: 1, maxQueueLength: 0, maxActiveCalls: 1 });
    const before = await line.hotline.house.thresholdsLog.current();
    const heard: string[] = [];
    for (let calls = 0; calls < 60; calls += 1) heard.push(await heardBy(newNumber()));
    expect(heard.filter((text) => text.includes('geschlossen') || text.includes('Alle Leitungen sind besetzt.'))).toEqual([]);
    expect(heard.filter((text) => text.includes('Wir rufen Sie gerne zurück')).length).toBeGreaterThanOrEqual(58);
    await line.hotline.worker?.promote();
    await line.hotline.worker?.sweep();
    expect(await line.hotline.house.thresholdsLog.current()).toEqual(before);
  });
});
