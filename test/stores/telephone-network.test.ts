import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Carrier, startCarrier } from '../../scripts/carrier/carrier.ts';
import { createTelephone } from '../../src/callbacks/twilio-telephone.ts';
import type { Telephone } from '../../src/calls/ports/telephone.ts';

const ACCOUNT = `AC${'7'.repeat(32)}`;
const TOKEN = 'the-token-of-the-tests';
const OURS = '+4980011611702';

/** The app, as far as this adapter needs one: it lets every caller wait for a key. */
let app: Server;
let carrier: Carrier;
let telephone: Telephone;

beforeAll(async () => {
  app = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.end('<Response><Gather action="/voice/input" timeout="5"><Say language="de-DE">Guten Tag</Say></Gather></Response>');
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const publicUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  carrier = await startCarrier({
    accountSid: ACCOUNT,
    authToken: TOKEN,
    clock: 'manual',
    line: { numbers: [OURS], voiceUrl: `${publicUrl}/voice/incoming` },
  });
  telephone = createTelephone({
    accountSid: ACCOUNT,
    user: ACCOUNT,
    secret: TOKEN,
    apiUrl: carrier.url,
    timeoutMs: 1_000,
    publicUrl,
    callerId: OURS,
  });
});
afterAll(async () => {
  await carrier.close();
  app.closeAllConnections();
  app.close();
});

const orderFor = (to: string) => ({
  to,
  path: '/voice/callback?request=7',
  statusPath: '/voice/status?request=7',
  ringSeconds: 60,
  limitSeconds: 3_600,
});

describe('over the telephone network', () => {
  it('a text message arrives as it was written', async () => {
    expect(await telephone.text({ to: '+4915112345678', body: 'Es dauert leider länger.' })).toEqual({
      sent: expect.stringMatching(/^SM/),
    });
    expect(carrier.messages.at(-1)).toMatchObject({ to: '+4915112345678', from: OURS, body: 'Es dauert leider länger.' });
  });

  it('an ordered call rings, shows our number, and its end is told to the status path', async () => {
    const phone = carrier.phone('+492311234501');
    const placed = await telephone.call(orderFor('+492311234501'));
    const ringing = await phone.rings();
    expect(placed).toEqual({ placed: ringing.callSid });
    expect(ringing.from).toBe(OURS);
    await ringing.answer();
    await ringing.hears('Guten Tag');
    await ringing.hangUp();
    const paths = carrier.requests.filter(({ callSid }) => callSid === ringing.callSid).map(({ path }) => path);
    expect(paths).toEqual(['/voice/callback?request=7', '/voice/status?request=7']);
    expect(await telephone.redirect(ringing.callSid, '/voice/promoted')).toBe('over');
  });

  it('a waiting call is moved to another document', async () => {
    const caller = await carrier.dial({ from: '+492311234502', to: OURS });
    expect(await telephone.redirect(caller.callSid, '/voice/promoted')).toBe('moved');
    await caller.rests();
    expect(carrier.requests.filter(({ callSid }) => callSid === caller.callSid).at(-1)?.path).toBe('/voice/promoted');
    await caller.hangUp();
  });

  it('an order whose answer never came is found again by its number', async () => {
    const sinceMs = Date.now();
    carrier.phone('+492311234503');
    carrier.misbehave({ rest: 'create', what: 'never-answer' });
    await expect(telephone.call(orderFor('+492311234503'))).rejects.toMatchObject({ code: 'TWILIO_DOWN' });
    const found = await telephone.recentCallTo('+492311234503', sinceMs);
    expect(carrier.call(found ?? '')?.number).toBe('+492311234503');
    expect(await telephone.recentCallTo('+492311234504', sinceMs)).toBeUndefined();
  });

  it('being told to slow down is no failure', async () => {
    carrier.misbehave({ rest: 'create', what: '429' });
    expect(await telephone.call(orderFor('+492311234505'))).toEqual({ slowDown: true });
  });
});
