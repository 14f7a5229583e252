import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTelephone } from '../../src/callbacks/twilio-telephone.ts';
import type { Telephone } from '../../src/calls/ports/telephone.ts';

const ACCOUNT = `AC${'0'.repeat(32)}`;
const KEY = `SK${'1'.repeat(32)}`;
const CALLS = `/2010-04-01/Accounts/${ACCOUNT}/Calls`;
const order = {
  to: '+492311234567',
  path: '/voice/callback?request=7',
  statusPath: '/voice/status?request=7',
  ringSeconds: 60,
  limitSeconds: 3_600,
};

interface Asked {
  method: string;
  path: string;
  authorization: string;
  body: URLSearchParams;
}

/** The REST side of the network, as far as we use it: answers what the test says, remembers what was asked. */
let server: Server;
let telephone: Telephone;
let asked: Asked[] = [];
let answer: (asked: Asked, response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  telephone = createTelephone({
    accountSid: ACCOUNT,
    user: KEY,
    secret: 'secret-of-the-key',
    apiUrl: `http://127.0.0.1:${address.port}`,
    timeoutMs: 300,
    publicUrl: 'https://hotline.example.org',
    callerId: '+4980011611702',
  });
});
beforeEach(() => {
  asked = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += chunk;
  const one = {
    method: request.method ?? '',
    path: request.url ?? '',
    authorization: request.headers.authorization ?? '',
    body: new URLSearchParams(body),
  };
  asked.push(one);
  answer(one, response);
}

const json = (status: number, body: object) => (_: Asked, response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
const refusal = (status: number, code: number) => json(status, { status, code, message: 'no', more_info: '' });
const never = () => undefined;

describe('an ordered call', () => {
  it('tells the network everything, as the API key', async () => {
    answer = json(201, { sid: 'CA1' });
    expect(await telephone.call(order)).toEqual({ placed: 'CA1' });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ method: 'POST', path: `${CALLS}.json` });
    expect(Buffer.from(asked[0]?.authorization.slice(6) ?? '', 'base64').toString()).toBe(`${KEY}:secret-of-the-key`);
    expect(Object.fromEntries(asked[0]?.body ?? [])).toEqual({
      To: '+492311234567',
      From: '+4980011611702',
      Url: 'https://hotline.example.org/voice/callback?request=7',
      Method: 'POST',
      StatusCallback: 'https://hotline.example.org/voice/status?request=7',
      StatusCallbackMethod: 'POST',
      Timeout: '60',
      TimeLimit: '3600',
    });
  });

  it.each([21_211, 21_214, 21_215, 21_216, 21_217, 21_219, 13_227])('refused with %i: this number is not rung', async (code) => {
    answer = refusal(400, code);
    expect(await telephone.call(order)).toEqual({ refused: String(code) });
  });

  it.each([
    [429, 20_429],
    [400, 22_005],
    [400, 10_004],
  ])('%i with %i: too fast, nothing was placed', async (status, code) => {
    answer = refusal(status, code);
    expect(await telephone.call(order)).toEqual({ slowDown: true });
    expect(asked).toHaveLength(1);
  });

  it.each([
    [401, 20_003],
    [400, 21_210],
    [400, 21_205],
  ])('%i with %i is our fault, said aloud, and certainly no call', async (status, code) => {
    answer = refusal(status, code);
    await expect(telephone.call(order)).rejects.toMatchObject({ code: 'TWILIO_REJECTED' });
  });

  it('without an answer in time nothing is known about it, and it is not repeated', async () => {
    answer = never;
    await expect(telephone.call(order)).rejects.toMatchObject({ code: 'TWILIO_DOWN' });
    expect(asked).toHaveLength(1);
  });

  it.each([500, 503, 408])('a %i leaves it open too', async (status) => {
    answer = json(status, {});
    await expect(telephone.call(order)).rejects.toMatchObject({ code: 'TWILIO_DOWN' });
  });

  it('a lost connection leaves it open too', async () => {
    answer = (_, response) => response.destroy();
    await expect(telephone.call(order)).rejects.toMatchObject({ code: 'TWILIO_DOWN' });
  });
});

describe('a text message', () => {
  const text = { to: '+4915112345678', body: 'Es dauert leider länger.' };

  it('is handed over from our number', async () => {
    answer = json(201, { sid: 'SM1' });
    expect(await telephone.text(text)).toEqual({ sent: 'SM1' });
    expect(asked[0]).toMatchObject({ method: 'POST', path: `/2010-04-01/Accounts/${ACCOUNT}/Messages.json` });
    expect(Object.fromEntries(asked[0]?.body ?? [])).toEqual({ To: text.to, From: '+4980011611702', Body: text.body });
  });

  it.each([21_610, 21_612, 21_614, 21_606])('refused with %i will never arrive', async (code) => {
    answer = refusal(400, code);
    expect(await telephone.text(text)).toEqual({ refused: String(code) });
  });

  it('429 asks for a break, 401 is our fault, and without an answer nothing is known and nothing repeated', async () => {
    answer = refusal(429, 20_429);
    expect(await telephone.text(text)).toEqual({ slowDown: true });
    answer = refusal(401, 20_003);
    await expect(telephone.text(text)).rejects.toMatchObject({ code: 'TWILIO_REJECTED' });
    asked = [];
    answer = never;
    await expect(telephone.text(text)).rejects.toMatchObject({ code: 'TWILIO_DOWN' });
    expect(asked).toHaveLength(1);
  });
});

describe('moving a live call', () => {
  it('names the new document', async () => {
    answer = json(200, { sid: 'CA1' });
    expect(await telephone.redirect('CA1', '/voice/promoted')).toBe('moved');
    expect(asked[0]?.path).toBe(`${CALLS}/CA1.json`);
    expect(Object.fromEntries(asked[0]?.body ?? [])).toEqual({ Url: 'https://hotline.example.org/voice/promoted', Method: 'POST' });
  });

  it.each([
    [400, 21_220],
    [404, 20_404],
  ])('that has ended: %i with %i', async (status, code) => {
    answer = refusal(status, code);
    expect(await telephone.redirect('CA1', '/voice/promoted')).toBe('over');
  });

  it.each([[429, 20_429] as const, [500, 0] as const])('cannot be told to be done after %i', async (status, code) => {
    answer = refusal(status, code);
    await expect(telephone.redirect('CA1', '/voice/promoted')).rejects.toMatchObject({ code: 'TWILIO_DOWN' });
  });
});

describe('stopping a call that rings', () => {
  it('ends only what nobody has answered', async () => {
    answer = json(200, { sid: 'CA1' });
    expect(await telephone.cancel('CA1')).toBe('canceled');
    expect(asked[0]?.path).toBe(`${CALLS}/CA1.json`);
    expect(Object.fromEntries(asked[0]?.body ?? [])).toEqual({ Status: 'canceled' });
  });

  it('that is answered, or has ended: nothing is done', async () => {
    answer = refusal(400, 21_220);
    expect(await telephone.cancel('CA1')).toBe('over');
  });
});

describe('looking for a call after an unknown outcome', () => {
  const nowMs = Date.UTC(2021, 0, 25, 9);
  const call = (sid: string, over: object = {}) => ({
    sid,
    to: '+492311234567',
    from: '+4980011611702',
    direction: 'outbound-api',
    date_created: new Date(nowMs).toUTCString(),
    ...over,
  });

  it('finds ours, also one that waits in the network’s queue', async () => {
    answer = json(200, { calls: [call('CA2', { status: 'queued', start_time: null }), call('CA1')] });
    expect(await telephone.recentCallTo('+492311234567', nowMs)).toBe('CA2');
    expect(asked[0]?.path).toContain('To=%2B492311234567');
  });

  it('passes over older ones, incoming ones and those with another sender', async () => {
    const old = new Date(nowMs - 60_000).toUTCString();
    answer = json(200, {
      calls: [call('CA1', { date_created: old }), call('CA2', { direction: 'inbound' }), call('CA3', { from: '+4930123456' })],
    });
    expect(await telephone.recentCallTo('+492311234567', nowMs)).toBeUndefined();
  });

  it('throws when it cannot look', async () => {
    answer = never;
    await expect(telephone.recentCallTo('+492311234567', nowMs)).rejects.toMatchObject({ code: 'TWILIO_DOWN' });
  });
});
