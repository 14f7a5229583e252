import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { focusedName, tabTo } from '../support/browser.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { pressAll } from '../support/walks.ts';
import { type DeskAgent, PASSWORD } from './desk-agent.ts';
import { type DeskHouse, openDeskHouse } from './desk-house.ts';

/** One agent, several pages: tabs, browsers, a page loaded anew. */
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

const shows = (page: Page, text: string | RegExp) => page.getByText(text).locator('visible=true').first().waitFor({ timeout: PATIENCE_MS });

/** From the first question, with all of it keyed in, to a held place. */
async function holds(): Promise<void> {
  await until(async () => (await focusedName(agent.page)) === 'Eine', PATIENCE_MS);
  await agent.press('Enter');
  await agent.sees(/Vorschläge: /);
  await agent.press('Enter');
  await agent.sees(/Festgehalten bis/);
}

async function booksWhatIsHeld(): Promise<void> {
  await tabTo(agent.page, 'Verbindlich buchen');
  await agent.press('Enter');
  await agent.sees('Der Termin ist fest');
}

describe('two tabs of one agent', () => {
  it('stay in step: the call, what came of it, and its end', async () => {
    agent = await house.agent('anna');
    await agent.isReady();
    const other = await agent.opensTab();
    await shows(other, 'Der nächste Anruf kommt von selbst.');
    const { caller, phone } = await agent.isCalled((calling) => pressAll(calling, '1', '05', '03', '1938', '1', '58095', '1'));
    await Promise.all([agent.sees('Anruf für Sie'), shows(other, 'Anruf für Sie')]);
    await phone.answer();
    await phone.press('1');
    await Promise.all([agent.sees('Im Gespräch'), shows(other, 'Im Gespräch')]);
    await holds();
    await booksWhatIsHeld();
    await shows(other, /Hat einen Termin: /);
    await caller.hangUp();
    await Promise.all([agent.sees('Was ist herausgekommen?'), shows(other, 'Was ist herausgekommen?')]);
    expect(await other.getByRole('radio', { name: 'Termin gebucht' }).isChecked()).toBe(true);
    await agent.press('f');
    await Promise.all([agent.sees('Der nächste Anruf kommt von selbst.'), shows(other, 'Der nächste Anruf kommt von selbst.')]);
    await other.keyboard.press('o');
    await agent.sees('Nicht im Dienst.');
  });
});

describe('the page is loaded anew in the middle of a call', () => {
  it('and shows the call, what was keyed in and what is held; it is booked, and wrapped up after another reload', async () => {
    agent = await house.agent('bea');
    await agent.isReady();
    const { caller } = await agent.talks((calling) => pressAll(calling, '1', '06', '04', '1937', '1', '58095', '1'));
    await holds();
    await agent.page.reload();
    await agent.sees('Im Gespräch');
    await agent.sees('6. April 1937');
    await agent.sees(/Festgehalten bis/);
    await booksWhatIsHeld();
    await caller.hangUp();
    await agent.sees('Was ist herausgekommen?');
    await agent.page.reload();
    await agent.sees('Was ist herausgekommen?');
    await agent.press('f');
    await agent.sees('Der nächste Anruf kommt von selbst.');
  });
});

describe('the own password is changed', () => {
  it('other browsers are signed out and need the new one; the tabs beside go on', async () => {
    agent = await house.agent('cora');
    await agent.isReady();
    const beside = await agent.opensTab();
    await shows(beside, 'Der nächste Anruf kommt von selbst.');
    const elsewhere = await (await house.browser.newContext({ locale: 'de-DE' })).newPage();
    await elsewhere.goto(agent.page.url());
    await signsIn(elsewhere, PASSWORD);
    await shows(elsewhere, 'Der nächste Anruf kommt von selbst.');

    await agent.press('e');
    await tabTo(agent.page, 'Bisheriges Passwort');
    await changes('not the old one', 'another long password');
    await agent.sees('Das bisherige Passwort stimmt nicht.');
    await agent.press('Shift+Tab', 'Control+A');
    await changes(PASSWORD, 'too short');
    await agent.sees(/Das neue Passwort geht so nicht/);
    await agent.press('Shift+Tab', 'Control+A');
    await changes(PASSWORD, 'another long password');
    await agent.sees('Das Passwort ist geändert.');

    await beside.keyboard.press('o');
    await shows(beside, 'Nicht im Dienst.');
    await elsewhere.keyboard.press('v');
    await shows(elsewhere, 'Bitte noch einmal anmelden');
    await until(async () => (await focusedName(elsewhere)) === 'Passwort', PATIENCE_MS);
    await elsewhere.keyboard.type(PASSWORD);
    await elsewhere.keyboard.press('Enter');
    await shows(elsewhere, 'Name oder Passwort stimmt nicht.');
    await elsewhere.keyboard.type('another long password');
    await elsewhere.keyboard.press('Enter');
    // What the signed-out page was asked for is done after all
    await shows(elsewhere, 'Der nächste Anruf kommt von selbst.');
    await elsewhere.context().close();
  });

  async function changes(current: string, next: string): Promise<void> {
    await agent.type(current);
    await agent.press('Tab', 'Control+A');
    await agent.type(next);
    await agent.press('Enter');
  }

  async function signsIn(page: Page, password: string): Promise<void> {
    await until(async () => (await focusedName(page)) === 'Name', PATIENCE_MS);
    await page.keyboard.type(agent.name);
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
  }
});
