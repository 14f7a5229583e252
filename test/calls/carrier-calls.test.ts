import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Carrier, startCarrier } from '../../scripts/carrier/carrier.ts';
import { accountSid, authToken, type TinyApp, tinyApp } from './carrier-app.ts';

const line = '+4980011611702';
const anna = '+4923112345';
let app: TinyApp;
let carrier: Carrier;

beforeEach(async () => {
  app = await tinyApp();
  carrier = await startCarrier({
    accountSid,
    authToken,
    clock: 'manual',
    line: {
      numbers: [line],
      voiceUrl: `${app.url}/voice`,
      statusCallbackUrl: `${app.url}/status`,
      fallbackUrl: `${app.url}/fallback`,
    },
  });
});

afterEach(async () => {
  expect(app.unsigned).toEqual([]);
  await carrier.close();
  await app.close();
});

const menu =
  '<Gather action="/menu?turn=1" numDigits="1" timeout="6"><Say language="de-DE">Drücken Sie die eins.</Say><Pause length="4"/></Gather>';
const statuses = () => app.requests.filter(({ path }) => path === '/status').map(({ params }) => params['CallStatus']);

describe('an inbound call', () => {
  it('announces itself as Twilio does', async () => {
    app.on['/voice'] = menu;
    const caller = await carrier.dial({ from: anna, to: line });
    expect(app.requests[0]?.params).toMatchObject({
      ...{ CallSid: caller.callSid, AccountSid: accountSid, From: anna, To: line, Caller: anna, Called: line },
      ...{ CallStatus: 'ringing', Direction: 'inbound', ApiVersion: '2010-04-01', FromCountry: 'DE', FromCity: '' },
    });
    expect(app.requests[0]?.headers['content-type']).toContain('application/x-www-form-urlencoded');
    expect(caller.heard).toBe('Drücken Sie die eins.');
    expect(caller.state).toBe('talking');
  });

  it('sends a pressed key to the action, relative to the document it stands in', async () => {
    app.on['/voice'] = menu;
    app.on['/menu'] = ({ params }) => `<Say language="de-DE">Sie haben die ${params['Digits']} gedrückt</Say><Hangup/>`;
    const caller = await carrier.dial({ from: anna, to: line });
    await caller.press('1');
    expect(app.requests[1]?.path).toBe('/menu?turn=1');
    expect(app.requests[1]?.params).toMatchObject({ Digits: '1', CallStatus: 'in-progress' });
    expect(caller.heard).toBe('Sie haben die 1 gedrückt');
    expect(caller.state).toBe('ended');
    expect(statuses()).toEqual(['completed']);
  });

  it('falls through to the next verb on silence, and asks the action only with actionOnEmptyResult', async () => {
    app.on['/voice'] = `${menu}<Redirect>/silent</Redirect>`;
    app.on['/silent'] = '<Gather action="/empty" actionOnEmptyResult="true" timeout="3"/>';
    app.on['/empty'] = ({ params }) => `<Say>leer: "${params['Digits']}"</Say>`;
    const caller = await carrier.dial({ from: anna, to: line });
    await caller.silence();
    expect(app.requests.map(({ path }) => path)).toEqual(['/voice', '/silent']);
    await caller.silence();
    expect(caller.heard).toBe('leer: ""');
    expect(caller.status).toBe('completed');
  });

  it('loses the keys typed beyond what the question takes', async () => {
    app.on['/voice'] = '<Gather action="/next" numDigits="2"/>';
    app.on['/next'] = ({ params }) => `<Say>${params['Digits']}</Say><Gather numDigits="2" action="/more"/>`;
    app.on['/more'] = ({ params }) => `<Say>${params['Digits']}</Say>`;
    const caller = await carrier.dial({ from: anna, to: line });
    await caller.press('0503');
    expect(caller.heard).toBe('05');
    await caller.press('0');
    await caller.press('3');
    expect(caller.heard).toBe('03');
  });

  it('ends an open-ended entry with the finish key, or some silence after the last digit', async () => {
    app.on['/voice'] = '<Gather action="/number" timeout="6"/>';
    app.on['/number'] = ({ params }) => `<Gather action="/second" finishOnKey=""/><Say>${params['Digits']}</Say>`;
    app.on['/second'] = ({ params }) => `<Say>${params['Digits']}</Say>`;
    const caller = await carrier.dial({ from: anna, to: line });
    await caller.press('0231123#');
    expect(app.requests.at(-1)?.params).toMatchObject({ Digits: '0231123', FinishedOnKey: '#' });
    await caller.press('12#');
    expect(caller.state).toBe('talking');
    await caller.silence();
    expect(caller.heard).toBe('12#');
  });

  it('rests in a hold loop and counts the music, but never the pause a key cut short', async () => {
    app.on['/voice'] = '<Redirect>/hold</Redirect>';
    app.on['/hold'] =
      '<Gather action="/menu" numDigits="1" timeout="2"><Play>/music.mp3</Play><Pause length="4"/></Gather><Redirect>/hold</Redirect>';
    app.on['/menu'] = '<Hangup/>';
    const caller = await carrier.dial({ from: anna, to: line });
    expect(caller.simulatedSeconds).toBe(10);
    await caller.silence();
    expect(caller.simulatedSeconds).toBe(26);
    await caller.press('1');
    expect(caller.simulatedSeconds).toBe(27);
    expect(app.requests.at(-1)?.params).toMatchObject({ CallStatus: 'completed', CallDuration: '27' });
  });

  it('makes even a loop rest that never asks', async () => {
    app.on['/voice'] = '<Play>/music.mp3</Play><Redirect/>';
    const caller = await carrier.dial({ from: anna, to: line });
    expect(caller.state).toBe('talking');
    await caller.hangUp();
    expect(statuses()).toEqual(['completed']);
  });

  it('is not answered by Reject, and by nothing when the caller hangs up at once', async () => {
    app.on['/voice'] = '<Reject reason="busy"/>';
    const rejected = await carrier.dial({ from: anna, to: line });
    expect(rejected.status).toBe('busy');
    app.on['/voice'] = '<Say>zu spät</Say>';
    carrier.misbehave({ webhook: 'voice', what: 'status-first' });
    const hasty = await carrier.dial({ from: anna, to: line });
    expect(hasty.heard).toBe('');
    expect(app.requests.map(({ path, params }) => [path, params['CallStatus']])).toEqual([
      ['/voice', 'ringing'],
      ['/status', 'busy'],
      ['/status', 'no-answer'],
      ['/voice', 'ringing'],
    ]);
  });

  it('gives the fallback address the error, and an apology when that fails too', async () => {
    app.on['/voice'] = { status: 500, body: '' };
    app.on['/fallback'] = ({ params }) => `<Say>Fehler ${params['ErrorCode']}</Say><Redirect>/broken</Redirect>`;
    const caller = await carrier.dial({ from: anna, to: line });
    expect(app.requests[1]?.params).toMatchObject({ ErrorCode: '11200', ErrorUrl: `${app.url}/voice` });
    expect(caller.transcript.map((entry) => ('text' in entry ? entry.text : ''))[0]).toBe('Fehler 11200');
    app.on['/fallback'] = { status: 404, body: '' };
    const unlucky = await carrier.dial({ from: anna, to: line });
    expect(unlucky.heard).toContain('application error');
    expect(unlucky.status).toBe('completed');
  });

  it.each([
    ['an unknown verb', '<Sing/>', 12_200],
    ['a verb that must not be nested', '<Gather><Redirect>/x</Redirect></Gather>', 13_320],
    ['broken XML', '<Say>a & b</Say', 12_100],
    ['wrong case', '<say>hallo</say>', 12_200],
  ])('refuses %s', async (_what, twiml, code) => {
    app.on['/voice'] = `<Say>davor</Say>${twiml}`;
    app.on['/fallback'] = '<Hangup/>';
    const caller = await carrier.dial({ from: anna, to: line });
    expect(app.requests[1]?.params['ErrorCode']).toBe(String(code));
    expect(caller.heard).toBe('');
  });

  it('moves a live call by REST only as long as it lives', async () => {
    app.on['/voice'] = menu;
    app.on['/moved'] = '<Say language="de-DE">Sie sind dran</Say><Gather action="/menu"/>';
    const caller = await carrier.dial({ from: anna, to: line });
    const first = await rest(`Calls/${caller.callSid}.json`, { Url: `${app.url}/moved` });
    expect(first.status).toBe(200);
    await caller.hears('Sie sind dran');
    await caller.hangUp();
    const second = await rest(`Calls/${caller.callSid}.json`, { Url: `${app.url}/moved` });
    expect(second).toMatchObject({ status: 400, body: { code: 21_220, status: 400 } });
  });
});

async function rest(path: string, form: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${carrier.url}/2010-04-01/Accounts/${accountSid}/${path}`, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
    body: new URLSearchParams(form),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
