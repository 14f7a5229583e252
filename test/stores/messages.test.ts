import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { createMessages } from '../../src/booking/pg-messages.ts';
import type { Messages } from '../../src/calls/ports/messages.ts';
import type { Telephone } from '../../src/calls/ports/telephone.ts';
import { sendMessages } from '../../src/calls/send-messages.ts';
import { DependencyDown } from '../../src/platform/errors.ts';
import { Cipher } from '../../src/platform/ids.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { closeServices, testDatabase } from '../support/services.ts';

const MINUTE = 60_000;
const START = Date.UTC(2021, 0, 25, 8);
const cipher = new Cipher(Buffer.alloc(32, 7).toString('base64'));
const logger = createLogger('fatal');
type Answer = Awaited<ReturnType<Telephone['text']>> | 'down';

let pool: Pool;
let messages: Messages;
let nowMs = START;
const sent: string[] = [];

beforeAll(async () => {
  ({ pool } = await testDatabase());
  messages = createMessages({ pool, cipher });
});
beforeEach(async () => {
  nowMs = START;
  sent.length = 0;
  await pool.query('truncate messages');
});
afterAll(closeServices);

const owe = (occasion: string) =>
  messages.owe({ kind: 'confirmation', occasion, to: '+4915112345678', body: `text of ${occasion}`, nowMs });

/** A round of the worker, with a network that answers so. */
function round(answer: Answer | 'sent' = 'sent'): Promise<number> {
  const text: Telephone['text'] = async ({ body }) => {
    sent.push(body);
    if (answer === 'down') throw new DependencyDown('twilio', new Error('no answer'));
    return answer === 'sent' ? { sent: `SM${sent.length}` } : answer;
  };
  const clock = { nowMs: () => nowMs, offsetMs: () => 0 };
  return sendMessages({ messages, clock, logger, telephone: { text } as unknown as Telephone });
}

describe('a text message that is owed', () => {
  it('is told once per occasion, whoever writes it down twice', async () => {
    expect([await owe('a'), await owe('a')]).toEqual(['owed', 'already']);
    nowMs += 1;
    expect(await owe('b')).toBe('owed');
    expect(await round()).toBe(2);
    expect(sent).toEqual(['text of a', 'text of b']);
  });

  it('keeps number and text sealed in the table', async () => {
    await owe('a');
    const { rows } = await pool.query('select * from messages');
    expect(JSON.stringify(rows)).not.toMatch(/text of a|15112345678/);
  });

  it('is given to one of two workers that look at the same moment', async () => {
    for (let n = 0; n < 10; n += 1) await owe(`occasion ${n}`);
    const taken = await Promise.all([messages.claim(nowMs, MINUTE, 10), messages.claim(nowMs, MINUTE, 10)]);
    expect(taken.flat()).toHaveLength(10);
    expect(new Set(taken.flat().map(({ id }) => id)).size).toBe(10);
  });

  it('is tried again after 1, 5, 15, 60 and 240 minutes when the network does not answer, and then given up', async () => {
    await owe('a');
    for (const waitMinutes of [1, 5, 15, 60, 240]) {
      await round('down');
      nowMs += waitMinutes * MINUTE - 1;
      await round('down');
      nowMs += 1;
    }
    expect(sent).toHaveLength(5);
    await round('down');
    nowMs += 1_000 * MINUTE;
    await round('down');
    expect(sent).toHaveLength(6);
    expect(await messages.counts()).toEqual({ owed: 0, handedOver: 0, delivered: 0, undeliverable: 1 });
  });

  it('is not tried again where the network refuses it for good', async () => {
    await owe('a');
    await round({ refused: '21614' });
    nowMs += 1_000 * MINUTE;
    await round();
    expect(sent).toHaveLength(1);
    expect((await pool.query('select state, fault from messages')).rows).toEqual([{ state: 'undeliverable', fault: '21614' }]);
  });

  it('is taken up by another worker when the first one died with it', async () => {
    await owe('a');
    await messages.claim(nowMs, MINUTE, 10);
    expect(await round()).toBe(0);
    nowMs += MINUTE;
    expect(await round()).toBe(1);
  });
});

describe('tidings of a message', () => {
  it('come in any order and repeatedly: the first final one counts', async () => {
    await owe('a');
    await round();
    await messages.noteDelivery('SM1', { undeliverable: '30003' }, nowMs);
    await messages.noteDelivery('SM1', { delivered: true }, nowMs);
    await messages.noteDelivery('SM of nobody', { delivered: true }, nowMs);
    expect(await messages.counts()).toEqual({ owed: 0, handedOver: 0, delivered: 0, undeliverable: 1 });
  });
});
