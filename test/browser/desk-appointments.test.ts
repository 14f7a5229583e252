import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { focusedName, tabTo } from '../support/browser.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import type { DeskAgent } from './desk-agent.ts';
import { type DeskHouse, openDeskHouse } from './desk-house.ts';

/** Appointments that stand, and people for whom nothing is free, at the desk by keyboard alone. */
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

const UNKNOWN = 'Mit diesen Angaben finden wir keinen Termin.';

const shown = (selector: string) => agent.page.locator(selector).filter({ visible: true });
const card = () => agent.page.locator('.card').textContent();
const refusal = () => shown('[role=tabpanel] .refused').textContent();

/** In a call in which nothing has been keyed in. @returns the codes, without blanks */
async function books(...births: string[]): Promise<string[]> {
  await until(async () => (await focusedName(agent.page)) === 'Geburtsdatum', PATIENCE_MS);
  if (births.length === 2) {
    await agent.press('Shift+Tab', 'ArrowRight', 'Tab');
  }
  for (const birth of births) {
    await agent.type(birth);
    await agent.press('Tab');
  }
  await agent.type('58095');
  await agent.press('Enter');
  await agent.sees(/Vorschläge: /);
  await agent.press('Enter');
  await agent.sees(/Festgehalten bis/);
  await tabTo(agent.page, 'Verbindlich buchen');
  await agent.press('Enter');
  await agent.sees('Der Termin ist fest');
  return (await shown('.code').allTextContents()).map((code) => code.replaceAll(' ', ''));
}

async function opens(code: string, birth: string): Promise<void> {
  await tabTo(agent.page, 'Terminnummer');
  await agent.press('Control+A');
  await agent.type(code);
  await agent.press('Tab', 'Control+A');
  await agent.type(birth);
  await agent.press('Enter');
}

describe('an appointment of somebody else', () => {
  it('opens by its code and a birth date; a wrong date is answered like a code that does not exist', async () => {
    agent = await house.agent('anna');
    await agent.isReady();
    const first = await agent.talks();
    const [code = ''] = await books('6.4.1937');
    await first.caller.hangUp();
    await agent.sees('Was ist herausgekommen?');
    await agent.press('f');
    await agent.sees('Der nächste Anruf kommt von selbst.');

    const { caller } = await agent.talks();
    await agent.press('Escape', 't');
    await agent.sees('Von dieser Nummer ist kein Termin gebucht.');
    await opens(code, '7.4.1937');
    await agent.sees(UNKNOWN);
    const wrongDate = await refusal();
    await opens('11111111', '6.4.1937');
    await until(async () => (await refusal()) === wrongDate, PATIENCE_MS);
    expect(await shown('.code').count()).toBe(0);
    await opens(code, '6.4.1937');
    await agent.sees('Gebuchter Termin');
    expect((await shown('.code').allTextContents()).map((text) => text.replaceAll(' ', ''))).toEqual([code]);
    expect(await shown('.refused').count()).toBe(0);
    await caller.hangUp();
    await agent.sees('Was ist herausgekommen?');
  });
});

describe('what is shown is what stands', () => {
  it('one of a couple is cancelled: the other one’s appointment is shown alone, and moves alone', async () => {
    agent = await house.agent('bea');
    await agent.isReady();
    const { caller } = await agent.talks();
    const [, kept = ''] = await books('5.3.1938', '12.7.1940');
    await until(async () => /2\u00a0Personen/.test((await card()) ?? ''), PATIENCE_MS);
    await agent.press('t');
    await agent.sees('Gebuchter Termin');
    await tabTo(agent.page, 'Absagen');
    await agent.press('Enter');
    await tabTo(agent.page, 'Nur für eine Person absagen: geboren 5. März 1938');
    await agent.press('Enter');
    await agent.sees('Der Termin ist abgesagt: geboren 5. März 1938.');
    expect(await agent.page.locator(':focus').textContent()).toContain('geboren 5. März 1938');
    await until(async () => (await shown('.code').allTextContents()).join().replaceAll(' ', '') === kept, PATIENCE_MS);
    await until(async () => !/2\u00a0Personen/.test((await card()) ?? ''), PATIENCE_MS);
    expect(await shown('blockquote').textContent()).not.toContain('für beide');

    const before = await card();
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
    await until(async () => (await card()) !== before, PATIENCE_MS);
    expect((await shown('.code').allTextContents()).join().replaceAll(' ', '')).toBe(kept);
    await caller.hangUp();
    await agent.sees('Was ist herausgekommen?');
    // Booked, changed, changed again: what was booked counts
    expect(await agent.page.getByRole('radio', { name: 'Termin gebucht' }).isChecked()).toBe(true);
  });
});

describe('nothing is free', () => {
  it('the search leads to the waiting list with everything filled in; one key enters, and the call shows it', async () => {
    agent = await house.agent('cora');
    await agent.isReady();
    const { caller } = await agent.talks();
    await until(async () => (await focusedName(agent.page)) === 'Geburtsdatum', PATIENCE_MS);
    await agent.type('8.6.1935');
    await agent.press('Tab');
    await agent.type('44135');
    await agent.press('Enter');
    await agent.sees(/Im Moment ist nichts frei/);
    await until(async () => (await focusedName(agent.page)) === 'Auf die Warteliste setzen', PATIENCE_MS);
    await agent.press('Enter');
    await until(async () => (await focusedName(agent.page)) === 'Auf die Liste setzen', PATIENCE_MS);
    await agent.press('Enter');
    await agent.sees('Steht auf der Liste.');
    expect(await shown('.kennzahl .code').textContent()).toMatch(/^\d \d$/);
    await agent.sees('Auf der Warteliste Dortmund');
    await caller.hangUp();
    await agent.sees('Was ist herausgekommen?');
    expect(await agent.page.getByRole('radio', { name: 'Auf die Warteliste gesetzt' }).isChecked()).toBe(true);
  });
});
