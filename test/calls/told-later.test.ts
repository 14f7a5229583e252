import { describe, expect, it } from '@jest/globals';
import { toldLater } from '../../src/calls/told-later.ts';
import { DependencyDown, HotlineError } from '../../src/platform/errors.ts';
import { createLogger } from '../../src/platform/logger.ts';

/** A store that is away until the test brings it back. */
function store() {
  const heard: string[] = [];
  let away = true;
  return {
    heard,
    back: () => {
      away = false;
    },
    tell: (what: string) => async () => {
      if (away) throw new DependencyDown('redis', new Error('away'));
      heard.push(what);
    },
  };
}

const later = () => toldLater({ logger: createLogger('silent') });

describe('what a store that was away has missed', () => {
  it('is told once when it is back, in its order within a call', async () => {
    const redis = store();
    const kept = later();
    for (let call = 0; call < 25; call += 1) {
      kept.keep(`CA${call}`, redis.tell(`CA${call} talks`));
      kept.keep(`CA${call}`, redis.tell(`CA${call} is over`));
    }
    await kept.round();
    expect(redis.heard).toEqual([]);
    redis.back();
    await kept.round();
    await kept.round();
    expect(redis.heard).toHaveLength(50);
    for (let call = 0; call < 25; call += 1)
      expect(redis.heard.filter((what) => what.startsWith(`CA${call} `))).toEqual([`CA${call} talks`, `CA${call} is over`]);
  });

  it('waits for the thresholds of a Redis that came back empty', async () => {
    const kept = later();
    let told = 0;
    kept.keep('CA1', async () => {
      told += 1;
      if (told === 1) throw new HotlineError('NO_THRESHOLDS', 'empty');
    });
    await kept.round();
    await kept.round();
    expect(told).toBe(2);
  });

  it('that cannot be told at all keeps nobody else waiting', async () => {
    const redis = store();
    redis.back();
    const kept = later();
    kept.keep('CA1', () => Promise.reject(new Error('broken')));
    kept.keep('CA2', redis.tell('CA2 is over'));
    await kept.round();
    expect(redis.heard).toEqual(['CA2 is over']);
  });

  it('is not forgotten when more comes in the middle of it', async () => {
    const redis = store();
    redis.back();
    const kept = later();
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    kept.keep('CA1', () => held);
    const round = kept.round();
    kept.keep('CA1', redis.tell('CA1 is over'));
    letGo();
    await round;
    expect(redis.heard).toEqual(['CA1 is over']);
  });
});
