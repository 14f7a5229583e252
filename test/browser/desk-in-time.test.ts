import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DeskAgent } from './desk-agent.ts';
import { type DeskHouse, openDeskHouse } from './desk-house.ts';

/** How soon a page knows, and what it makes of answers that come too late. */
jest.setTimeout(120_000);

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

describe('an answer from before the wrap-up was saved', () => {
  it('comes after it: the call stays closed', async () => {
    agent = await house.agent('anna');
    await agent.isReady();
    const { page } = agent;
    const { caller } = await agent.talks();
    await caller.hangUp();
    await agent.sees('Was ist herausgekommen?');
    let saved: () => void = () => undefined;
    const isSaved = new Promise<void>((resolve) => {
      saved = resolve;
    });
    const asked = ['me', 'call'].map(
      (path) =>
        new Promise<void>((resolve) => {
          void page.route(
            `**/desk/api/${path}`,
            async (route) => {
              const response = await route.fetch();
              resolve();
              await isSaved;
              await route.fulfill({ response });
            },
            { times: 1 },
          );
        }),
    );
    await house.line.hotline.house.parts.agentEvents.publish(agent.name, { type: 'ended', data: {} });
    await Promise.all(asked);
    const wrapUp = page.waitForResponse('**/desk/api/wrap-up');
    await agent.press('f');
    await (await wrapUp).finished();
    saved();
    await agent.sees('Der nächste Anruf kommt von selbst.');
  });
});

describe('from the 1 on the telephone to the call on the page', () => {
  const CALLS = 10;

  it(`the page follows by itself, ${CALLS} times in a row`, async () => {
    agent = await house.agent('dora');
    await agent.isReady();
    const tookMs: number[] = [];
    for (let calls = 0; calls < CALLS; calls += 1) {
      const { caller, phone } = await agent.isCalled();
      await agent.sees('Anruf für Sie');
      await phone.answer();
      const shownAt = agent.page.evaluate<number>(SHOWN_AT);
      const acceptedAt = Date.now();
      await phone.press('1');
      tookMs.push((await shownAt) - acceptedAt);
      await caller.hangUp();
      await agent.sees('Was ist herausgekommen?');
      await agent.press('f');
      await agent.sees('Der nächste Anruf kommt von selbst.');
    }
    expect(tookMs).toHaveLength(CALLS);
    const sorted = tookMs.toSorted((one, other) => one - other);
    process.stdout.write(
      `accepted to shown on the page, ms: median ${sorted[CALLS / 2]}, longest ${sorted.at(-1)}, all ${tookMs.join(' ')}\n`,
    );
  });

  /** In the browser: when what can be done for the caller has come into view. */
  const SHOWN_AT = `new Promise((resolve) => {
    const look = () => document.querySelector('.work:not([hidden])') && resolve(Date.now());
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    look();
  })`;
});
