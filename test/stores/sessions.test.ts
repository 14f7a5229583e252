import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { createSessions } from '../../src/ivr/redis-sessions.ts';
import { Cipher } from '../../src/platform/ids.ts';
import { makeSession } from '../support/make-session.ts';
import { closeServices, testRedis } from '../support/services.ts';

let redis: Redis;
const cipher = new Cipher(randomBytes(32).toString('base64'));
const call = (digit: string) => `CA${digit.repeat(32)}`;

beforeAll(async () => {
  redis = await testRedis();
});
afterAll(closeServices);

describe('stored calls', () => {
  it('come back as they were, byte for byte', async () => {
    const sessions = createSessions({ redis, cipher });
    const session = makeSession({ callSid: call('1'), facts: { plz: '58095', persons: [{ birthDate: '1938-03-05' }] } });
    expect(await sessions.save(session, '<Response>ä&</Response>', -1)).toBe('saved');
    expect(await sessions.load(call('1'))).toEqual({ session, document: '<Response>ä&</Response>' });
    expect(await sessions.load(call('2'))).toBeUndefined();
  });

  it('hold nothing personal in clear', async () => {
    const sessions = createSessions({ redis, cipher });
    await sessions.save(makeSession({ callSid: call('3'), facts: { plz: '58095', callbackNumber: '+492331207000' } }), '<Response/>', -1);
    const stored = JSON.stringify(await redis.hgetall(`call:{${call('3')}}`));
    expect(stored).not.toMatch(/58095|2331207000/);
  });

  it('keep what an agent did for the caller beside the session: no webhook under way loses it, no turn moves by it', async () => {
    const sessions = createSessions({ redis, cipher });
    const session = makeSession({ callSid: call('6') });
    await sessions.save(session, 'turn 0', -1);
    const work = { outcome: 'booked' as const, facts: { codes: ['47038156'], plz: '58095' } };
    await sessions.noteDesk(call('6'), work);
    const next = { ...session, turn: 1 };
    expect(await sessions.save(next, 'turn 1', 0)).toBe('saved');
    expect(await sessions.load(call('6'))).toEqual({ session: next, document: 'turn 1', desk: work });
    expect(JSON.stringify(await redis.hgetall(`call:{${call('6')}}`))).not.toMatch(/47038156|58095/);
  });

  it('of 50 deliveries over the same turn, one takes the step and all get its answer', async () => {
    const sessions = createSessions({ redis, cipher });
    await sessions.save(makeSession({ callSid: call('4') }), 'turn 0', -1);
    const saved = await Promise.all(
      Array.from({ length: 50 }, (_, i) => sessions.save(makeSession({ callSid: call('4'), turn: 1, at: 'birthDay' }), `answer ${i}`, 0)),
    );
    expect(saved.filter((result) => result === 'saved')).toHaveLength(1);
    const kept = (await sessions.load(call('4')))?.document;
    for (const result of saved) if (result !== 'saved') expect(result.document).toBe(kept);
  });

  it('an older turn changes nothing', async () => {
    const sessions = createSessions({ redis, cipher });
    await sessions.save(makeSession({ callSid: call('5'), turn: 3 }), 'turn 3', -1);
    expect(await sessions.save(makeSession({ callSid: call('5'), turn: 2 }), 'late', 1)).toMatchObject({ document: 'turn 3' });
  });
});
