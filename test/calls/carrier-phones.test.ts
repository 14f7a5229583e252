import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Carrier, startCarrier } from '../../scripts/carrier/carrier.ts';
import { PhoneClient } from '../../scripts/carrier/phone-client.ts';
import type { Keys } from '../../scripts/carrier/phone-keys.ts';
import { TerminalPhone } from '../../scripts/carrier/terminal-phone.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { accountSid, authToken, type TinyApp, tinyApp } from './carrier-app.ts';

const line = '+4980011611702';
const own = '+493023125042';
let app: TinyApp;
let carrier: Carrier;

beforeEach(async () => {
  app = await tinyApp();
  app.on['/voice'] =
    '<Gather action="/menu" numDigits="1" timeout="6"><Say language="de-DE">Guten Tag. Für einen Termin die eins.</Say></Gather>';
  app.on['/menu'] = ({ params }) =>
    `<Say language="de-DE">Die ${params['Digits']}.</Say><Gather action="/menu" numDigits="1" timeout="600"/>`;
  carrier = await startCarrier({
    accountSid,
    authToken,
    clock: 'real',
    line: { numbers: [line], voiceUrl: `${app.url}/voice`, statusCallbackUrl: `${app.url}/status` },
  });
});

afterEach(async () => {
  expect(app.unsigned).toEqual([]);
  await carrier.close();
  await app.close();
});

describe('a call in real time', () => {
  it('falls silent at the first key, long before the sentence would end', async () => {
    const started = performance.now();
    const caller = await carrier.dial({ from: own, to: line });
    expect(caller.heard).toContain('Guten Tag');
    void caller.press('1');
    await caller.hears('Die 1.');
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(caller.simulatedSeconds).toBeLessThan(2);
  });

  it('goes on by itself when nothing is pressed', async () => {
    app.on['/voice'] = '<Gather action="/menu" timeout="0.05"><Pause length="0.05"/></Gather><Say>niemand da</Say>';
    const caller = await carrier.dial({ from: own, to: line });
    await caller.hears('niemand da');
    expect(app.requests.some(({ path }) => path === '/menu')).toBe(false);
  });

  it('lets a called telephone ring out', async () => {
    app.on['/voice'] = '<Dial timeout="5" action="/after"><Number>+493023125099</Number></Dial>';
    app.on['/after'] = ({ params }) => `<Say>${params['DialCallStatus']}</Say>`;
    const callee = carrier.phone('+493023125099');
    const caller = await carrier.dial({ from: own, to: line });
    const ringing = await callee.rings();
    expect(ringing.state).toBe('ringing');
    await ringing.reject();
    await caller.hears('busy');
  });
});

function piped(...lines: string[]): Keys {
  return { kind: 'by-question', next: () => Promise.resolve(lines.shift()) };
}

describe('the terminal phone', () => {
  it('prints what is spoken, answers each question with a line, and hangs up when no lines are left', async () => {
    const printed: string[] = [];
    const phone = new TerminalPhone(new PhoneClient(carrier.url, own, 'instant'), {
      own,
      to: line,
      print: (text) => printed.push(text.trim()),
    });
    await phone.run(piped('1', '2'), { dial: true, stay: false });
    expect(printed.filter((text) => text.startsWith('«'))).toEqual([
      '« Guten Tag. Für einen Termin die eins. »',
      '« Die 1. »',
      '« Die 2. »',
    ]);
    expect(carrier.requests.filter(({ kind }) => kind === 'gather').map(({ params }) => params['Digits'])).toEqual(['1', '2']);
  });

  it('rings when it is called, and answers', async () => {
    app.on['/outbound'] = '<Say language="de-DE">Ihr Rückruf.</Say><Gather action="/menu" numDigits="1"/>';
    const printed: string[] = [];
    let ring: () => void = () => undefined;
    const plugged = new Promise<void>((resolve) => {
      ring = resolve;
    });
    const print = (text: string) => {
      printed.push(text.trim());
      if (text.includes('Waiting for calls')) ring();
    };
    const phone = new TerminalPhone(new PhoneClient(carrier.url, own, 'instant'), { own, to: line, print });
    const running = phone.run(piped('a', '7'), { dial: false, stay: false });
    await plugged;
    const made = await fetch(`${carrier.url}/2010-04-01/Accounts/${accountSid}/Calls.json`, {
      method: 'POST',
      headers: { Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
      body: new URLSearchParams({ To: own, From: line, Url: `${app.url}/outbound` }),
    });
    expect(made.status).toBe(201);
    await running;
    expect(printed.filter((text) => /«|calling/.test(text))).toEqual([
      `☎  ${line} is calling · a answers, h turns it away`,
      '« Ihr Rückruf. »',
      '« Die 7. »',
    ]);
  });

  it('shows the text messages to its number: the last ones, and those that come', async () => {
    const send = (to: string, body: string) =>
      fetch(`${carrier.url}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
        method: 'POST',
        headers: { Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
        body: new URLSearchParams({ To: to, From: line, Body: body }),
      });
    await send(own, 'Ihr Impftermin ist fest.');
    await send('+493023125043', 'an jemand anderen');
    const printed: string[] = [];
    const phone = new TerminalPhone(new PhoneClient(carrier.url, own, 'instant'), { own, to: line, print: (text) => printed.push(text) });
    let unplug: () => void = () => undefined;
    const plugged = new Promise<undefined>((resolve) => {
      unplug = () => resolve(undefined);
    });
    const running = phone.run({ kind: 'at-once', next: () => plugged }, { dial: false, stay: true });
    await until(async () => printed.some((text) => text.includes('Impftermin')), PATIENCE_MS);
    await send(own, 'Er wurde verlegt.\nAuf Dienstag.');
    await until(async () => printed.some((text) => text.includes('verlegt')), PATIENCE_MS);
    unplug();
    await running;
    const texts = printed.filter((text) => text.includes('✉'));
    expect(texts).toHaveLength(2);
    expect(texts[1]).toMatch(/✉ {2}\d\d:\d\d from \+4980011611702:\n {3}Er wurde verlegt\.\n {3}Auf Dienstag\./);
  });

  it('says what to do when there is no network', async () => {
    const phone = new TerminalPhone(new PhoneClient('http://127.0.0.1:9', own, 'instant'), { own, to: line, print: () => undefined });
    await expect(phone.run(piped(), { dial: true, stay: false })).rejects.toThrow(/npm start/);
  });
});

describe('the control API', () => {
  const post = (path: string, body: unknown, type = 'application/json') =>
    fetch(`${carrier.url}/control${path}`, { method: 'POST', headers: { 'Content-Type': type }, body: JSON.stringify(body) });

  it.each([
    ['a number that is not connected', '/calls', { from: own, to: '+4930999' }, 404],
    ['a call without a number', '/calls', { from: own }, 400],
    ['keys no telephone has', `/calls/CA${'0'.repeat(32)}/keys`, { keys: 'x' }, 404],
    ['answering what does not ring', `/phones/${own}/answer`, {}, 409],
  ])('refuses %s', async (_what, path, body, status) => {
    expect((await post(path, body)).status).toBe(status);
  });

  it('takes no form that a foreign page could send', async () => {
    expect((await post('/calls', { from: own, to: line }, 'text/plain')).status).toBe(415);
  });

  it('forgets a telephone when the last one who showed it is gone', async () => {
    const leave = new AbortController();
    for await (const event of new PhoneClient(carrier.url, own, 'instant').events(leave.signal)) {
      expect(event).toEqual({ type: 'hello', number: own, calls: [] });
      break;
    }
    leave.abort();
    app.on['/voice'] = `<Dial><Number>${own}</Number></Dial><Say>nicht erreicht</Say>`;
    const caller = await carrier.dial({ from: '+493023125043', to: line });
    await caller.hears('nicht erreicht');
  });
});
