import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { axeFaults, focusedName, isTooWide, tabTo } from '../support/browser.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { pressAll } from '../support/walks.ts';
import { DESK, type DeskAgent } from './desk-agent.ts';
import { type DeskHouse, openDeskHouse } from './desk-house.ts';

/**
 * Every screen of the desk as an agent meets it in one call, looked at in both colour schemes and in small windows.
 * With SCREENSHOTS=1 the pictures beside the page are taken anew.
 */
jest.setTimeout(300_000);

const PICTURES = new URL('../../src/web/desk/screenshots/', import.meta.url).pathname;
/** What the README shows. */
const PICTURED = ['ready', 'incoming', 'held', 'booked', 'booked-dark', 'wrap-up'];
const SCHEMES = ['light', 'dark'] as const;
/** The narrowest that WCAG asks for, and the desk's own window at 200 %. */
const WINDOWS = [
  { width: 320, height: 640 },
  { width: DESK.width / 2, height: DESK.height / 2 },
];

let house: DeskHouse;
let agent: DeskAgent;
const screens: string[] = [];
const faults: string[] = [];
const tooWide: string[] = [];

beforeAll(async () => {
  house = await openDeskHouse();
  agent = await house.agent('anna');
  await walk();
});
afterAll(async () => {
  await agent?.close();
  await house?.close();
});

/** From signing in to the end of a call. */
async function walk(): Promise<void> {
  const { page } = agent;
  await page.getByLabel('Passwort').waitFor();
  await look('sign-in');
  await agent.signsIn();
  await look('off-duty');
  await agent.press('v');
  await agent.sees('Der nächste Anruf kommt von selbst.');
  await look('ready');
  const { phone } = await agent.isCalled((caller) => pressAll(caller, '1', '05', '03', '1938', '1', '58095', '1'));
  await agent.sees('Anruf für Sie');
  await look('incoming');
  await phone.answer();
  await phone.press('1');
  await agent.sees('Freie Termine suchen');
  await look('connected');
  await booksACouple();
  await looksElsewhere();
  await phone.hangUp();
  await agent.sees('Was ist herausgekommen?');
  await look('wrap-up');
  await putsAnotherOnTheList();
  await agent.press('o');
  await agent.sees('Nicht im Dienst');
  await house.isPromised();
  await agent.page.reload();
  await agent.sees('Nächsten Rückruf übernehmen');
  await look('callbacks');
}

async function booksACouple(): Promise<void> {
  await agent.page.getByRole('radio', { name: 'Eine' }).focus();
  await agent.press('ArrowRight', 'Tab', 'Tab');
  await agent.type('12.7.1940');
  await agent.press('Enter');
  await agent.sees(/Vorschläge: /);
  await look('found');
  await agent.press('Enter');
  await agent.sees(/Festgehalten bis/);
  await look('held');
  await tabTo(agent.page, 'Verbindlich buchen');
  await agent.press('Enter');
  await agent.sees('Der Termin ist fest');
  await look('booked');
}

async function looksElsewhere(): Promise<void> {
  await agent.press('t');
  await agent.sees('Gebuchter Termin');
  await look('appointment');
  await tabTo(agent.page, 'Absagen');
  await agent.press('Enter');
  await look('cancel');
  await agent.press('Escape', 'w');
  await agent.sees('Wer zuerst auf der Liste steht');
  await look('list');
  await agent.press('g');
  await agent.sees('Anruf weitergeben');
  await look('hand-back');
  await agent.press('Escape', 'e');
  await agent.sees('Eigenes Passwort');
  await look('settings');
  await tabTo(agent.page, 'English');
  await agent.press('Enter');
  await agent.sees('Your password');
  await look('settings-english');
  await tabTo(agent.page, 'Deutsch');
  await agent.press('Enter', 'Escape', 'b');
}

/** Somebody else of the same call, at a centre without appointments. */
async function putsAnotherOnTheList(): Promise<void> {
  await agent.press('n');
  await until(async () => (await focusedName(agent.page)) === 'Geburtsdatum', PATIENCE_MS);
  await agent.type('1.2.1939');
  await agent.press('Tab', 'Control+A');
  await agent.type('44135');
  await agent.press('Enter');
  await agent.sees(/Im Moment ist nichts frei/);
  await look('nothing-free');
  await agent.press('Enter');
  await until(async () => (await focusedName(agent.page)) === 'Auf die Liste setzen', PATIENCE_MS);
  await agent.press('Enter');
  await agent.sees('Steht auf der Liste.');
  await look('listed');
}

async function look(name: string): Promise<void> {
  const { page } = agent;
  screens.push(name);
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const fault of await axeFaults(page)) faults.push(`${name}, ${colorScheme}: ${fault}`);
    if (process.env['SCREENSHOTS'] === '1') await picture(name, colorScheme);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  for (const size of WINDOWS) {
    await page.setViewportSize(size);
    if (await isTooWide(page)) tooWide.push(`${name} at ${size.width}`);
  }
  await page.setViewportSize(DESK);
}

async function picture(screen: string, colorScheme: 'light' | 'dark'): Promise<void> {
  const name = colorScheme === 'dark' ? `${screen}-dark` : screen;
  if (!PICTURED.includes(name)) return;
  mkdirSync(PICTURES, { recursive: true });
  await agent.page.screenshot({ path: `${PICTURES}${name}.png`, timeout: PATIENCE_MS });
}

describe('every screen of the desk', () => {
  it('was looked at', () => expect(screens).toHaveLength(18));

  it('keeps the rules of WCAG 2.2 AA that axe knows, in light and dark', () => expect(faults).toEqual([]));

  it('is read without moving it sideways, at 320 pixels and at 200 %', () => expect(tooWide).toEqual([]));

  it('breaks no content security policy and no script', () => expect(agent.complaints).toEqual([]));
});
