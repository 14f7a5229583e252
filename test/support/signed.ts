import twilio from 'twilio';
import { type Line, VACCINATION } from './line.ts';

/** Webhooks written and signed by hand, for deliveries that a telephone network would not make. */
export interface Hand {
  /** Signs and posts; `over` replaces what an attacker would. */
  post(path: string, fields: Fields, over?: Over): Promise<Answer>;
  /** The fields of a call that rings at the vaccination line. */
  fields(callSid: string, from: string, more?: Fields): Fields;
}

type Fields = Record<string, string | string[]>;

interface Over {
  token?: string;
  signature?: string | undefined;
  /** Where it is sent although another path was signed. */
  sentTo?: string;
  headers?: Record<string, string>;
  body?: string;
  method?: string;
}

export interface Answer {
  status: number;
  type: string;
  body: string;
  ms: number;
}

let calls = 0;

/** A CallSid no other call of this file has. */
export function newCallSid(): string {
  calls += 1;
  return `CA${calls.toString(16).padStart(32, '0')}`;
}

export function byHand(line: Pick<Line, 'app' | 'config'>): Hand {
  const { accountSid, authTokens } = line.config.twilio;
  return {
    fields: (callSid, from, more = {}) => ({
      CallSid: callSid,
      AccountSid: accountSid,
      From: from,
      To: VACCINATION,
      CallStatus: 'ringing',
      Direction: 'inbound',
      ApiVersion: '2010-04-01',
      ...more,
    }),
    async post(path, fields, over = {}) {
      const token = over.token ?? (authTokens[0] as string);
      const signature = 'signature' in over ? over.signature : twilio.getExpectedTwilioSignature(token, line.app + path, fields);
      const started = performance.now();
      const method = over.method ?? 'POST';
      const reply = await fetch(line.app + (over.sentTo ?? path), {
        method,
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          ...(signature === undefined ? {} : { 'X-Twilio-Signature': signature }),
          ...over.headers,
        },
        ...(method === 'GET' ? {} : { body: over.body ?? encoded(fields) }),
      });
      const body = await reply.text();
      return { status: reply.status, type: reply.headers.get('content-type') ?? '', body, ms: performance.now() - started };
    },
  };
}

function encoded(fields: Fields): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as [string, string]));
  return new URLSearchParams(pairs).toString();
}
