import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { tabTo } from '../support/browser.ts';
import { pressAll } from '../support/walks.ts';
import type { AgentOptions, DeskAgent } from './desk-agent.ts';
import { type DeskHouse, openDeskHouse } from './desk-house.ts';

/** A call handed on from one desk to another, by keyboard alone. */
jest.setTimeout(90_000);

let house: DeskHouse;
const agents: DeskAgent[] = [];
beforeAll(async () => {
  house = await openDeskHouse();
});
afterAll(() => house?.close());
afterEach(async () => {
  for (const { complaints, close } of agents.splice(0)) {
    expect(complaints).toEqual([]);
    await close();
  }
});

async function ready(name: string, options?: AgentOptions): Promise<DeskAgent> {
  const agent = await house.agent(name, options);
  agents.push(agent);
  await agent.isReady();
  return agent;
}

/** With the arrow keys, so many choices below the first. */
async function handsOn(agent: DeskAgent, below: number): Promise<void> {
  await agent.press('Escape', 'g');
  await agent.sees('Anruf weitergeben');
  await agent.press(...Array.from({ length: below }, () => 'ArrowDown'));
  await tabTo(agent.page, 'Weitergeben');
  await agent.press('Enter');
  await agent.sees('Was ist herausgekommen?');
}

describe('a call is handed on', () => {
  it('to another language: whoever speaks it sees that it was handed on, and in which', async () => {
    const anna = await ready('anna', { languages: ['de'] });
    const bert = await ready('bert', { languages: ['en'] });
    const { caller } = await anna.talks();
    await handsOn(anna, 1);
    await bert.accepts();
    await bert.sees('Englisch, weitergegeben');
    expect(caller.state).toBe('connected');
    expect([await anna.state(), await bert.state()]).toEqual(['wrap_up', 'on_call']);
    await caller.hangUp();
    await bert.sees('Was ist herausgekommen?');
  });

  it('to a supervisor, with everything the caller has keyed in', async () => {
    const cora = await ready('cora', { languages: ['de'] });
    const dora = await ready('dora', { languages: ['tr'], supervisor: true });
    const { caller } = await cora.talks((calling) => pressAll(calling, '1', '05', '03', '1938', '1', '58095', '1'));
    await handsOn(cora, 2);
    await dora.accepts();
    await dora.sees('Deutsch, weitergegeben');
    await dora.sees('5. März 1938');
    await dora.sees('58095 Hagen');
    expect(caller.state).toBe('connected');
    await caller.hangUp();
    await dora.sees('Was ist herausgekommen?');
  });
});
