import { randomBytes } from 'node:crypto';
import { type AddressInfo, createServer } from 'node:net';
import express from 'express';
import twilio from 'twilio';
import { german } from '../../flows/lines.de.ts';
import { readConfig } from '../../src/config.ts';
import { startHotline } from '../../src/hotline.ts';

/** The two servers of the webhook bench, each in a process of its own: `ours` and the `sample` a Twilio tutorial ends with. */

const [which, accountSid = '', authToken = ''] = process.argv.slice(2);

async function ours(): Promise<number> {
  const port = await freePort();
  const key = () => randomBytes(32).toString('base64');
  const read = readConfig({
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: process.env.DATABASE_URL,
    REDIS_URL: process.env.REDIS_URL,
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    CALLER_ID: '+4980011611702',
    VACCINATION_NUMBERS: '+4980011611702',
    FRONT_MENU_NUMBERS: '+49116117',
    MEDICAL_NUMBER: '+49116117',
    SPECIALIST_NUMBER: '+49116117',
    DATA_KEY: key(),
    LOOKUP_KEY: key(),
    SESSION_SECRET: key(),
    ADMIN_PASSWORD: randomBytes(12).toString('hex'),
    LOG_LEVEL: 'error',
    ROLES: 'web',
  });
  if (!read.ok) throw new Error(read.faults.join('; '));
  await startHotline(read.config, { version: 'bench' });
  return port;
}

/** Express, `express.urlencoded`, `twilio.webhook()`, `VoiceResponse`: the same question, no storage at all. */
async function sample(): Promise<number> {
  const app = express();
  app.use(express.urlencoded({ extended: false }));
  app.post('/voice/input', twilio.webhook({ validate: true, protocol: 'http' }, authToken), (_request, response) => {
    const reply = new twilio.twiml.VoiceResponse();
    const gather = reply.gather({ input: ['dtmf'], numDigits: 1, timeout: 6, action: '/voice/input', method: 'POST' });
    gather.say({ voice: 'Polly.Vicki-Neural', language: 'de-DE' }, String(german.frontMenu[0]));
    reply.redirect({ method: 'POST' }, '/voice/silence');
    response.type('text/xml').send(reply.toString());
  });
  return new Promise((resolve) => {
    const server = app.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

process.on('disconnect', () => process.exit(0));
process.send?.({ port: await (which === 'ours' ? ours() : sample()) });
