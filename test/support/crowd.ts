import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { XMLValidator } from 'fast-xml-parser';
import twilio from 'twilio';
import { measureDeafness } from './door-figures.ts';
import type { Line } from './line.ts';
import { byHand, newCallSid } from './signed.ts';

/** Many callers at a steady rate who want to be called back, and what each was answered. */
export interface Crowd {
  /** Webhooks that were not answered with 200 and TwiML. */
  faults: string[];
  /** The slowest answer as it reached a caller, and how long the callers themselves were held up at worst. */
  slowestMs: number;
  deafMs: number;
  answers: number;
  /** Numbers that were promised a callback. */
  promised: string[];
  /** What the callers heard last before the line ended, by its first words. */
  endings: Map<string, number>;
}

/** Where they ring. */
type Door = Pick<Line, 'app' | 'config'>;

const PROMISE = /Sie stehen auf der Liste|Wunsch ist aufgeschrieben|Sie stehen schon auf der Liste/;
const MOST_WEBHOOKS = 15;

let numbers = 0;

/** Rings so often a second until told otherwise; the answer stops it and waits until the last caller has hung up. */
export function crowdOf(line: Door, perSecond: number): { crowd: Crowd; stop(): Promise<Crowd> } {
  const crowd: Crowd = { faults: [], slowestMs: 0, deafMs: 0, answers: 0, promised: [], endings: new Map() };
  const calls = new Set<Promise<void>>();
  const deafness = measureDeafness();
  const started = performance.now();
  let rung = 0;
  // As many as are due, so that a machine that was held up loses none
  const timer = setInterval(() => {
    for (const due = ((performance.now() - started) / 1_000) * perSecond; rung < due; rung += 1) {
      const call = oneCall(line, crowd);
      calls.add(call);
      void call.finally(() => calls.delete(call));
    }
  }, 20);
  return {
    crowd,
    async stop() {
      clearInterval(timer);
      await Promise.all(calls);
      crowd.deafMs = deafness();
      return crowd;
    },
  };
}

/** Every tenth caller withholds the number and types one. */
async function oneCall(line: Door, crowd: Crowd): Promise<void> {
  numbers += 1;
  const number = `+4923313${String(numbers).padStart(5, '0')}`;
  const withheld = numbers % 10 === 0;
  const post = poster(line);
  const fields = byHand(line).fields(newCallSid(), withheld ? 'anonymous' : number, { CallStatus: 'in-progress' });
  let next: Next | undefined = { path: '/voice/incoming', fields: {}, afterMs: 0 };
  for (let webhooks = 0; next && webhooks < MOST_WEBHOOKS; webhooks += 1) {
    await wait(next.afterMs);
    const { path } = next;
    const answer = await post(path, { ...fields, ...next.fields });
    crowd.answers += 1;
    if (typeof answer === 'string') return void crowd.faults.push(`${path}: ${answer}`);
    crowd.slowestMs = Math.max(crowd.slowestMs, answer.ms);
    if (answer.status !== 200 || XMLValidator.validate(answer.body) !== true)
      crowd.faults.push(`${path}: ${answer.status}, ${Math.round(answer.ms)} ms, ${answer.body.slice(0, 200)}`);
    if (/alle Termine vergeben/.test(answer.body)) crowd.faults.push(`sold out: ${answer.body}`);
    if (PROMISE.test(answer.body) && !crowd.promised.includes(number)) crowd.promised.push(number);
    next = nextOf(answer.body, number);
    if (!next) note(crowd, answer.body);
  }
  const final = { ...fields, CallStatus: 'completed' };
  await post('/voice/status', final);
}

interface Told {
  status: number;
  body: string;
  ms: number;
}

/** Half the machine belongs to the callers: posted with as little ado as possible, over connections that stay open. */
const agent = new Agent({ keepAlive: true, maxSockets: 500 });

/** The answer, or what went wrong on the way. */
function poster(line: Door): (path: string, fields: Record<string, string | string[]>) => Promise<Told | string> {
  const token = line.config.twilio.authTokens[0] as string;
  return (path, fields) =>
    new Promise((resolve) => {
      const started = performance.now();
      const headers = {
        'Content-Type': 'application/x-www-form-urlencoded',
        'X-Twilio-Signature': twilio.getExpectedTwilioSignature(token, line.app + path, fields),
      };
      const sent = request(line.app + path, { method: 'POST', agent, headers }, (reply) => {
        let body = '';
        reply.setEncoding('utf8');
        reply.on('data', (chunk: string) => {
          body += chunk;
        });
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, body, ms: performance.now() - started }));
      });
      sent.on('error', (thrown) => resolve(String(thrown)));
      sent.end(new URLSearchParams(fields as Record<string, string>).toString());
    });
}

interface Next {
  path: string;
  fields: Record<string, string>;
  afterMs: number;
}

/** What such a caller does: asks to be called back wherever that is offered, in the menu by asking for a human. */
function nextOf(document: string, number: string): Next | undefined {
  const unescaped = document.replaceAll('&#38;', '&');
  const action = /<Gather[^>]* action="([^"]+)"/.exec(unescaped)?.[1];
  if (action) return { path: action, fields: { Digits: keyFor(unescaped, number) }, afterMs: 20 };
  const redirect = /<Redirect[^>]*>([^<]+)</.exec(unescaped)?.[1];
  const pauseSeconds = Number(/<Pause length="(\d+)"/.exec(unescaped)?.[1] ?? 0);
  return redirect ? { path: redirect, fields: {}, afterMs: pauseSeconds * 1_000 } : undefined;
}

function keyFor(document: string, number: string): string {
  if (/Nummer mit Vorwahl/.test(document)) return number.replace('+49', '0');
  return /mit den Tasten (einen Termin buchen|geben)/i.test(document) ? '0' : '1';
}

function note({ endings }: Crowd, document: string): void {
  const words = document
    .replace(/<break[^>]*>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .trim()
    .slice(0, 60);
  endings.set(words, (endings.get(words) ?? 0) + 1);
}
