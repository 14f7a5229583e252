import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import twilio from 'twilio';
import { type Carrier, startCarrier } from '../../scripts/carrier/carrier.ts';
import { Network } from '../../scripts/carrier/network.ts';
import { createMessage } from '../../scripts/carrier/rest-messages.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { accountSid, authToken, type TinyApp, tinyApp } from './carrier-app.ts';

const line = '+4980011611702';
const anna = '+4923112345';
const events = ['initiated', 'ringing', 'answered', 'completed'];
let app: TinyApp;
let carrier: Carrier;

/** The official client, its host replaced. */
function client(secret = authToken, timeout = 30_000) {
  const httpClient = new twilio.RequestClient({ timeout });
  httpClient.axios.interceptors.request.use((config) => {
    config.url = config.url?.replace('https://api.twilio.com', carrier.url) ?? '';
    return config;
  });
  return twilio(accountSid, secret, { httpClient });
}

const order = () => ({
  to: anna,
  from: line,
  url: `${app.url}/outbound`,
  statusCallback: `${app.url}/status`,
  statusCallbackEvent: events,
});
const statuses = () => app.requests.filter(({ path }) => path === '/status').map(({ params }) => params['CallStatus']);

beforeEach(async () => {
  app = await tinyApp();
  app.on['/outbound'] = '<Gather action="/suits" numDigits="1"><Say language="de-DE">Passt es jetzt?</Say></Gather><Hangup/>';
  app.on['/suits'] = '<Say language="de-DE">Gut.</Say>';
  carrier = await startCarrier({
    accountSid,
    authToken,
    clock: 'manual',
    line: { numbers: [line], voiceUrl: `${app.url}/voice`, statusCallbackUrl: `${app.url}/status` },
  });
});

afterEach(async () => {
  expect(app.unsigned).toEqual([]);
  await carrier.close();
  await app.close();
});

describe('a call started with the official client', () => {
  it('rings, is answered, carries out the document, and reports every step in order', async () => {
    const phone = carrier.phone(anna);
    const made = await client().calls.create(order());
    expect(made).toMatchObject({ status: 'queued', to: anna, from: line, direction: 'outbound-api' });
    const callee = await phone.rings();
    expect([callee.callSid, callee.from, callee.number]).toEqual([made.sid, line, anna]);
    await callee.answer();
    expect(callee.heard).toBe('Passt es jetzt?');
    await callee.press('1');
    expect([callee.heard, callee.state]).toEqual(['Gut.', 'ended']);
    expect(statuses()).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    const progress = app.requests.filter(({ path }) => path === '/status').map(({ params }) => params['SequenceNumber']);
    expect(progress).toEqual(['0', '1', '2', '3']);
    expect((await client().calls(made.sid).fetch()).status).toBe('completed');
  });

  it.each([
    ['busy', 'busy'],
    ['no-answer', 'no-answer'],
  ] as const)('ends as %s', async (behaviour, status) => {
    carrier.phone(anna).behaviour = behaviour;
    const made = await client().calls.create({ ...order(), statusCallbackEvent: ['completed'] });
    await carrier.call(made.sid)?.rests();
    await carrier.call(made.sid)?.hangUp();
    expect(statuses()).toEqual([status]);
  });

  it('is found again by number, time and status, page by page', async () => {
    const before = new Date(Date.now() - 60_000);
    for (const _ of [1, 2, 3]) await client().calls.create(order());
    await client().calls.create({ ...order(), to: '+4930999999' });
    const found = await client().calls.list({ to: anna, startTimeAfter: before, pageSize: 2 });
    expect(found.map(({ to }) => to)).toEqual([anna, anna, anna]);
    expect(await client().calls.list({ to: anna, startTimeAfter: new Date(Date.now() + 60_000) })).toEqual([]);
    expect((await client().calls.list({ status: 'no-answer' })).length).toBe(4);
  });

  it('can be called off while it rings, and hung up later; what is over stays over', async () => {
    const phone = carrier.phone(anna);
    const first = await client().calls.create(order());
    await phone.rings();
    await client().calls(first.sid).update({ status: 'canceled' });
    expect(carrier.call(first.sid)?.status).toBe('canceled');
    const second = await client().calls.create(order());
    await (await phone.rings()).answer();
    await client().calls(second.sid).update({ status: 'completed' });
    expect(carrier.call(second.sid)?.status).toBe('completed');
    await expect(
      client()
        .calls(second.sid)
        .update({ url: `${app.url}/suits` }),
    ).rejects.toMatchObject({ code: 21_220, status: 400 });
  });

  it('is moved by TwiML given in the request', async () => {
    const phone = carrier.phone(anna);
    const made = await client().calls.create(order());
    const callee = await phone.rings();
    await callee.answer();
    await client().calls(made.sid).update({ twiml: '<Response><Say language="de-DE">Sofort.</Say></Response>' });
    await callee.hears('Sofort.');
    await callee.rests();
    expect(callee.status).toBe('completed');
  });
});

describe('the REST API', () => {
  it('refuses in the form the official client understands', async () => {
    await expect(client('wrong-token-of-somebody').calls.create(order())).rejects.toMatchObject({ status: 401, code: 20_003 });
    await expect(client().calls.create({ ...order(), to: '12' })).rejects.toMatchObject({ status: 400, code: 21_211 });
    await expect(
      client()
        .calls(`CA${'0'.repeat(32)}`)
        .fetch(),
    ).rejects.toMatchObject({ status: 404, code: 20_404 });
  });

  it('answers 429 on demand and has done nothing then', async () => {
    const fault = carrier.misbehave({ rest: 'create', what: '429' });
    await expect(client().calls.create(order())).rejects.toMatchObject({ status: 429, code: 20_429 });
    expect(fault.struck).toBe(1);
    expect(await client().calls.list({ to: anna })).toEqual([]);
  });

  it('can carry an order out and never answer: the call is there to be found', async () => {
    carrier.misbehave({ rest: 'create', what: 'never-answer' });
    await expect(client(authToken, 200).calls.create(order())).rejects.toThrow(/timeout/);
    expect((await client().calls.list({ to: anna })).length).toBe(1);
  });

  it('starts no more calls a second than allowed and cancels a queued one without a word', async () => {
    await carrier.close();
    carrier = await startCarrier({
      accountSid,
      authToken,
      clock: 'manual',
      callsPerSecond: 2,
      line: { numbers: [line], voiceUrl: `${app.url}/voice` },
    });
    const phone = carrier.phone(anna);
    const [first, second] = [await client().calls.create(order()), await client().calls.create(order())];
    await phone.rings();
    expect([carrier.call(first.sid)?.status, carrier.call(second.sid)?.status]).toEqual(['ringing', 'queued']);
    await client().calls(second.sid).update({ status: 'canceled' });
    expect(carrier.requests.filter(({ callSid }) => callSid === second.sid)).toEqual([]);
  });

  it('tells nothing of a text message before the answer that names it', async () => {
    const network = new Network({ accountSid, authToken, clock: 'manual', line: { numbers: [line], voiceUrl: `${app.url}/voice` } });
    const form = new URLSearchParams({ To: '+491701234567', From: line, Body: 'Ihr Termin', StatusCallback: `${app.url}/sms-status` });
    const reply = createMessage({ network, form, query: new URLSearchParams(), sid: '' });
    expect(network.webhooks.log).toEqual([]);
    if ('afterwards' in reply) reply.afterwards?.();
    await until(async () => app.requests.length === 2, PATIENCE_MS);
  });

  it('keeps text messages and reports them delivered', async () => {
    const sent = await client().messages.create({
      to: '+491701234567',
      from: line,
      body: 'Ihr Termin',
      statusCallback: `${app.url}/sms-status`,
    });
    expect(carrier.messages).toMatchObject([{ sid: sent.sid, to: '+491701234567', body: 'Ihr Termin', status: 'delivered' }]);
    const told = () => app.requests.filter(({ path }) => path === '/sms-status').map(({ params }) => params['MessageStatus']);
    await until(async () => told().length === 2, PATIENCE_MS);
    expect(told()).toEqual(['sent', 'delivered']);
    await expect(client().messages.create({ to: 'nobody', from: line, body: 'x' })).rejects.toMatchObject({ code: 21_211 });
  });
});
