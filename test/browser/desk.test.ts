import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { focusedName, tabTo } from '../support/browser.ts';
import { wireTo } from '../support/cut.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { pressAll } from '../support/walks.ts';
import type { DeskAgent } from './desk-agent.ts';
import { type DeskHouse, openDeskHouse } from './desk-house.ts';

/** The desk in a browser, by keyboard alone, against the whole hotline. */
jest.setTimeout(90_000);

let house: DeskHouse;
let agent: DeskAgent;
beforeAll(async () => {
  house = await openDeskHouse();
});
afterAll(() => house?.close());
afterEach(async () => {
  expect(agent.complaints).toEqual([]);
  await agent.close();
});

/** Bookings that stand, over all numbers. */
const booked = async () => {
  const { rows } = await house.line.pool.query<{ n: number }>(`select count(*)::int n from bookings where state = 'booked'`);
  return rows[0]?.n;
};

describe('a caller presses 0', () => {
  it('the call appears with what was keyed in, a couple is booked, read out and wrapped up', async () => {
    agent = await house.agent('anna');
    await agent.isReady();
    const before = (await booked()) ?? 0;
    const { caller, phone } = await agent.isCalled((calling) => pressAll(calling, '1', '05', '03', '1938', '1', '58095', '1'));
    await agent.sees('Anruf für Sie');
    await agent.sees('Ihr Telefon klingelt: abnehmen und die 1 drücken.');
    await agent.sees('5. März 1938');
    expect(await focusedName(agent.page)).toBe('Anruf für Sie');
    await phone.answer();
    await phone.press('1');
    expect(caller.state).toBe('connected');
    await until(async () => (await focusedName(agent.page)) === 'Eine', PATIENCE_MS);
    await agent.press('ArrowRight', 'Tab', 'Tab');
    await agent.type('12.7.1940');
    await agent.sees('12. Juli 1940');
    await agent.press('Enter');
    await agent.sees(/Vorschläge: /);
    await agent.press('ArrowDown', 'Enter');
    await agent.sees(/Festgehalten bis/);
    await tabTo(agent.page, 'Verbindlich buchen');
    await agent.press('Enter');
    await agent.sees('Der Termin ist fest');
    expect(await focusedName(agent.page)).toBe('Der Termin ist fest');
    const codes = await agent.page.locator('.code').filter({ visible: true }).allTextContents();
    expect(codes).toEqual([expect.stringMatching(/^\d\d \d\d \d\d \d\d$/), expect.stringMatching(/^\d\d \d\d \d\d \d\d$/)]);
    expect(await booked()).toBe(before + 2);
    await phone.hangUp();
    await agent.sees('Was ist herausgekommen?');
    expect(await agent.page.getByRole('radio', { name: 'Termin gebucht' }).isChecked()).toBe(true);
    await agent.press('f');
    await agent.sees('Der nächste Anruf kommt von selbst.');
    expect(await agent.state()).toBe('available');
  });

  it('an appointment of theirs is shown, moved and cancelled', async () => {
    agent = await house.agent('bea');
    await agent.isReady();
    const { phone } = await agent.talks((calling) => pressAll(calling, '1', '06', '04', '1937', '1', '58095', '1'));
    await until(async () => (await focusedName(agent.page)) === 'Eine', PATIENCE_MS);
    await agent.press('Enter');
    await agent.sees(/Vorschläge: /);
    await agent.press('Enter');
    await agent.sees(/Festgehalten bis/);
    await tabTo(agent.page, 'Verbindlich buchen');
    await agent.press('Enter');
    await agent.sees('Der Termin ist fest');
    await agent.press('t');
    // What was booked in this call is the caller's own as well
    await agent.sees('Gebuchter Termin');
    const day = () => agent.page.getByRole('tabpanel').locator('.dose').first().textContent();
    const first = await day();
    await tabTo(agent.page, 'Verlegen');
    await agent.press('Enter');
    await tabTo(agent.page, 'Neuen Termin suchen');
    await agent.press('Enter');
    await agent.sees(/Vorschläge: /);
    await agent.press('ArrowDown', 'ArrowDown', 'Enter');
    await agent.sees(/Festgehalten bis/);
    await tabTo(agent.page, 'Auf diesen Termin verlegen');
    await agent.press('Enter');
    await agent.sees('Der Termin ist verlegt.');
    expect(await day()).not.toBe(first);
    const before = (await booked()) ?? 0;
    await tabTo(agent.page, 'Absagen');
    await agent.press('Enter');
    await agent.sees('Termin wirklich absagen?');
    await tabTo(agent.page, 'Ja, absagen');
    await agent.press('Enter');
    await agent.sees('Der Termin ist abgesagt.');
    expect(await booked()).toBe(before - 1);
    await phone.hangUp();
    await agent.sees('Was ist herausgekommen?');
  });
});

describe('something is away', () => {
  it('PostgreSQL: the page says so, writes a wish, and the wish is booked when it is back', async () => {
    agent = await house.agent('cora');
    await agent.isReady();
    const { phone } = await agent.talks();
    const before = (await booked()) ?? 0;
    await until(async () => (await focusedName(agent.page)) === 'Geburtsdatum', PATIENCE_MS);
    await agent.type('7.5.1936');
    await agent.press('Tab');
    await agent.type('58095');
    await house.database.cut();
    await agent.press('Enter');
    await agent.sees('Das Terminsystem antwortet nicht: Wünsche aufschreiben.');
    await agent.sees('Terminwunsch aufschreiben');
    await tabTo(agent.page, 'Wunsch aufschreiben');
    await agent.press('Enter');
    await agent.sees('Der Wunsch ist aufgeschrieben.');
    expect(await agent.page.locator('.kennzahl .code').textContent()).toMatch(/^\d \d$/);
    await house.database.mend();
    await until(async () => (await booked()) === before + 1, PATIENCE_MS);
    await agent.page.getByText('Das Terminsystem antwortet nicht: Wünsche aufschreiben.').waitFor({ state: 'detached' });
    expect(await agent.page.getByLabel('Geburtsdatum', { exact: true }).first().inputValue()).toBe('7.5.1936');
    await phone.hangUp();
    await agent.sees('Was ist herausgekommen?');
  });

  it('the server: a banner, nothing typed is lost, and no event either', async () => {
    const wire = await wireTo(house.line.app);
    agent = await house.agent('dora', { through: new URL(wire.url).origin });
    const lastSeen: (string | undefined)[] = [];
    agent.page.on('request', (request) => {
      if (request.url().endsWith('/events')) lastSeen.push(request.headers()['last-event-id']);
    });
    await agent.isReady();
    const { phone } = await agent.talks();
    await until(async () => (await focusedName(agent.page)) === 'Geburtsdatum', PATIENCE_MS);
    await agent.type('8.6.1935');
    await wire.cut();
    await agent.sees('Der Server antwortet nicht.');
    // It ends unseen
    await phone.hangUp();
    await until(async () => (await agent.state()) === 'wrap_up', PATIENCE_MS);
    const connectionsBefore = lastSeen.length;
    await wire.mend();
    await agent.sees('Was ist herausgekommen?');
    expect(lastSeen.slice(connectionsBefore).at(-1)).toMatch(/^\d+-\d+$/);
    expect(await agent.page.getByLabel('Geburtsdatum', { exact: true }).first().inputValue()).toBe('8.6.1935');
    await agent.page.getByText('Der Server antwortet nicht.').waitFor({ state: 'detached' });
    await wire.close();
  });

  it('the session: signing in again goes on where it stopped', async () => {
    agent = await house.agent('emma');
    await agent.isReady();
    const { phone } = await agent.talks();
    await until(async () => (await focusedName(agent.page)) === 'Geburtsdatum', PATIENCE_MS);
    await agent.type('9.7.1934');
    await agent.press('Tab');
    await agent.type('58095');
    const sessions = await house.line.hotline.house.redis.keys('signin:session:*');
    await house.line.hotline.house.redis.del(...sessions);
    await agent.press('Enter');
    await agent.sees('Bitte noch einmal anmelden');
    await agent.type('long enough for a test');
    await agent.press('Enter');
    // The search that met the closed session is done after all
    await agent.sees(/Vorschläge: /);
    expect(await agent.page.getByLabel('Geburtsdatum', { exact: true }).first().inputValue()).toBe('9.7.1934');
    await phone.hangUp();
    await agent.sees('Was ist herausgekommen?');
  });
});

describe('the keyboard', () => {
  it('single keys count only outside fields, can be switched off, and a dialog gives the focus back', async () => {
    agent = await house.agent('frida');
    await agent.isReady();
    const { phone } = await agent.talks();
    await until(async () => (await focusedName(agent.page)) === 'Geburtsdatum', PATIENCE_MS);
    await agent.type('w');
    expect(await agent.page.getByRole('tab', { selected: true }).textContent()).toContain('Termin buchen');
    await agent.press('Escape', 'w');
    expect(await agent.page.getByRole('tab', { selected: true }).textContent()).toContain('Warteliste');
    await agent.press('e');
    await agent.sees('Einzelne Tasten als Kürzel');
    await tabTo(agent.page, /^Einzelne Tasten/);
    await agent.press('Space');
    await until(async () => (await agent.page.locator('.key').count()) === 0, PATIENCE_MS);
    await agent.press('Escape', 'b');
    expect(await agent.page.getByRole('tab', { selected: true }).textContent()).toContain('Warteliste');
    await tabTo(agent.page, 'Weitergeben');
    await agent.press('Enter');
    await agent.sees('Anruf weitergeben');
    for (let tabs = 0; tabs < 8; tabs += 1) {
      await agent.press('Tab');
      // Between the last and the first the browser's own controls have it, never the page behind
      expect(await agent.page.locator('body > div :focus:not(dialog *)').count()).toBe(0);
    }
    await agent.press('Escape');
    expect(await focusedName(agent.page)).toBe('Weitergeben');
    await phone.hangUp();
    await agent.sees('Was ist herausgekommen?');
  });

  it('the caller is handed back to the menu, and the agent wraps up', async () => {
    agent = await house.agent('greta');
    await agent.isReady();
    const { caller } = await agent.talks();
    await agent.press('Escape', 'g');
    await agent.sees('Anruf weitergeben');
    await tabTo(agent.page, 'Weitergeben');
    await agent.press('Enter');
    await agent.sees('Was ist herausgekommen?');
    await caller.hears('mit den Tasten einen Termin buchen');
    await caller.hangUp();
  });
});
