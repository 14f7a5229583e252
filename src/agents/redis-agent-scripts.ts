import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type LuaCommand, luaCommand } from '../platform/lua-command.ts';
import { routerTerms } from './router-terms.ts';

/** The router's scripts, one per verb. Their headers say what they take; a test compares. */

/** Lua text that waiting lines share, whichever gate they stand at: terms and the named parts. Handed in, because it belongs to the front door. */
export type LineParts = (names: readonly ('time' | 'drain' | 'line' | 'estimate' | 'place')[]) => string;

export const recordText = z.string().transform((text) =>
  z
    .object({
      state: z.enum(['offline', 'available', 'reserved', 'on_call', 'wrap_up', 'paused']),
      reason: z.string().exactOptional(),
      sinceMs: z.number(),
      idleSinceMs: z.number(),
      callSid: z.string().exactOptional(),
      lastCallSid: z.string().exactOptional(),
      untilMs: z.number().exactOptional(),
    })
    .parse(JSON.parse(text)),
);

/** An agent's record as it is stored, without what only the scripts need. */
export type AgentEntry = z.output<typeof recordText>;

const done = z.union([z.literal(0), z.literal(1)]);
const position = z.string();
const wait = z.string();

export type RouterScripts = ReturnType<typeof routerScripts>;

/** The scripts that move agents. Their keys are `routerKeys`. */
export function routerScripts(parts: LineParts) {
  const moving = bind(parts(['time', 'drain']), ['record', 'places']);
  const pairing = bind(parts(['time', 'drain']), ['record', 'places', 'pairing']);
  return {
    pair: pairing('pair', z.array(z.string())),
    ring: pairing('ring', z.union([z.tuple([z.string(), z.string()]), z.tuple([z.number()])])),
    reserve: moving('reserve', z.enum(['reserved', 'refused'])),
    settle: moving('settle', done),
    choose: moving('choose', z.union([z.literal('refused'), recordText])),
    dismiss: moving('dismiss', done),
    assign: moving('assign', done),
    sweep: moving('sweep', z.number()),
    leaveLane: moving('leave-lane', done),
  };
}

export type LaneScripts = ReturnType<typeof laneScripts>;

/** The scripts about one line. Their keys are `laneKeys`. */
export function laneScripts(parts: LineParts) {
  const line = bind(parts(['time', 'drain', 'line', 'estimate', 'place']), ['agent-lane']);
  return {
    enter: line('enter-lane', z.union([z.tuple([z.literal('queued'), position, wait]), z.tuple([z.literal('full')])])),
    look: line('look-lane', z.union([z.tuple([z.literal('waiting'), position, wait]), z.tuple([z.literal('unknown')])])),
    sweep: line('sweep-lane', z.number()),
    inspect: line('inspect-lane', z.tuple([z.string(), z.string(), wait])),
  };
}

/** Puts text in front, then parts of our own, then the script. */
function bind(inFront: string, names: readonly string[]) {
  const terms = Object.entries(routerTerms).map(([name, value]) => `${name} = ${value}`);
  const text = [inFront, `local ROUTER = { ${terms.join(', ')} }`, ...names.map((name) => readFileSync(fileOf(name), 'utf8')), ''].join(
    '\n',
  );
  return <Schema extends z.ZodType>(file: string, reply: Schema): LuaCommand<z.output<Schema>> => luaCommand(fileOf(file), reply, text);
}

function fileOf(name: string): URL {
  return new URL(`./lua/${name}.lua`, import.meta.url);
}
