/**
 * The telephone network as a process. From the environment: `HOST`, `PORT`, `APP_URL`, `TWILIO_ACCOUNT_SID`,
 * `TWILIO_AUTH_TOKEN`, `LINE_NUMBERS`, and optionally `MEDICAL_NUMBER`, `SPECIALIST_NUMBER`, `AGENT_NUMBERS`,
 * `TWILIO_API_KEY`/`TWILIO_API_SECRET`, `CALLS_PER_SECOND`. Options win over the environment.
 */
import { Command, Option } from 'commander';
import { startCarrier } from './carrier.ts';
import type { CarrierOptions } from './contract.ts';
import { browserPages } from './pages.ts';

interface Options {
  host: string;
  port: string;
  app: string;
  account: string;
  token: string;
  lines: string;
  answering: string[];
  agents: string;
  key?: string;
  secret?: string;
  callsPerSecond?: string;
}

const { MEDICAL_NUMBER, SPECIALIST_NUMBER } = process.env;
const program = new Command('carrier')
  .description('A local telephone network: a small Twilio with a browser phone at /phone')
  .addOption(new Option('--host <host>', 'address to listen on').env('HOST').default('127.0.0.1'))
  .addOption(new Option('--port <port>', '0 is any free one').env('PORT').default('0'))
  .addOption(new Option('--app <origin>', 'where the app is reached (its PUBLIC_URL)').env('APP_URL').makeOptionMandatory())
  .addOption(new Option('--account <sid>', 'account SID').env('TWILIO_ACCOUNT_SID').makeOptionMandatory())
  .addOption(new Option('--token <token>', 'auth token; of a comma list the first').env('TWILIO_AUTH_TOKEN').makeOptionMandatory())
  .addOption(new Option('--key <sid>', 'API key').env('TWILIO_API_KEY'))
  .addOption(new Option('--secret <secret>', 'its secret').env('TWILIO_API_SECRET'))
  .addOption(new Option('--lines <numbers>', "the app's numbers, comma-separated").env('LINE_NUMBERS').makeOptionMandatory())
  .addOption(
    new Option('--answering <numbers...>', 'numbers that pick up at once').default([MEDICAL_NUMBER, SPECIALIST_NUMBER].filter(Boolean)),
  )
  .addOption(new Option('--agents <numbers>', 'telephones that ring until somebody picks them up').env('AGENT_NUMBERS').default(''))
  .addOption(new Option('--calls-per-second <n>', 'starts of outbound calls').env('CALLS_PER_SECOND'))
  .parse();

const options = program.opts<Options>();
const carrier = await startCarrier(carrierOptions(options, browserPages()));
for (const number of options.answering) carrier.phone(number).behaviour = { answer: true };
for (const number of listOf(options.agents)) carrier.phone(number);
process.stdout.write(`The telephone network is at ${carrier.url}, its browser phone at ${carrier.url}/phone\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void carrier.close().then(() => process.exit(0)));

function carrierOptions(given: Options, pages: string): CarrierOptions {
  const app = given.app.replace(/\/+$/, '');
  return {
    accountSid: given.account,
    authToken: listOf(given.token)[0] ?? '',
    ...(given.key && given.secret ? { apiKeys: { [given.key]: given.secret } } : {}),
    ...(given.callsPerSecond ? { callsPerSecond: Number(given.callsPerSecond) } : {}),
    host: given.host,
    port: Number(given.port),
    clock: 'real',
    pages,
    line: {
      numbers: listOf(given.lines),
      voiceUrl: `${app}/voice/incoming`,
      statusCallbackUrl: `${app}/voice/status`,
      fallbackUrl: `${app}/voice/fallback`,
    },
  };
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
