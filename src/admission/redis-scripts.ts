import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type LuaCommand, luaCommand } from '../platform/lua-command.ts';
import { terms } from './terms.ts';

/** The scripts of a lane, one per verb, with the names of their keys in order. Their headers say the same; a test compares. */
const LANE = ['thresholds', 'bucket', 'seats', 'line', 'seen', 'drain'] as const;
const STATE = z.enum(['seat', 'place', 'nothing']);
const IDS = z.array(z.string());

export interface LaneScript<Reply> {
  command: LuaCommand<Reply>;
  file: string;
  parts: readonly string[];
  /** Names as in the header. */
  keys: readonly string[];
}

export const laneScripts = {
  admit: script(
    'admit',
    ['time', 'drain', 'lane', 'line', 'estimate', 'place', 'tickets', 'answers', 'decide'],
    [...LANE, 'callbacks', 'day'],
    IDS,
  ),
  checkTurn: script(
    'check-turn',
    ['time', 'drain', 'lane', 'line', 'estimate'],
    [...LANE, 'let-in', 'decision'],
    z.union([z.tuple([z.literal('admitted')]), z.tuple([z.literal('waiting'), z.string(), z.string()]), z.tuple([z.literal('unknown')])]),
  ),
  promote: script('promote', ['time', 'drain', 'lane', 'line'], [...LANE, 'let-in'], z.tuple([IDS, IDS])),
  handOver: script('hand-over', ['time'], ['seats', 'decision'], z.enum(['handed', 'freed', 'nothing'])),
  leave: script('leave', ['time', 'drain', 'tickets'], ['seats', 'line', 'seen', 'let-in', 'drain', 'decision', 'ticket'], STATE),
  renew: script('renew', ['time'], ['seats', 'decision'], z.union([z.literal(0), z.literal(1)])),
  sweep: script('sweep', ['time', 'drain'], ['seats', 'line', 'seen', 'let-in', 'drain'], IDS),
  noteCallback: script('note-callback', ['time', 'tickets'], ['callbacks', 'ticket'], z.number()),
  inspect: script('inspect', ['time', 'drain', 'lane', 'line', 'estimate', 'tickets'], [...LANE, 'callbacks', 'day'], IDS.min(7)),
  adopt: script('adopt', ['time', 'tickets'], ['decision', 'ticket', 'typed', 'day'], z.tuple([z.string(), z.string()])),
  publish: script('publish', [], ['thresholds'], z.union([z.literal(0), z.literal(1)])),
};

function script<Schema extends z.ZodType>(
  file: string,
  parts: readonly string[],
  keys: readonly string[],
  reply: Schema,
): LaneScript<z.output<Schema>> {
  return { command: luaCommand(fileOf(file), reply, luaParts(parts)), file, parts, keys };
}

/** The text that stands before a script: the terms, then the parts it shares with others, in this order. */
export function luaParts(parts: readonly string[]): string {
  return parts.length === 0 ? '' : [termsInLua(), ...parts.map((part) => readFileSync(fileOf(part), 'utf8'))].join('\n');
}

function fileOf(name: string): URL {
  return new URL(`./lua/${name}.lua`, import.meta.url);
}

function termsInLua(): string {
  return `local TERMS = { ${Object.entries(terms)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ')} }\n`;
}
