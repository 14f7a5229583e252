import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Carrier, startCarrier } from '../../scripts/carrier/carrier.ts';
import { accountSid, authToken, type TinyApp, tinyApp } from './carrier-app.ts';

const line = '+4980011611702';
const anna = '+4923112345';
const agent = '+493012345';
let app: TinyApp;
let carrier: Carrier;

beforeEach(async () => {
  app = await tinyApp();
  carrier = await startCarrier({
    accountSid,
    authToken,
    clock: 'manual',
    line: { numbers: [line], voiceUrl: `${app.url}/voice`, statusCallbackUrl: `${app.url}/status` },
  });
  app.on['/voice'] =
    `<Dial action="/after" answerOnBridge="true" timeout="20" callerId="${line}"><Number url="/whisper" statusCallback="/agent-status" statusCallbackEvent="initiated ringing answered completed">${agent}</Number></Dial>`;
  app.on['/whisper'] =
    '<Gather action="/accept" numDigits="1" timeout="10"><Say language="de-DE">Anruf annehmen: die eins</Say></Gather><Hangup/>';
  app.on['/accept'] = ({ params }) => (params['Digits'] === '1' ? '' : '<Hangup/>');
  app.on['/after'] = ({ params }) => `<Say>${params['DialCallStatus']} ${params['DialBridged']}</Say><Gather action="/menu"/>`;
});

afterEach(async () => {
  expect(app.unsigned).toEqual([]);
  await carrier.close();
  await app.close();
});

const statusesOf = (path: string) => app.requests.filter((request) => request.path === path).map(({ params }) => params['CallStatus']);

describe('a call connected to an agent', () => {
  it('rings, whispers, is accepted with 1, and goes on with the action when the agent leaves', async () => {
    const phone = carrier.phone(agent);
    const caller = await carrier.dial({ from: anna, to: line });
    expect([caller.state, caller.status]).toEqual(['ringing', 'ringing']);
    const callee = await phone.rings();
    expect([callee.from, callee.state, callee.status]).toEqual([line, 'ringing', 'ringing']);
    await callee.answer();
    expect(callee.heard).toBe('Anruf annehmen: die eins');
    expect(caller.state).toBe('ringing');
    await callee.press('1');
    expect([caller.state, callee.state, caller.status]).toEqual(['connected', 'connected', 'in-progress']);
    callee.talk(210);
    await callee.hangUp();
    await caller.rests();
    expect(caller.heard).toBe('completed true');
    const after = app.requests.find(({ path }) => path === '/after')?.params;
    expect(after).toMatchObject({ CallSid: caller.callSid, DialCallSid: callee.callSid, DialCallStatus: 'completed', DialBridged: 'true' });
    expect(Number(after?.['DialCallDuration'])).toBeGreaterThanOrEqual(210);
    expect(statusesOf('/agent-status')).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    expect(app.requests.find(({ path }) => path === '/whisper')?.params).toMatchObject({
      ...{
        CallSid: callee.callSid,
        ParentCallSid: caller.callSid,
        Direction: 'outbound-dial',
        From: line,
        To: agent,
        CallStatus: 'in-progress',
      },
    });
  });

  it('is completed but not bridged when the agent picks up and does not press 1', async () => {
    const phone = carrier.phone(agent);
    const caller = await carrier.dial({ from: anna, to: line });
    const callee = await phone.rings();
    await callee.answer();
    await callee.silence();
    await caller.rests();
    expect(caller.heard).toBe('completed false');
    expect(callee.state).toBe('ended');
  });

  it.each([
    ['turns it away', (callee: { reject(): Promise<void> }) => callee.reject(), 'busy false'],
    ['lets it ring out', (callee: { ignore(): Promise<void> }) => callee.ignore(), 'no-answer false'],
  ])('goes on with the action when the agent %s', async (_what, act, heard) => {
    const phone = carrier.phone(agent);
    const caller = await carrier.dial({ from: anna, to: line });
    await act(await phone.rings());
    await caller.rests();
    expect(caller.heard).toBe(heard);
  });

  it('tells busy, unregistered and silent telephones apart', async () => {
    const heard: string[] = [];
    heard.push((await carrier.dial({ from: anna, to: line })).heard);
    carrier.phone(agent).behaviour = 'busy';
    heard.push((await carrier.dial({ from: anna, to: line })).heard);
    carrier.phone(agent).behaviour = 'ring';
    const waiting = await carrier.dial({ from: anna, to: line });
    await waiting.silence();
    heard.push(waiting.heard);
    expect(heard).toEqual(['no-answer false', 'busy false', 'no-answer false']);
  });

  it('is busy for a second caller while the agent talks', async () => {
    carrier.phone(agent).behaviour = { answer: true, keys: '1' };
    const first = await carrier.dial({ from: anna, to: line });
    expect(first.state).toBe('connected');
    const second = await carrier.dial({ from: '+4923199999', to: line });
    expect(second.heard).toBe('busy false');
  });

  it('stops ringing when the caller gives up, and nobody asks the action', async () => {
    const phone = carrier.phone(agent);
    const caller = await carrier.dial({ from: anna, to: line });
    const callee = await phone.rings();
    await caller.hangUp();
    await callee.rests();
    expect([callee.status, caller.status]).toEqual(['canceled', 'no-answer']);
    expect(statusesOf('/after')).toEqual([]);
    expect(statusesOf('/status')).toEqual(['no-answer']);
  });

  it('ends for both when the caller hangs up while they talk', async () => {
    carrier.phone(agent).behaviour = { answer: true, keys: '1' };
    const caller = await carrier.dial({ from: anna, to: line });
    const callee = carrier.phone(agent).received[0];
    await caller.hangUp();
    await callee?.rests();
    expect([callee?.status, caller.status]).toEqual(['completed', 'completed']);
  });

  it('leaves the agent when REST moves the caller elsewhere', async () => {
    carrier.phone(agent).behaviour = { answer: true, keys: '1' };
    app.on['/elsewhere'] = '<Say>woanders</Say><Gather action="/menu"/>';
    const caller = await carrier.dial({ from: anna, to: line });
    await fetch(`${carrier.url}/2010-04-01/Accounts/${accountSid}/Calls/${caller.callSid}.json`, {
      method: 'POST',
      headers: { Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
      body: new URLSearchParams({ Url: `${app.url}/elsewhere` }),
    });
    await caller.rests();
    expect(caller.heard).toBe('woanders');
    expect(carrier.phone(agent).received[0]?.status).toBe('completed');
    expect(statusesOf('/after')).toEqual([]);
  });

  it('reaches browser and SIP telephones, several at once, first come first served', async () => {
    app.on['/voice'] = '<Dial><Client>anna</Client><Sip>sip:desk@example.org</Sip></Dial><Say>danach</Say>';
    const [client, sip] = [carrier.phone('client:anna'), carrier.phone('sip:desk@example.org')];
    const caller = await carrier.dial({ from: anna, to: line });
    expect(caller.status).toBe('in-progress');
    const [one, two] = await Promise.all([client.rings(), sip.rings()]);
    await two.answer();
    await two.rests();
    expect([one.status, two.state, caller.state]).toEqual(['canceled', 'connected', 'connected']);
    await two.hangUp();
    await caller.rests();
    expect(caller.heard).toBe('danach');
  });
});
