import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Carrier, startCarrier } from '../../scripts/carrier/carrier.ts';
import { createTelephone } from '../../src/callbacks/twilio-telephone.ts';
import type { Telephone } from '../../src/calls/ports/telephone.ts';
import { accountSid, authToken, type TinyApp, tinyApp } from './carrier-app.ts';

/** Telephones in browsers, which have a name and no number, and calls behind other calls. */

const line = '+4980011611702';
const caller = '+4923112345';
let app: TinyApp;
let carrier: Carrier;
let telephone: Telephone;

beforeEach(async () => {
  app = await tinyApp();
  carrier = await startCarrier({ accountSid, authToken, clock: 'manual', line: { numbers: [line], voiceUrl: `${app.url}/voice` } });
  telephone = createTelephone({ accountSid, user: accountSid, secret: authToken, apiUrl: carrier.url, publicUrl: app.url, callerId: line });
  app.on['/voice'] = '<Dial action="/after"><Client>anna</Client></Dial>';
  app.on['/agent'] = '<Gather action="/accept" numDigits="1"><Say>Annehmen: die eins</Say></Gather>';
  app.on['/after'] = ({ params }) => `<Say>${params['DialCallStatus']} ${params['DialBridged']}</Say><Gather action="/menu"/>`;
});
afterEach(async () => {
  await carrier.close();
  await app.close();
});

const order = (to: string) => telephone.call({ to, path: '/agent', statusPath: '/agent-status', ringSeconds: 20, limitSeconds: 60 });

describe('a telephone in a browser', () => {
  it.each(['client:anna', 'sip:anna@example.org'])(
    '%s rings by REST, shows our number, and its webhooks tell its name',
    async (address) => {
      const phone = carrier.phone(address);
      expect(await order(address)).toMatchObject({ placed: expect.stringMatching(/^CA/) });
      const rung = await phone.rings();
      expect(rung.from).toBe(line);
      await rung.answer();
      expect(rung.heard).toContain('Annehmen');
      expect(app.requests.find(({ path }) => path === '/agent')?.params).toMatchObject({
        To: address,
        From: line,
        Direction: 'outbound-api',
      });
      await rung.hangUp();
    },
  );

  it('is busy for everybody else while somebody talks on it', async () => {
    const phone = carrier.phone('client:anna');
    await order('client:anna');
    await (await phone.rings()).answer();
    const second = await carrier.dial({ from: caller, to: line });
    expect(second.heard).toBe('busy false');
    await order('client:anna');
    expect(phone.incoming).toHaveLength(0);
    await second.hangUp();
  });

  it('whose page is closed is not there', async () => {
    const called = await carrier.dial({ from: caller, to: line });
    expect(called.heard).toBe('no-answer false');
    await called.hangUp();
  });
});

describe('the called end of a connection', () => {
  it('moved by REST goes on elsewhere, and the other end with its action', async () => {
    app.on['/elsewhere'] = '<Say>Sie sind im Menue</Say><Gather action="/menu"/>';
    const phone = carrier.phone('client:anna');
    const called = await carrier.dial({ from: caller, to: line });
    const rung = await phone.rings();
    await rung.answer();
    expect([called.state, rung.state]).toEqual(['connected', 'connected']);
    expect(await telephone.redirect(rung.callSid, '/elsewhere')).toBe('moved');
    await rung.hears('im Menue');
    await called.hears('completed true');
    expect([called.state, rung.state]).toEqual(['talking', 'talking']);
    await called.hangUp();
    expect(rung.state).toBe('talking');
    await rung.hangUp();
  });

  it('is found among our recent calls, as one that we started', async () => {
    app.on['/voice'] = `<Dial action="/after" callerId="${line}"><Number>+492319999999</Number></Dial>`;
    const phone = carrier.phone('+492319999999');
    const called = await carrier.dial({ from: caller, to: line });
    const rung = await phone.rings();
    expect(await telephone.recentCallTo('+492319999999', Date.now() - 60_000)).toBe(rung.callSid);
    expect(await telephone.recentCallTo(caller, Date.now() - 60_000)).toBeUndefined();
    await called.hangUp();
  });
});
