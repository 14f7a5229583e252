import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { foreseeScript } from '../../src/admission/redis-foresight.ts';
import { laneScripts } from '../../src/admission/redis-scripts.ts';

/** The headers of the scripts are what people read: they must say what the code does. */
const source = (name: string) => readFileSync(new URL(`../../src/admission/lua/${name}.lua`, import.meta.url), 'utf8');
const withoutComments = (text: string) => text.replace(/--.*$/gm, '');

/** `-- KEYS  1 seats  2 line` → ['seats', 'line']. */
function listed(header: string, what: 'KEYS' | 'ARGV'): string[] {
  const start = header.indexOf(`-- ${what}`);
  const end = header.indexOf(what === 'KEYS' ? '-- ARGV' : '-- Reply');
  const names = [...header.slice(start, end).matchAll(/\b(\d+) +([a-z][\w-]*|CallSid|"[^"]*")/g)];
  expect(names.map(([, number]) => Number(number))).toEqual(names.map((_, index) => index + 1));
  return names.map(([, , name]) => name ?? '');
}

function numbersUsed(code: string, what: 'KEYS' | 'ARGV'): number[] {
  return [...code.matchAll(new RegExp(`${what}\\[(\\d+)\\]`, 'g'))].map(([, number]) => Number(number));
}

describe.each([...Object.values(laneScripts), foreseeScript].map((script) => [script.file, script] as const))('%s.lua', (file, script) => {
  const text = source(file);
  const header = text
    .split('\n')
    .filter((line) => line.startsWith('--'))
    .join('\n');
  const code = withoutComments([...script.parts.map(source), text].join('\n'));

  it('lists the keys that the adapter passes, in their order', () => {
    expect(listed(header, 'KEYS')).toEqual(script.keys);
  });

  it('uses every key and argument of its header, and no other', () => {
    const keysUsed = new Set(numbersUsed(code, 'KEYS'));
    expect(Math.max(...keysUsed)).toBeLessThanOrEqual(script.keys.length);
    expect(script.keys.filter((_, index) => !keysUsed.has(index + 1))).toEqual([]);
    expect(Math.max(...numbersUsed(withoutComments(text), 'ARGV'))).toBeLessThanOrEqual(listed(header, 'ARGV').length);
  });

  it('says its purpose, its reply and what makes it safe to repeat, and stays readable', () => {
    expect(header).toMatch(/^-- [A-Z]/);
    expect(header).toContain('-- Reply ');
    expect(header).toContain('-- Safe to repeat: ');
    expect(text.split('\n').length).toBeLessThanOrEqual(70);
  });

  it('builds no key inside the script', () => {
    const calls = [...code.matchAll(/redis\.call\('[A-Z]+', *([^,)]+)/g)].map(([, key]) => key);
    expect(calls.filter((key) => !/^(KEYS\[|unpack\(KEYS|key$)/.test(key ?? ''))).toEqual([]);
  });
});
