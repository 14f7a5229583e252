import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createFrontDoor } from '../../src/admission/redis-admission.ts';
import { createShadows } from '../../src/admission/redis-shadow.ts';
import { createLiveThresholds } from '../../src/admission/redis-thresholds.ts';
import { defaultThresholds } from '../../src/admission/thresholds.ts';
import type { FrontDoor } from '../../src/calls/ports/front-door.ts';
import type { Shadows } from '../../src/calls/ports/tuning-help.ts';
import { besideShadow, shadowTrial } from '../../src/calls/shadow.ts';
import { HotlineError } from '../../src/platform/errors.ts';
import { createLogger, type Logger } from '../../src/platform/logger.ts';
import { closeServices, testRedis } from '../support/services.ts';

const START_MS = Date.UTC(2021, 0, 25, 8);
const localDay = () => '2021-01-25';
const OLGA = { by: 'olga' };

let redis: Awaited<ReturnType<typeof testRedis>>;
let atMs: number;
const clock = { nowMs: () => atMs, offsetMs: () => 0 };
const scriptTime = (): `=${number}` => `=${atMs}`;

beforeAll(async () => {
  redis = await testRedis();
});
beforeEach(async () => {
  await redis.flushdb();
  atMs = START_MS;
});
afterAll(closeServices);

/** A live line that lets in one a second, with a shadow beside it; what is under way in the background can be awaited. */
async function openLine(over: { shadows?: (real: Shadows) => Shadows; logger?: Logger } = {}) {
  const live = createLiveThresholds({ redis, clock });
  const values = { ...defaultThresholds, admitPerSecond: 1, burst: 1, maxQueueLength: 0 };
  await live.publish({ version: 1, values, changedBy: 'test', changedAt: '', reason: 'test' });
  const plain = createFrontDoor({ redis, clock, localDay, scriptTime });
  const shadows = createShadows({ redis, clock, localDay, scriptTime });
  const door = besideShadow(plain, { shadows: over.shadows?.(shadows) ?? shadows, clock, logger: over.logger ?? createLogger('silent') });
  const trial = shadowTrial({ shadows, frontDoor: plain, live, audit: { add: async () => undefined }, clock });
  return { door, trial, plain };
}

/** The shadow is told in the background: looks until the figures are there. */
async function shown(
  trial: ReturnType<typeof shadowTrial>,
  ready: (shown: NonNullable<Awaited<ReturnType<typeof trial.show>>>) => boolean,
) {
  for (let looks = 0; looks < 500; looks += 1) {
    const now = await trial.show();
    if (now && ready(now)) return now;
  }
  throw new Error(`not told: ${JSON.stringify(await trial.show())}`);
}

async function ring(door: FrontDoor, calls: number, from = 0) {
  const answers: string[] = [];
  for (let nr = from; nr < from + calls; nr += 1) answers.push((await door.admit({ callSid: `CA${nr}`, caller: `caller${nr}` })).answer);
  return answers;
}

/** A new lane begins with one token, whatever its burst: the first call starts the filling. */
async function fillBuckets(door: FrontDoor, trial: ReturnType<typeof shadowTrial>) {
  await door.admit({ callSid: 'CA-first', caller: 'first' });
  await shown(trial, ({ shadow }) => shadow.attempts === 1);
  await door.leave('CA-first', { caller: 'first', served: true });
  await shown(trial, ({ shadow }) => shadow.activeCalls === 0);
  atMs += 10_000;
}

describe('a candidate beside the live thresholds', () => {
  it('is counted on the same calls and changes no answer', async () => {
    const { door, trial } = await openLine();
    await ring(door, 2);
    atMs += 1_000;
    expect((await trial.start({ burst: 3, maxQueueLength: 1 }, OLGA)).status).toBe('started');
    await fillBuckets(door, trial);
    expect(await ring(door, 5, 10)).toEqual(['admitted', 'callbackOffered', 'callbackOffered', 'callbackOffered', 'callbackOffered']);
    const now = await shown(trial, ({ shadow }) => shadow.attempts === 6);
    expect(now.live).toMatchObject({ attempts: 6, people: 6, decisions: { admitted: 2, callbackOffered: 4 } });
    expect(now.shadow).toMatchObject({ attempts: 6, people: 6, activeCalls: 3, onHold: 1 });
    expect(now.shadow.decisions).toMatchObject({ admitted: 4, queued: 1, callbackOffered: 1 });
  });

  it('gives seats back with the live calls, and keeps those it alone let in as long as a call takes', async () => {
    const { door, trial } = await openLine();
    await trial.start({ burst: 2 }, OLGA);
    await fillBuckets(door, trial);
    await ring(door, 2);
    await shown(trial, ({ shadow }) => shadow.activeCalls === 2);
    await door.leave('CA0', { caller: 'caller0', served: true });
    await door.leave('CA1', { caller: 'caller1' });
    await shown(trial, ({ shadow }) => shadow.activeCalls === 1);
    // Live sent this caller away; the candidate would have served them, so this call would not have come
    await door.admit({ callSid: 'CA1-again', caller: 'caller1' });
    expect((await shown(trial, ({ shadow }) => shadow.spared === 1)).shadow.attempts).toBe(3);
    atMs += 211_000;
    await door.sweep();
    await shown(trial, ({ shadow }) => shadow.activeCalls === 0);
  });

  it('knows callbacks, and lets in its own line', async () => {
    const { door, trial } = await openLine();
    await trial.start({ maxQueueLength: 5 }, OLGA);
    await ring(door, 3);
    await door.noteCallback('caller9', { id: 'cb-9', ticketAtMs: atMs, dueAtMs: atMs });
    const before = await shown(trial, ({ shadow }) => shadow.onHold === 2 && shadow.openCallbacks === 1);
    expect(before.live).toMatchObject({ onHold: 0, openCallbacks: 1 });
    atMs += 1_000;
    await door.promote(10, []);
    await shown(trial, ({ shadow }) => shadow.onHold === 1 && shadow.activeCalls === 2);
  });

  it('is refused like a change of the live thresholds, with every fault', async () => {
    const { trial } = await openLine();
    const refused = await trial.start({ burst: 0, brust: 1 }, OLGA);
    expect(refused).toMatchObject({ status: 'refused', faults: [{ field: 'burst' }, { field: 'brust' }] });
    expect(await trial.start({}, OLGA)).toMatchObject({ status: 'refused', faults: [{ field: 'values' }] });
    expect(await trial.show()).toBeUndefined();
  });

  it('ends with its last figures, starts anew with nobody in it, and leaves no lane behind', async () => {
    const { door, trial } = await openLine();
    await trial.start({ burst: 2 }, OLGA);
    await ring(door, 2);
    await shown(trial, ({ shadow }) => shadow.attempts === 2);
    expect((await trial.stop(OLGA))?.shadow.attempts).toBe(2);
    expect(await trial.show()).toBeUndefined();
    await trial.start({ burst: 2 }, OLGA);
    expect((await trial.show())?.shadow).toMatchObject({ attempts: 0, activeCalls: 0 });
    await trial.stop(OLGA);
    atMs += 2_000;
    await ring(door, 2, 20);
    const left = (await redis.keys('{shadow*')).filter((key) => !/:(call|ticket):/.test(key));
    expect(left).toEqual([]);
  });
});

describe('a shadow never disturbs a call', () => {
  it('when it fails: the answers are the same, and one line of the log says so', async () => {
    const said: object[] = [];
    const quiet = createLogger('silent');
    const logger: Logger = { ...quiet, child: quiet.child, warn: ((entry: object) => void said.push(entry)) as Logger['warn'] };
    const broken = (real: Shadows): Shadows => ({ ...real, current: () => Promise.reject(new HotlineError('BROKEN', 'on purpose')) });
    const { door } = await openLine({ shadows: broken, logger });
    expect(await ring(door, 3)).toEqual(['admitted', 'callbackOffered', 'callbackOffered']);
    expect(await door.leave('CA0', { caller: 'caller0' })).toEqual({ gaveBack: 'seat' });
    expect(said).toEqual([{ code: 'BROKEN', cause: 'on purpose' }]);
  });

  it('when it hangs: no answer waits for it, and what is too much is dropped', async () => {
    const said: unknown[] = [];
    const quiet = createLogger('silent');
    const logger: Logger = { ...quiet, child: quiet.child, warn: ((entry: unknown) => void said.push(entry)) as Logger['warn'] };
    const hanging = (real: Shadows): Shadows => ({ ...real, current: () => new Promise(() => undefined) });
    const { door } = await openLine({ shadows: hanging, logger });
    expect((await ring(door, 300)).length).toBe(300);
    expect(said).toEqual([{ code: 'SHADOW_BUSY', cause: 'too much under way' }]);
  });

  it('when none runs: Redis is asked once a second, however many call', async () => {
    const { door } = await openLine();
    // Counted here: the server's own figures are those of every test that runs meanwhile
    const asked = jest.spyOn(redis, 'get');
    for (let nr = 0; nr < 50; nr += 1) await door.handSeatOver(`cb-${nr}`, `CA${nr}`);
    expect(asked).toHaveBeenCalledTimes(1);
    atMs += 1_001;
    await door.handSeatOver('cb-x', 'CAx');
    expect(asked).toHaveBeenCalledTimes(2);
    asked.mockRestore();
  });
});
