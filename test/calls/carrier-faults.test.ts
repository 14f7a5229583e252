import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Carrier, startCarrier } from '../../scripts/carrier/carrier.ts';
import { accountSid, authToken, type TinyApp, tinyApp } from './carrier-app.ts';

const line = '+4980011611702';
const anna = '+4923112345';
let app: TinyApp;
let carrier: Carrier;

beforeEach(async () => {
  app = await tinyApp();
  app.on['/voice'] = '<Gather action="/menu" numDigits="1"><Say>Menü</Say></Gather>';
  app.on['/menu'] = '<Say>gebucht</Say><Gather action="/menu"/>';
  app.on['/fallback'] = '<Say>noch einmal</Say><Gather action="/menu"/>';
  carrier = await startCarrier({
    accountSid,
    authToken,
    clock: 'manual',
    webhookTimeoutMs: 200,
    line: { numbers: [line], voiceUrl: `${app.url}/voice`, statusCallbackUrl: `${app.url}/status`, fallbackUrl: `${app.url}/fallback` },
  });
});

afterEach(async () => {
  expect(app.unsigned).toEqual([]);
  await carrier.close();
  await app.close();
});

const paths = () => app.requests.map(({ path }) => path);

describe('the network, misbehaving on demand', () => {
  it.each(['duplicate', 'repeat'] as const)('delivers a webhook twice (%s), and the call goes on once', async (what) => {
    const fault = carrier.misbehave({ webhook: 'gather', what });
    const caller = await carrier.dial({ from: anna, to: line });
    await caller.press('1');
    expect(paths()).toEqual(['/voice', '/menu', '/menu']);
    expect([caller.heard, fault.struck]).toEqual(['gebucht', 1]);
    await caller.press('1#');
    expect(paths().length).toBe(4);
  });

  it('drops a webhook, as if nothing listened', async () => {
    carrier.misbehave({ webhook: /^\/menu/, what: 'drop' });
    const caller = await carrier.dial({ from: anna, to: line });
    await caller.press('1');
    expect(paths()).toEqual(['/voice', '/fallback']);
    expect(app.requests[1]?.params['ErrorCode']).toBe('11205');
    expect(caller.heard).toBe('noch einmal');
  });

  it('loses the answer after the work was done', async () => {
    carrier.misbehave({ webhook: 'gather', what: 'lose-answer' });
    const caller = await carrier.dial({ from: anna, to: line });
    await caller.press('1');
    expect(paths()).toEqual(['/voice', '/menu', '/fallback']);
    expect(caller.heard).toBe('noch einmal');
  });

  it('loses the caller between the work and the answer', async () => {
    carrier.misbehave({ webhook: 'gather', what: 'hang-up' });
    const caller = await carrier.dial({ from: anna, to: line });
    await caller.press('1');
    expect(paths()).toEqual(['/voice', '/menu', '/status']);
    expect([caller.heard, caller.status]).toEqual(['', 'completed']);
  });

  it('holds the final status back until it is released', async () => {
    const fault = carrier.misbehave({ webhook: 'status', what: 'hold' });
    const caller = await carrier.dial({ from: anna, to: line });
    await caller.hangUp();
    await carrier.dial({ from: anna, to: line });
    expect(paths()).toEqual(['/voice', '/voice']);
    await fault.release();
    expect(paths()).toEqual(['/voice', '/voice', '/status']);
  });

  it('holds a webhook back while the caller leaves: it comes late, and nobody hears the answer', async () => {
    const caller = await carrier.dial({ from: anna, to: line });
    const fault = carrier.misbehave({ webhook: 'gather', what: 'hold' });
    const pressed = caller.press('1');
    await new Promise((resolve) => setImmediate(resolve));
    expect(fault.struck).toBe(1);
    await caller.hangUp();
    await fault.release();
    await pressed;
    expect(paths()).toEqual(['/voice', '/status', '/menu']);
    expect(caller.heard).toBe('');
  });

  it('delays, and gives up on an app that needs longer than the cap', async () => {
    carrier.misbehave({ webhook: 'gather', what: { delayMs: 30 } });
    const caller = await carrier.dial({ from: anna, to: line });
    await caller.press('1');
    expect(caller.heard).toBe('gebucht');
    app.on['/menu'] = () => new Promise(() => undefined);
    await caller.press('1#');
    expect(caller.heard).toBe('noch einmal');
    expect(carrier.requests.at(-1)).toMatchObject({ kind: 'fallback', status: 200 });
  });

  it('retries by the fragment of the address, never sent and never signed', async () => {
    let tries = 0;
    app.on['/voice'] = '<Redirect>/busy#rc=2&amp;rp=5xx</Redirect>';
    app.on['/busy'] = () => {
      tries += 1;
      if (tries < 3) throw new Error('not yet');
      return '<Say>endlich</Say><Gather action="/menu"/>';
    };
    const caller = await carrier.dial({ from: anna, to: line });
    expect([caller.heard, tries]).toEqual(['endlich', 3]);
  });

  it('keeps a record of every webhook with its answer', async () => {
    const caller = await carrier.dial({ from: anna, to: line });
    await caller.hangUp();
    expect(carrier.requests).toMatchObject([
      { kind: 'voice', path: '/voice', callSid: caller.callSid, status: 200, warnings: [] },
      { kind: 'status', path: '/status', status: 204 },
    ]);
    expect(carrier.requests[0]?.response).toBe(caller.lastTwiml);
  });

  it('warns of an attribute nobody knows', async () => {
    app.on['/voice'] = '<Gather numdigits="1" action="/menu"/>';
    await carrier.dial({ from: anna, to: line });
    expect(carrier.requests[0]?.warnings).toEqual(['<Gather> has no attribute numdigits']);
  });
});
