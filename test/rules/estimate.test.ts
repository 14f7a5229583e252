import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WaitingLine } from '../../src/admission/waiting-line.ts';

const START_MS = Date.UTC(2021, 0, 25, 8);

function lineOf(length: number): WaitingLine {
  const line = new WaitingLine();
  for (let index = 0; index < length; index++) line.join(`CA${index}`, index, START_MS);
  return line;
}

describe('the wait that is announced', () => {
  it('is unknown until ten seconds and one person are measured', () => {
    const line = lineOf(10);
    line.letInFirst(START_MS + 1_000);
    expect(line.waitSeconds(1, START_MS + 9_999)).toBeUndefined();
    expect(line.waitSeconds(1, START_MS + 10_000)).toBe(10);
    expect(lineOf(10).waitSeconds(1, START_MS + 60_000)).toBeUndefined();
  });

  it('is never shorter than a steady line really takes, and grows with the position', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 5_000 }), fc.integer({ min: 20, max: 100 }), (gapMs, steps) => {
        const line = lineOf(500);
        let nowMs = START_MS;
        for (let index = 0; index < steps; index++) {
          nowMs += gapMs;
          line.letInFirst(nowMs);
        }
        const waits = [1, 10, 100].map((position) => line.waitSeconds(position, nowMs));
        if (waits[0] === undefined) return;
        // A span of ten seconds at the edge may hold one person more than its share
        for (const [index, wait] of waits.entries()) expect(wait).toBeGreaterThanOrEqual(0.9 * 10 ** index * (gapMs / 1_000) - 1);
        expect(waits).toEqual([...waits].sort((a, b) => (a ?? 0) - (b ?? 0)));
      }),
    );
  });

  it('forgets what drained longer than two minutes ago, and another line’s drain', () => {
    const line = lineOf(100);
    for (let second = 1; second <= 20; second++) line.letInFirst(START_MS + second * 1_000);
    expect(line.waitSeconds(10, START_MS + 20_000)).toBe(10);
    expect(line.waitSeconds(10, START_MS + 200_000)).toBeUndefined();
    while (line.length > 0) line.letInFirst(START_MS + 201_000);
    line.join('CA new', 1, START_MS + 205_000);
    expect(line.waitSeconds(1, START_MS + 206_000)).toBeUndefined();
  });
});
