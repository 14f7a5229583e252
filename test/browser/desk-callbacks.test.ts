import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { tabTo } from '../support/browser.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import type { DeskAgent } from './desk-agent.ts';
import { type DeskHouse, openDeskHouse } from './desk-house.ts';

/** Callbacks that a human has promised, worked off from the desk by keyboard alone, whoever ops let ring first. */
jest.setTimeout(90_000);

let house: DeskHouse;
let agent: DeskAgent;
beforeAll(async () => {
  // The worker would be faster than any agent
  house = await openDeskHouse({ ticking: false });
});
afterAll(() => house?.close());
afterEach(async () => {
  expect(agent.complaints).toEqual([]);
  await agent.close();
});

const tries = async (id: string) =>
  (await house.line.pool.query('select agent, outcome from callback_attempts where request_id = $1', [id])).rows;
const stateOf = async (id: string) =>
  (await house.line.pool.query('select state from callback_requests where id = $1', [id])).rows[0].state;

/** From the list to the end of the conversation. */
async function callsBack({ number, kennzahl }: { number: string; kennzahl: string }): Promise<void> {
  await agent.isReady();
  await agent.sees(kennzahl);
  await agent.press('r');
  const phone = await agent.rings();
  await agent.sees('Anruf für Sie');
  await agent.sees('Deutsch, Rückruf');
  const { received } = house.line.carrier.phone(number);
  expect(received).toHaveLength(0);
  await phone.answer();
  await phone.press('1');
  const person = await house.line.carrier.phone(number).rings();
  await person.answer();
  expect(person.state).toBe('connected');
  await agent.sees('Im Gespräch');
  await agent.sees(`…\u00a0${number.slice(-3)}`);
  await person.hangUp();
  await agent.sees('Wie ging der Rückruf aus?');
}

describe.each(['callerFirst', 'agentFirst'])('a callback taken by the agent (%s)', (humanCallbacks) => {
  it('rings them first, then the person, and is served', async () => {
    await house.line.tune({ humanCallbacks });
    agent = await house.agent(`anna-${humanCallbacks.toLowerCase()}`);
    const promised = await house.isPromised();
    await callsBack(promised);
    await tabTo(agent.page, 'Erledigt');
    await agent.press('Enter');
    await agent.sees('Das Ergebnis ist gespeichert.');
    expect(await tries(promised.id)).toEqual([{ agent: agent.name, outcome: 'served' }]);
    await agent.press('f');
    await agent.sees('Der nächste Anruf kommt von selbst.');
    await until(async () => (await agent.page.getByText(promised.kennzahl, { exact: true }).count()) === 0, PATIENCE_MS);
  });

  it('is to be tried again: the person keeps the place on the list', async () => {
    await house.line.tune({ humanCallbacks });
    agent = await house.agent(`bea-${humanCallbacks.toLowerCase()}`);
    const promised = await house.isPromised();
    await callsBack(promised);
    await tabTo(agent.page, 'Noch einmal anrufen');
    await agent.press('Enter');
    await agent.sees('Das Ergebnis ist gespeichert.');
    expect(await stateOf(promised.id)).toBe('open');
    await house.line.pool.query(`update callback_requests set state = 'dropped' where id = $1`, [promised.id]);
  });
});

describe('a callback that runs by itself', () => {
  it('callerFirst: who answers comes to the desk as a callback, and is wrapped up as one', async () => {
    await house.line.tune({ humanCallbacks: 'callerFirst' });
    agent = await house.agent('cora');
    const { number } = await house.isPromised();
    await agent.isReady();
    await agent.sees('Wir rufen an, und wer abnimmt, kommt in die Leitung.');
    await house.line.hotline.worker?.promote();
    await house.line.hotline.worker?.idle();
    const person = await house.line.carrier.phone(number).rings();
    await person.answer();
    await person.press('1');
    await agent.accepts();
    await agent.sees('Deutsch, Rückruf');
    await person.hangUp();
    await agent.sees('Was ist herausgekommen?');
    await agent.press('f');
    await agent.sees('Der nächste Anruf kommt von selbst.');
  });
});
