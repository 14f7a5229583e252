import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createThresholdLog } from '../../src/admission/pg-threshold-log.ts';
import { createAdviceBoard } from '../../src/admission/redis-advice.ts';
import { AUTO_TUNE, AUTO_TUNE_EVERY_MS, type AutoTuneParts, autoTuneRound } from '../../src/calls/auto-tune.ts';
import { createRounds } from '../../src/calls/rounds.ts';
import { tuneAdmission } from '../../src/calls/tune-admission.ts';
import { DependencyDown } from '../../src/platform/errors.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { type ApiHouse, openApiHouse, signInAs } from '../support/api-house.ts';
import { closeServices, testRedisUrl } from '../support/services.ts';

/** The forecast over the API, the round that tunes by itself, and the commands as ops type them. */
const HOME = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'hotline-tuning-'));
let house: ApiHouse;

beforeAll(async () => {
  house = await openApiHouse();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  house.close();
  await closeServices();
});

describe('POST /ops/api/whatif', () => {
  it('shows the next hours now and with a change, and changes nothing', async () => {
    const olga = await signInAs(house.app, 'ops', 'olga');
    const before = (await olga.get('/thresholds')).body;
    const question = {
      values: { dialPerSecond: 20, admitPerSecond: 40 },
      hours: 4,
      arrivals: [
        { fromMinute: 0, peoplePerSecond: 50 },
        { fromMinute: 30, peoplePerSecond: 1 },
      ],
    };
    const { body } = await olga.post('/whatif', question).expect(200);
    expect(body).toMatchObject({ thresholdsVersion: before.version, values: { dialPerSecond: 20 }, basis: { hours: 4 } });
    expect(body.now.intervals).toHaveLength(16);
    expect(body.proposed.total.longestBacklog).toBeLessThan(body.now.total.longestBacklog);
    expect(body.now.total.people).toBeCloseTo(50 * 1_800 + 3.5 * 3_600, 0);
    const described = (await olga.agent.get('/openapi.json')).body.paths['/ops/api/whatif'].post.responses['200'];
    const promised = described.content['application/json'].schema.properties.now.properties;
    expect(Object.keys(body.now).sort()).toEqual(Object.keys(promised).sort());
    expect(Object.keys(body.now.intervals[0]).sort()).toEqual(Object.keys(promised.intervals.items.properties).sort());
    expect(Object.keys(body.now.total).sort()).toEqual(Object.keys(promised.total.properties).sort());
    expect((await olga.get('/thresholds')).body).toEqual(before);
  });

  it('names every fault, and is for ops only', async () => {
    const olga = await signInAs(house.app, 'ops', 'olga');
    const { body } = await olga.post('/whatif', { values: { burst: 0, brust: 5 } }).expect(422);
    expect(body.faults.map(({ field }: { field: string }) => field)).toEqual(['burst', 'brust']);
    await olga.post('/whatif', { values: {}, hours: 4_000 }).expect(422);
    await olga
      .post('/whatif', {
        values: {},
        arrivals: [
          { fromMinute: 5, peoplePerSecond: 1 },
          { fromMinute: 1, peoplePerSecond: 1 },
        ],
      })
      .expect(422);
    const anna = await signInAs(house.app, 'desk', 'agent1');
    await anna.agent.post('/ops/api/whatif').send({ values: {} }).expect(401);
  });
});

describe('the round that tunes the rate', () => {
  /** A line with so many agents, whose time and bookings the test has in hand. */
  function round(over: Partial<AutoTuneParts> = {}): { parts: AutoTuneParts; advance: (seconds: number) => void } {
    const tuning = tuneAdmission({ log: createThresholdLog(house.pool), live: house.live, clock: house.clock });
    const counts = async () => ({ offline: 0, available: 48, reserved: 0, on_call: 0, wrap_up: 0, paused: 0 });
    const parts: AutoTuneParts = {
      clock: house.clock,
      logger: createLogger('silent'),
      frontDoor: house.frontDoor,
      agents: { counts },
      counted: house.tally,
      bookings: { byCode: async () => undefined },
      advice: createAdviceBoard({ redis: house.redis }),
      tuning,
      ...over,
    };
    return { parts, advance: (seconds) => house.clock.setOffset(house.clock.offsetMs() + seconds * 1_000) };
  }

  it('only publishes its advice while that is what ops have chosen', async () => {
    const { parts, advance } = round();
    const before = await parts.tuning.show();
    expect(before.values.autoTune).toBe('advise');
    advance(60);
    // 48 agents of 240 s each, every fifth caller wants one: one a second, but never below a tenth of what a person set
    expect(await autoTuneRound(parts)).toMatchObject({ admitPerSecond: 2, direction: 'down' });
    expect(await parts.advice.read()).toMatchObject({ applied: false, advice: { admitPerSecond: 2 }, thresholdsVersion: before.version });
    expect((await parts.tuning.show()).version).toBe(before.version);
  });

  it('applies it with its name and reasons when it is on, not again within 30 s, and keeps what a person set as the floor', async () => {
    const { parts, advance } = round();
    await parts.tuning.set({ autoTune: 'on' }, { by: 'olga', reason: 'rush' });
    advance(10);
    await autoTuneRound(parts);
    // A person's change stands for half a minute
    expect((await parts.tuning.show()).changedBy).toBe('olga');
    advance(30);
    await autoTuneRound(parts);
    const tuned = await parts.tuning.show();
    expect(tuned).toMatchObject({ changedBy: AUTO_TUNE, values: { admitPerSecond: 2, autoTune: 'on' } });
    expect(tuned.reason).toContain('48 agents take 0.2 calls a second');
    expect((await house.live.now()).values.admitPerSecond).toBe(2);
    // Many agents and somebody on hold: up by a tenth, over and over, each time half a minute later
    const counts = async () => ({ offline: 0, available: 1_200, reserved: 0, on_call: 0, wrap_up: 0, paused: 0 });
    const busy = round({ agents: { counts }, frontDoor: { picture: async () => ({ ...(await house.frontDoor.picture()), onHold: 9 }) } });
    advance(10);
    await autoTuneRound(busy.parts);
    expect((await parts.tuning.show()).version).toBe(tuned.version);
    advance(25);
    await autoTuneRound(busy.parts);
    expect((await parts.tuning.show()).values.admitPerSecond).toBe(2.2);
    // Bookings away: to the floor, which is still a tenth of what the person set
    const away = round({ bookings: { byCode: () => Promise.reject(new DependencyDown('postgres', 'away')) } });
    advance(40);
    expect(await autoTuneRound(away.parts)).toMatchObject({ admitPerSecond: 2, limit: 'floor' });
  });

  it('measures nothing when it is off, and never throws at the worker', async () => {
    const { parts, advance } = round();
    await parts.tuning.set({ autoTune: 'off', admitPerSecond: 20 }, { by: 'olga', reason: 'by hand' });
    advance(60);
    expect(await autoTuneRound(parts)).toBe('off');
    await parts.tuning.set({ autoTune: 'advise' }, { by: 'olga', reason: 'again' });
    advance(60);
    const away = { ...parts, counted: { today: () => Promise.reject(new DependencyDown('redis', 'away')) } };
    const warn = jest.spyOn(parts.logger, 'warn');
    await createRounds(parts.logger, [{ name: 'autoTune', everyMs: AUTO_TUNE_EVERY_MS, job: () => autoTuneRound(away) }]).run('autoTune');
    expect(warn).toHaveBeenCalledWith(expect.objectContaining({ code: 'REDIS_DOWN', round: 'autoTune' }), expect.any(String));
  });
});

function tune(...args: string[]): Promise<{ out: string; err: string; code: number | null }> {
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const { options } = house.pool as unknown as { options: { connectionString: string } };
  const env = { ...inherited, DATABASE_URL: options.connectionString, REDIS_URL: testRedisUrl() };
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/tune.ts', ...args], {
    cwd: HOME,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk.toString();
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...said, code })));
}

// Each command is a process that compiles itself first
const PATIENCE_MS = 90_000;

describe('npm run tune', () => {
  it(
    'whatif reads arrivals, shows both forecasts, and refuses what is no number',
    async () => {
      const file = path.join(folder, 'people.csv');
      writeFileSync(file, 'fromMinute,peoplePerSecond\n0,80\n60,2\n');
      const { out, err, code } = await tune('whatif', 'dialPerSecond=30', '--hours', '2', '--arrivals', file, '--json');
      expect({ err, code }).toEqual({ err: '', code: 0 });
      const answer = JSON.parse(out);
      expect(answer.basis.arrivals).toEqual([
        { fromMinute: 0, peoplePerSecond: 80 },
        { fromMinute: 60, peoplePerSecond: 2 },
      ]);
      expect(Object.keys(answer).sort()).toEqual(['basis', 'now', 'proposed', 'thresholdsVersion', 'values']);
      writeFileSync(file, 'fromMinute,peoplePerSecond\n0,many\n');
      const refused = await tune('whatif', '--arrivals', file, '--json');
      expect(refused.code).toBe(1);
      expect(JSON.parse(refused.err)).toMatchObject({
        status: 422,
        faults: [{ field: 'arrivals', fault: expect.stringContaining('row 1') }],
      });
      expect((await tune('whatif', 'burst=100')).out).toMatch(/backlog cleared[\s\S]*proposed, over time:/);
      expect((await tune('whatif', 'brust=100')).err).toContain('did you mean burst?');
    },
    PATIENCE_MS,
  );

  it(
    'advice and shadow: start, show, stop',
    async () => {
      expect(JSON.parse((await tune('advice', '--json')).out)).toMatchObject({ applied: true, ageSeconds: expect.any(Number) });
      expect((await tune('advice')).out).toContain('admitPerSecond=');
      const started = await tune('shadow', 'start', 'admitPerSecond=50', '--by', 'anna', '--json');
      expect({ err: started.err, code: started.code }).toEqual({ err: '', code: 0 });
      expect(JSON.parse(started.out)).toMatchObject({ startedBy: 'anna', values: { admitPerSecond: 50 } });
      expect((await tune('shadow', 'show')).out).toContain('candidate admitPerSecond=50, started by anna');
      expect(JSON.parse((await tune('shadow', 'stop', '--json')).out)).toMatchObject({ shadow: { attempts: 0, spared: 0 } });
      expect(JSON.parse((await tune('shadow', 'show', '--json')).out)).toBeNull();
      for (const help of [['whatif'], ['advice'], ['shadow', 'start']]) expect((await tune(...help, '--help')).out).toContain('--json');
    },
    PATIENCE_MS,
  );
});
