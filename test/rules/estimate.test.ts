import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { waitSeconds } from '../../src/admission/estimate.ts';
import { terms } from '../../src/admission/terms.ts';
import { WaitingLine } from '../../src/admission/waiting-line.ts';

const START_MS = Date.UTC(2021, 0, 25, 8);
const ANY_RATE = 2_000;

function lineOf(length: number): WaitingLine {
  const line = new WaitingLine();
  for (let index = 0; index < length; index++) line.join(`CA${index}`, index, START_MS);
  return line;
}

function waitAt(line: WaitingLine, position: number, nowMs: number, admitPerSecond = ANY_RATE): number | undefined {
  const pace = line.pace({ admitPerSecond, callbackShare: 0.5 }, nowMs);
  return pace && waitSeconds(position, pace);
}

const withCaution = (seconds: number) => Math.ceil(seconds * terms.WAIT_CAUTION);

describe('the wait that is announced', () => {
  it('is unknown until ten seconds and one person are measured', () => {
    const line = lineOf(10);
    line.letInFirst(START_MS + 1_000);
    expect(waitAt(line, 1, START_MS + 9_999)).toBeUndefined();
    expect(waitAt(line, 1, START_MS + 10_000)).toBe(withCaution(10));
    expect(waitAt(lineOf(10), 1, START_MS + 60_000)).toBeUndefined();
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
        const waits = [1, 10, 100].map((position) => waitAt(line, position, nowMs));
        if (waits[0] === undefined) return;
        for (const [index, wait] of waits.entries()) expect(wait).toBeGreaterThanOrEqual(10 ** index * (gapMs / 1_000) - 1);
        expect(waits).toEqual([...waits].sort((a, b) => (a ?? 0) - (b ?? 0)));
      }),
    );
  });

  it('follows a line that slows down within half a minute, and says nothing while it stands still', () => {
    const line = lineOf(500);
    let nowMs = START_MS;
    for (; nowMs < START_MS + 60_000; nowMs += 250) line.letInFirst(nowMs);
    for (; nowMs < START_MS + 90_000; nowMs += 1_000) line.letInFirst(nowMs);
    expect(waitAt(line, 60, nowMs)).toBeGreaterThanOrEqual(withCaution(60) - 3);
    expect(waitAt(line, 60, nowMs + 30_000)).toBeUndefined();
  });

  it('is never shorter than the rate of now allows', () => {
    const line = lineOf(500);
    for (let nowMs = START_MS; nowMs < START_MS + 60_000; nowMs += 200) line.letInFirst(nowMs);
    expect(waitAt(line, 100, START_MS + 60_000, 5)).toBe(withCaution(20));
    expect(waitAt(line, 100, START_MS + 60_000, 1)).toBe(withCaution(100));
  });

  it('is shorter where people ahead give up', () => {
    const [patient, leaving] = [lineOf(300), lineOf(300)];
    for (let second = 1; second <= 60; second++) {
      patient.letInFirst(START_MS + second * 1_000);
      leaving.letInFirst(START_MS + second * 1_000);
      leaving.leave(`CA${300 - second}`, START_MS + second * 1_000);
    }
    const [long = 0, short = 0] = [patient, leaving].map((line) => waitAt(line, 150, START_MS + 60_000));
    expect(long).toBe(withCaution(150));
    // One in 180 leaves each second: 150 ahead melt in ln(1 + 150/180) x 180 = 109 s
    expect(short).toBe(withCaution(Math.log(1 + 150 / 180) * 180));
  });

  it('forgets what drained longer than two minutes ago, and another line’s drain', () => {
    const line = lineOf(100);
    for (let second = 1; second <= 20; second++) line.letInFirst(START_MS + second * 1_000);
    expect(waitAt(line, 10, START_MS + 20_000)).toBe(withCaution(10));
    expect(waitAt(line, 10, START_MS + 200_000)).toBeUndefined();
    while (line.length > 0) line.letInFirst(START_MS + 201_000);
    line.join('CA new', 1, START_MS + 205_000);
    expect(waitAt(line, 1, START_MS + 206_000)).toBeUndefined();
  });
});
