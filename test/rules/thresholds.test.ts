import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  changeThresholds,
  defaultThresholds,
  isClosed,
  parseAssignments,
  type ThresholdFault,
  thresholdSpecs,
} from '../../src/admission/thresholds.ts';

const NOW_MS = Date.UTC(2021, 0, 25, 8);
const context = { nowMs: NOW_MS, reason: 'test' };
const change = (changes: Record<string, unknown>, current = defaultThresholds, reason = 'test') =>
  changeThresholds(current, changes, { nowMs: NOW_MS, reason });

function faultsOf(changes: Record<string, unknown>, current = defaultThresholds, reason = 'test'): ThresholdFault[] {
  const result = change(changes, current, reason);
  return result.ok ? [] : result.faults;
}

function valuesOf(changes: Record<string, unknown>, current = defaultThresholds, reason = 'test') {
  const result = change(changes, current, reason);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.values;
}

describe('thresholds', () => {
  it('have the defaults that are promised, and nothing without a spec', () => {
    expect(defaultThresholds).toEqual({
      mode: 'open',
      closedReason: '',
      closedUntilMs: 0,
      admitPerSecond: 20,
      burst: 40,
      maxActiveCalls: 5_000,
      maxQueueLength: 5_000,
      maxWaitSeconds: 600,
      callbackShare: 0.5,
      maxOpenCallbacks: 300_000,
      callbackAttempts: 3,
      callbackRetryMinutes: 30,
      callbackHours: '09:00-19:00',
      dialPerSecond: 1,
      agentQueueLength: 500,
      agentMaxWaitSeconds: 600,
      ringSeconds: 20,
      humanCallbacks: 'callerFirst',
      wrapUpSeconds: 30,
      holdSeconds: 300,
      neighbourCentres: false,
      listShare: 1,
      autoTune: 'advise',
    });
    const settable = Object.keys(thresholdSpecs).filter((field) => field !== 'closeMinutes');
    expect([...settable, 'closedUntilMs'].sort()).toEqual(Object.keys(defaultThresholds).sort());
  });

  it('take every number within its bounds, from text and from JSON alike, and no other', () => {
    for (const [field, spec] of Object.entries(thresholdSpecs)) {
      if (spec.kind !== 'number') continue;
      const inside = spec.whole
        ? fc.integer({ min: spec.min, max: spec.max })
        : fc
            .double({ min: spec.min, max: spec.max, noNaN: true })
            .map((value) => Number(value.toFixed(6)) || spec.min)
            .filter((value) => value >= spec.min);
      fc.assert(
        fc.property(inside, (value) => {
          const text = value.toFixed(spec.whole ? 0 : 6);
          expect(valuesOf({ [field]: value })[field as 'burst']).toBe(value);
          expect(valuesOf({ [field]: text })[field as 'burst']).toBeCloseTo(value, 6);
        }),
        { numRuns: 30 },
      );
      for (const outside of [
        spec.min - 0.01,
        spec.max + 1,
        spec.min - 1,
        Number.NaN,
        Number.POSITIVE_INFINITY,
        '',
        ' ',
        'many',
        '1e3',
        '0x10',
        null,
        [],
        {},
        true,
      ])
        expect(faultsOf({ [field]: outside })).toEqual([
          { field, fault: expect.any(String), remedy: expect.stringContaining(`${spec.min} to ${spec.max}`) },
        ]);
      if (spec.whole) expect(faultsOf({ [field]: spec.min + 0.5 })).toHaveLength(1);
    }
  });

  it('explain a decimal comma', () => {
    expect(faultsOf({ callbackShare: '0,5' })[0]?.remedy).toContain('with a point: 0.5');
  });

  it.each(['09:00-19:00', '00:00-24:00', '00:00-00:01', '23:59-24:00'])('take the hours %s', (hours) => {
    expect(valuesOf({ callbackHours: hours }).callbackHours).toBe(hours);
  });

  it.each(['19:00-09:00', '09:00-09:00', '9:00-19:00', '09:00-25:00', '09:60-19:00', '24:00-24:00', '09:00 - 19:00', '', 9])(
    'refuse the hours %p',
    (hours) => {
      expect(faultsOf({ callbackHours: hours })).toMatchObject([{ field: 'callbackHours' }]);
    },
  );

  it('take switches and words', () => {
    expect(valuesOf({ neighbourCentres: 'on', autoTune: 'off', mode: 'callback_only' })).toMatchObject({
      neighbourCentres: true,
      autoTune: 'off',
      mode: 'callback_only',
    });
    expect(faultsOf({ neighbourCentres: 'yes', autoTune: 'maybe', mode: 'shut' }).map(({ field }) => field)).toEqual([
      'neighbourCentres',
      'autoTune',
      'mode',
    ]);
  });

  it('name all faults at once, and change nothing', () => {
    const before = structuredClone(defaultThresholds);
    const faults = faultsOf({ burst: -1, maxActivCalls: 5, callbackHours: 'late', zzz: 1, admitPerSecond: 12 }, defaultThresholds, '');
    expect(faults.map(({ field }) => field)).toEqual(['burst', 'maxActivCalls', 'callbackHours', 'zzz', 'reason']);
    expect(faults[1]?.remedy).toBe('did you mean maxActiveCalls?');
    for (const fault of faults) expect([fault.fault, fault.remedy]).not.toContain('');
    expect(defaultThresholds).toEqual(before);
  });

  it.each(['__proto__', 'constructor', 'toString'])('refuse the name %s', (name) => {
    expect(faultsOf(JSON.parse(`{"${name}": 1}`))).toMatchObject([{ field: name, fault: 'is not a threshold' }]);
  });

  it('accept a whole set that was read and sent back with one change', () => {
    const closed = valuesOf({ mode: 'closed', closeMinutes: 30, closedReason: 'Wartung' });
    for (const current of [defaultThresholds, closed])
      expect(valuesOf({ ...current, burst: 41 }, current)).toEqual({ ...current, burst: 41 });
  });
});

describe('closing the line', () => {
  it('needs an end, and says the reason of the change unless it has its own words', () => {
    expect(valuesOf({ mode: 'closed', closeMinutes: '30' }, defaultThresholds, 'Wartung')).toMatchObject({
      mode: 'closed',
      closedReason: 'Wartung',
      closedUntilMs: NOW_MS + 1_800_000,
    });
    expect(valuesOf({ mode: 'closed', closeMinutes: 60, closedReason: 'Störung' }).closedReason).toBe('Störung');
  });

  it.each([{ minutes: undefined }, { minutes: 0 }, { minutes: 61 }, { minutes: 1.5 }, { minutes: 'long' }])(
    'for $minutes minutes is refused',
    ({ minutes }) => {
      expect(faultsOf({ mode: 'closed', ...(minutes === undefined ? {} : { closeMinutes: minutes }) })).toMatchObject([
        { field: 'closeMinutes' },
      ]);
    },
  );

  it('needs a reason', () => {
    expect(faultsOf({ mode: 'closed', closeMinutes: 5 }, defaultThresholds, '  ')).toMatchObject([{ field: 'reason' }]);
  });

  it('cannot be smuggled in as an instant, nor half of it said for an open line', () => {
    expect(faultsOf({ mode: 'closed', closedUntilMs: NOW_MS + 1e12 }).map(({ field }) => field)).toEqual(['closedUntilMs', 'closeMinutes']);
    expect(faultsOf({ closeMinutes: 5 })).toMatchObject([{ field: 'closeMinutes' }]);
    expect(faultsOf({ closedReason: 'hm' })).toMatchObject([{ field: 'closedReason' }]);
  });

  it('ends by itself, can be made longer, and is forgotten by opening', () => {
    const closed = valuesOf({ mode: 'closed', closeMinutes: 10 }, defaultThresholds, 'Wartung');
    expect(isClosed(closed, closed.closedUntilMs - 1)).toBe(true);
    expect(isClosed(closed, closed.closedUntilMs)).toBe(false);
    expect(valuesOf({ closeMinutes: 60 }, closed, 'takes longer')).toMatchObject({
      mode: 'closed',
      closedReason: 'Wartung',
      closedUntilMs: NOW_MS + 3_600_000,
    });
    expect(valuesOf({ burst: 5 }, closed)).toMatchObject({ mode: 'closed', closedUntilMs: closed.closedUntilMs });
    expect(valuesOf({ mode: 'open' }, closed)).toMatchObject({ mode: 'open', closedReason: '', closedUntilMs: 0 });
  });

  it('that is over does not begin again without an end, but may be sent back as it was read', () => {
    const closed = valuesOf({ mode: 'closed', closeMinutes: 10 }, defaultThresholds, 'Wartung');
    const later = { ...context, nowMs: closed.closedUntilMs };
    expect(changeThresholds(closed, { mode: 'closed' }, later)).toMatchObject({ ok: false, faults: [{ field: 'closeMinutes' }] });
    expect(changeThresholds(closed, { ...closed, burst: 41 }, later)).toEqual({ ok: true, values: { ...closed, burst: 41 } });
  });
});

describe('KEY=VALUE', () => {
  it('may hold further equals signs and quotes in the value', () => {
    expect(parseAssignments(['burst=50', 'closedReason=a=b "c"'])).toEqual({ ok: true, changes: { burst: '50', closedReason: 'a=b "c"' } });
  });

  it('refuses what is no assignment, and a field given twice', () => {
    const result = parseAssignments(['burst', '=5', 'mode=open', 'mode=closed']);
    expect(result.ok ? [] : result.faults.map(({ field }) => field)).toEqual(['burst', '', 'mode']);
  });
});
