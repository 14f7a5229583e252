import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { laneKeys, routerKeys } from '../../src/agents/redis-keys.ts';

/** The headers of the router's scripts are what people read: they must say what the code does. */
const folder = new URL('../../src/agents/lua/', import.meta.url);
const sources = readdirSync(folder).map((file) => ({ file, text: readFileSync(new URL(file, folder), 'utf8') }));
const withoutComments = (text: string) => text.replace(/--.*$/gm, '');
const used = (text: string, what: 'KEYS' | 'ARGV') =>
  [...withoutComments(text).matchAll(new RegExp(`${what}\\[(\\d+)\\]`, 'g'))].map(([, n]) => Number(n));

const ROUTER =
  '-- KEYS  1 people  2 deadlines  3 calls  4 missed  5 events  6 untold  7 day, then of each lane: duty, line, seen, since, drain';
const LANE = '-- KEYS  1 thresholds  2 calls  3 since  4 line  5 seen  6 drain  7 duty';
const scripts = sources.filter(({ file, text }) => !text.startsWith('-- Part of') && file !== 'try.lua');

/** `{agents}:line:de` → line. */
const nameOf = (key: string) => key.split(':')[1] ?? '';

describe('the keys that the adapters pass', () => {
  it('are those of the headers, in their order, all under one tag', () => {
    const [router, lane] = [routerKeys('2021-01-25'), laneKeys('tr')];
    expect(router.map(nameOf).slice(0, 7)).toEqual(['people', 'deadlines', 'calls', 'missed', 'events', 'untold', 'day']);
    expect(router.slice(7, 12)).toEqual(['duty', 'line', 'seen', 'since', 'drain'].map((part) => `{agents}:${part}:de`));
    expect(router).toHaveLength(7 + 5 * 5);
    expect(lane.map(nameOf)).toEqual(['thresholds', 'calls', 'since', 'line', 'seen', 'drain', 'duty']);
    expect([...router, ...lane].filter((key) => !key.startsWith('{agents}:'))).toEqual([]);
  });
});

describe.each(scripts.map(({ file, text }) => [file, text] as const))('%s', (file, text) => {
  it('lists its keys and arguments, its reply, and what makes it safe to repeat, and stays readable', () => {
    expect(text).toContain(/-lane\.lua$/.test(file) && file !== 'leave-lane.lua' ? LANE : ROUTER);
    const header = text.slice(text.indexOf('-- ARGV'), text.indexOf('-- Reply'));
    const listed = [...header.matchAll(/\b(\d+) {1,2}[a-zC"]/g)].map(([, n]) => Number(n));
    for (const number of used(text, 'ARGV')) expect(listed).toContain(number);
    expect(text).toMatch(/^-- [A-Z]/);
    expect(text).toContain('-- Reply ');
    expect(text).toContain('-- Safe to repeat: ');
    expect(text.split('\n').length).toBeLessThanOrEqual(60);
  });
});

describe.each(sources.map(({ file, text }) => [file, text] as const))('%s', (_file, text) => {
  it('builds no key: each is one that was handed in', () => {
    const keys = [...withoutComments(text).matchAll(/redis\.call\('[A-Z]+', *([^,)]+)/g)].map(([, key]) => key ?? '');
    expect(keys.filter((key) => !/^(KEYS\[|laneKey\()/.test(key))).toEqual([]);
    expect(used(text, 'KEYS').every((number) => number <= 7)).toBe(true);
  });
});
