import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Command, Redis } from 'ioredis';
import { type Line, startLine } from '../support/line.ts';

/** How often one webhook waits for Redis: thousands hold at once and come round every few seconds. */
let line: Line;
let trips: RoundTrips;

/** Counts what is asked about one call. What is sent while another answer is under way costs no time of its own. */
class RoundTrips {
  count = 0;
  commands: string[] = [];
  about = '';
  #underWay = 0;

  constructor(redis: Pick<Redis, 'sendCommand'>) {
    const send = redis.sendCommand.bind(redis);
    redis.sendCommand = (command: Command, ...rest) => {
      const sent = send(command, ...rest);
      if (this.about !== '' && command.args.some((arg) => String(arg).includes(this.about))) this.#note(command);
      return sent;
    };
  }

  of(callSid: string): void {
    this.about = callSid;
    this.count = 0;
    this.commands = [];
  }

  #note(command: Command): void {
    if (this.#underWay === 0) this.count += 1;
    this.#underWay += 1;
    this.commands.push(command.name);
    const answered = () => {
      this.#underWay -= 1;
    };
    command.promise.then(answered, answered);
  }
}

beforeAll(async () => {
  line = await startLine();
  trips = new RoundTrips(line.hotline.house.redis as Redis);
});
beforeEach(() => trips.of(''));
afterAll(() => line.close());

describe('one webhook waits for Redis', () => {
  it('twice at a key in the menu: the session is loaded, and saved', async () => {
    await line.tune({ admitPerSecond: 100, burst: 100 });
    await line.advance(1);
    const caller = await line.call('+492331208001');
    trips.of(caller.callSid);
    await caller.press('1');
    expect({ trips: trips.count, commands: trips.commands }).toEqual({ trips: 2, commands: ['hmget', 'evalsha'] });
    await caller.hangUp();
  });

  it('twice in every round of the waiting loop, and in the round that leads out of it', async () => {
    await line.tune({ admitPerSecond: 0.1, burst: 1, maxWaitSeconds: 7_200 });
    const [first, caller] = [await line.call('+492331208002'), await line.call('+492331208003')];
    expect(caller.heard).toContain('viele Menschen an');
    // The server learns the script
    await caller.silence();
    for (let round = 0; round < 3; round += 1) {
      trips.of(caller.callSid);
      await caller.silence();
      expect({ trips: trips.count, commands: [...trips.commands].sort() }).toEqual({ trips: 2, commands: ['evalsha', 'evalsha', 'hmget'] });
    }
    await line.advance(60);
    trips.of(caller.callSid);
    await caller.silence();
    expect(caller.heard).toContain('Sie sind jetzt an der Reihe');
    expect(trips.count).toBe(2);
    for (const one of [first, caller]) await one.hangUp();
  });

  it('twice in every round of the line for a human, and three times to get into it', async () => {
    await line.tune({ admitPerSecond: 100, burst: 100, wrapUpSeconds: 0 });
    await line.advance(1);
    const telephone = line.carrier.phone('+493012348001');
    await line.agent('anna', '+493012348001');
    const first = await line.call('+492331208004');
    await first.press('0');
    const rung = await telephone.rings();
    await rung.answer();
    await rung.press('1');
    const caller = await line.call('+492331208005');
    trips.of(caller.callSid);
    await caller.press('0');
    expect(caller.heard).toContain('Im Moment sprechen alle');
    expect({ trips: trips.count, commands: trips.commands }).toEqual({ trips: 3, commands: ['hmget', 'evalsha', 'evalsha', 'evalsha'] });
    // The server learns the script
    await caller.silence();
    for (let round = 0; round < 3; round += 1) {
      trips.of(caller.callSid);
      await caller.silence();
      expect({ trips: trips.count, commands: [...trips.commands].sort() }).toEqual({
        trips: 2,
        commands: ['evalsha', 'evalsha', 'evalsha', 'hmget'],
      });
    }
    trips.of('');
    for (const one of [caller, first]) await one.hangUp();
  });
});
