import { type ChildProcess, fork } from 'node:child_process';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import twilio from 'twilio';
import type { Bench } from './bench.ts';
import { type Contender, race } from './rounds.ts';

const IN_FLIGHT = 32;
const ACCOUNT_SID = `AC${'b'.repeat(32)}`;
const AUTH_TOKEN = 'a-token-for-the-bench';

/** One webhook: signature, session from Redis, step, session to Redis, TwiML; against a sample that stores nothing. */
export const webhooks: Bench = async (ground) => {
  const servers = await Promise.all([start('sample', ground), start('ours', ground)]);
  try {
    const [sample, ours] = servers.map(({ port }) => caller(port));
    const contenders: Contender[] = [
      { name: 'Twilio sample: Express, urlencoded, twilio.webhook(), VoiceResponse', once: lane(sample as Post) },
      { name: 'this hotline: the same, with session and step on Redis', once: lane(ours as Post) },
    ];
    const results = await race(contenders, { inFlight: IN_FLIGHT, rounds: Math.ceil(7 * ground.scale), secondsPerTurn: 2 });
    return [{ title: `Webhooks, ${IN_FLIGHT} in flight, one server process`, against: 'the sample', results }];
  } finally {
    for (const { child } of servers) child.disconnect();
  }
};

type Post = (path: string, fields: Record<string, string>) => Promise<string>;

async function start(which: string, { databaseUrl, redisUrl }: Parameters<Bench>[0]): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(fileURLToPath(new URL('./webhook-servers.ts', import.meta.url)), [which, ACCOUNT_SID, AUTH_TOKEN], {
    env: { ...process.env, DATABASE_URL: databaseUrl, REDIS_URL: redisUrl },
    execArgv: ['--import', 'tsx'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (told) => resolve((told as { port: number }).port));
    child.once('exit', (code) => reject(new Error(`the server ${which} ended with ${code}`)));
  });
  return { child, port };
}

/** Each call repeats its question with `*`, turn by turn; a new call begins where one is in use. */
function lane(post: Post): () => Promise<void> {
  const free: { callSid: string; turn: number }[] = [];
  let calls = 0;
  return async () => {
    let call = free.pop();
    if (!call) {
      calls += 1;
      call = { callSid: `CA${calls.toString(16).padStart(32, '0')}`, turn: 0 };
      await post('/voice/incoming', fieldsOf(call.callSid)).catch(() => undefined);
    }
    const answered = await post(`/voice/input?turn=${call.turn}`, { ...fieldsOf(call.callSid), Digits: '*' });
    if (!answered.includes('<Gather')) throw new Error(`not a question: ${answered.slice(0, 200)}`);
    free.push({ ...call, turn: call.turn + 1 });
  };
}

function fieldsOf(callSid: string): Record<string, string> {
  return {
    CallSid: callSid,
    AccountSid: ACCOUNT_SID,
    From: '+492331207001',
    To: '+49116117',
    Caller: '+492331207001',
    Called: '+49116117',
    CallStatus: 'in-progress',
    Direction: 'inbound',
    ApiVersion: '2010-04-01',
    FromCountry: 'DE',
    FromCity: 'Hagen',
    ToCountry: 'DE',
  };
}

function caller(port: number): Post {
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  return (path, fields) =>
    new Promise((resolve, reject) => {
      const body = new URLSearchParams(fields).toString();
      const headers = {
        'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': Buffer.byteLength(body),
        'X-Twilio-Signature': twilio.getExpectedTwilioSignature(AUTH_TOKEN, `http://127.0.0.1:${port}${path}`, fields),
      };
      const sent = request({ agent, host: '127.0.0.1', port, path, method: 'POST', headers }, (reply) => {
        let text = '';
        reply.setEncoding('utf8');
        reply.on('data', (chunk: string) => {
          text += chunk;
        });
        reply.on('end', () => resolve(text));
      });
      sent.on('error', reject);
      sent.end(body);
    });
}
