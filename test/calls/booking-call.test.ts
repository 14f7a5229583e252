import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Line, startLine } from '../support/line.ts';

let line: Line;

beforeAll(async () => {
  line = await startLine();
  // Days ahead of any test run; 21 days between first and second
  const first = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  const second = new Date(Date.now() + 31 * 86_400_000).toISOString().slice(0, 10);
  for (const hour of ['14', '15', '16'])
    await line.stock([
      { kreis: 'Hagen', startsAt: `${first}T${hour}:00:00Z`, dose: 1, capacity: 6 },
      { kreis: 'Hagen', startsAt: `${second}T${hour}:00:00Z`, dose: 2, capacity: 6 },
    ]);
});
afterAll(() => line.close());

describe('a caller books by keys', () => {
  it('alone: both dates and the code are heard, and the row is in the database', async () => {
    const caller = await line.call('+492331207001');
    expect(caller.heard).toContain('mit den Tasten einen Termin buchen');
    await caller.press('1');
    expect(caller.heard).toContain('Zuerst nur den Tag');
    await caller.press('05');
    await caller.press('03');
    await caller.press('1938');
    expect(caller.heard).toContain('fünften März neunzehnhundertachtunddreißig');
    await caller.press('1');
    await caller.press('58095');
    expect(caller.heard).toContain('Hagen');
    await caller.press('1');
    expect(caller.heard).toContain('Kommen Sie allein?');
    await caller.press('1');
    expect(caller.heard).toContain('Wir haben einen Termin für Sie');
    await caller.press('1');
    expect(caller.heard).toContain('Papier und Stift');
    await caller.press('1');
    expect(caller.heard).toContain('Der Termin ist fest');
    expect(caller.heard).toMatch(/Terminnummer/);
    await caller.press('2');
    await caller.press('2');
    expect(caller.heard).toContain('Auf Wiederhören');
    expect(caller.state).toBe('ended');
    const { rows } = await line.pool.query(`select state, code, heard_at from bookings`);
    expect(rows).toEqual([{ state: 'booked', code: expect.stringMatching(/^\d{8}$/), heard_at: expect.any(Date) }]);
  });
});
