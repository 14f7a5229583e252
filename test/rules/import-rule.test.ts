import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importOffences } from '../../scripts/check-imports.ts';
import configuration from '../../scripts/dependency-cruiser.mjs';

const HOME = resolve(import.meta.dirname, '../..');

/** A small house in order: every import in it is allowed. */
const ORDERLY: Record<string, string> = {
  'flows/vocabulary.ts': 'export type Language = "de"; export const languages = ["de"];',
  'flows/index.ts': 'export { languages } from "./vocabulary.ts";',
  'db/schema.ts': 'import { pgTable } from "drizzle-orm/pg-core"; export const slots = pgTable("slots", {});',
  'src/config.ts': 'import { z } from "zod"; export type Config = z.infer<typeof form>; export const form = z.object({});',
  'src/main.ts':
    'import express from "express"; import "./http/app.ts"; import "./booking/pg-bookings.ts"; import { form } from "./config.ts"; export { express, form };',
  'src/platform/errors.ts': 'export class HotlineError extends Error {}',
  'src/platform/clock.ts': 'export interface Clock { nowMs(): number } export const clock = 1;',
  'src/platform/redis.ts': 'export { Redis } from "ioredis";',
  'src/calls/ports/sessions.ts': 'import type { Session } from "../../ivr/session.ts"; export interface Sessions { load(): Session }',
  'src/calls/incoming-call.ts':
    'import { step } from "../ivr/step.ts"; import type { Language } from "../../flows/vocabulary.ts"; export const call = (language: Language) => step(language);',
  'src/ivr/session.ts': 'export interface Session { at: string }',
  'src/ivr/step.ts':
    'import { HotlineError } from "../platform/errors.ts"; import type { Clock } from "../platform/clock.ts"; export const step = (_: unknown, clock?: Clock) => [clock, HotlineError];',
  'src/ivr/redis-sessions.ts':
    'import { Redis } from "ioredis"; import type { Sessions } from "../calls/ports/sessions.ts"; import { step } from "./step.ts"; export const made: [Sessions?, unknown?] = [undefined, [Redis, step]];',
  'src/booking/pg-bookings.ts':
    'import pg from "pg"; import { slots } from "../../db/schema.ts"; import type { Session } from "../ivr/session.ts"; export const made: [Session?, unknown?] = [undefined, [pg, slots]];',
  'src/booking/slots.ts': 'import { createHash } from "node:crypto"; export const slots = createHash;',
  'src/callbacks/callback-worker.ts': 'import type { Sessions } from "../calls/ports/sessions.ts"; export type Work = Sessions;',
  'src/http/app.ts':
    'import express from "express"; import { call } from "../calls/incoming-call.ts"; import type { Session } from "../ivr/session.ts"; export const app: [Session?, unknown?] = [undefined, [express, call]];',
  'scripts/tune.ts': 'export const tune = 1;',
  'src/web/desk.ts': 'export const desk = 1;',
};

/** Each offender is one file that imports one thing it must not, and the rule that says so. */
const OFFENDERS: { rule: string; from: string; takes: string }[] = [
  { rule: 'flows-stand-alone', from: 'flows/offender.ts', takes: '../src/platform/errors.ts' },
  { rule: 'flows-stand-alone', from: 'flows/offender-package.ts', takes: 'zod' },
  { rule: 'flows-stand-alone', from: 'flows/offender-built-in.ts', takes: 'node:fs' },
  { rule: 'rules-stay-home', from: 'src/ivr/offender-neighbour.ts', takes: '../booking/slots.ts' },
  { rule: 'rules-stay-home', from: 'src/ivr/offender-calls.ts', takes: '../calls/ports/sessions.ts' },
  { rule: 'rules-stay-home', from: 'src/ivr/offender-http.ts', takes: '../http/app.ts' },
  { rule: 'rules-need-no-adapter', from: 'src/ivr/offender-adapter.ts', takes: './redis-sessions.ts' },
  { rule: 'rules-take-platform-types', from: 'src/ivr/offender-platform.ts', takes: '../platform/clock.ts' },
  { rule: 'rules-need-no-driver', from: 'src/booking/offender-driver.ts', takes: 'bottleneck' },
  { rule: 'rules-do-no-io', from: 'src/booking/offender-file.ts', takes: 'node:fs' },
  { rule: 'calls-use-ports', from: 'src/calls/offender-adapter.ts', takes: '../ivr/redis-sessions.ts' },
  { rule: 'calls-use-ports', from: 'src/calls/offender-http.ts', takes: '../http/app.ts' },
  { rule: 'calls-use-ports', from: 'src/callbacks/offender-worker.ts', takes: '../booking/pg-bookings.ts' },
  { rule: 'calls-need-no-driver', from: 'src/calls/offender-driver.ts', takes: 'ioredis' },
  { rule: 'calls-do-no-io', from: 'src/calls/offender-file.ts', takes: 'node:http' },
  { rule: 'calls-take-flow-types', from: 'src/calls/offender-flow.ts', takes: '../../flows/index.ts' },
  { rule: 'adapters-stay-home', from: 'src/ivr/redis-offender-story.ts', takes: '../calls/incoming-call.ts' },
  { rule: 'adapters-stay-home', from: 'src/ivr/redis-offender-http.ts', takes: '../http/app.ts' },
  { rule: 'adapters-take-rule-types', from: 'src/ivr/redis-offender-rule.ts', takes: '../booking/slots.ts' },
  { rule: 'adapters-take-rule-types', from: 'src/ivr/redis-offender-flow.ts', takes: '../../flows/index.ts' },
  { rule: 'adapters-are-strangers', from: 'src/ivr/redis-offender-adapter.ts', takes: '../booking/pg-bookings.ts' },
  { rule: 'http-speaks-to-calls', from: 'src/http/offender-adapter.ts', takes: '../ivr/redis-sessions.ts' },
  { rule: 'http-takes-rule-types', from: 'src/http/offender-flow.ts', takes: '../../flows/index.ts' },
  { rule: 'http-takes-rule-types', from: 'src/http/offender-rule.ts', takes: '../ivr/step.ts' },
  { rule: 'nobody-needs-http', from: 'src/calls/offender-door.ts', takes: '../http/app.ts' },
  { rule: 'platform-stands-alone', from: 'src/platform/offender.ts', takes: '../ivr/step.ts' },
  { rule: 'nobody-needs-main', from: 'src/http/offender-main.ts', takes: '../main.ts' },
  { rule: 'settings-are-handed-in', from: 'src/platform/offender-settings.ts', takes: '../config.ts' },
  { rule: 'schema-for-pg-only', from: 'src/ivr/redis-offender-schema.ts', takes: '../../db/schema.ts' },
  { rule: 'nothing-from-outside', from: 'src/platform/offender-script.ts', takes: '../../scripts/tune.ts' },
  { rule: 'nothing-from-outside', from: 'src/http/offender-web.ts', takes: '../web/desk.ts' },
  { rule: 'express-in-its-place', from: 'src/platform/offender-express.ts', takes: 'express' },
  { rule: 'helmet-in-its-place', from: 'src/platform/offender-helmet.ts', takes: 'helmet' },
  { rule: 'ioredis-in-its-place', from: 'src/booking/pg-offender.ts', takes: 'ioredis' },
  { rule: 'pg-in-its-place', from: 'src/ivr/redis-offender-driver.ts', takes: 'pg' },
  { rule: 'drizzle-in-its-place', from: 'src/http/offender-drizzle.ts', takes: 'drizzle-orm' },
  { rule: 'twilio-in-its-place', from: 'src/ivr/redis-offender-twilio.ts', takes: 'twilio' },
  { rule: 'bottleneck-in-its-place', from: 'src/http/offender-bottleneck.ts', takes: 'bottleneck' },
  { rule: 'pino-in-its-place', from: 'src/http/offender-pino.ts', takes: 'pino' },
  { rule: 'prom-client-in-its-place', from: 'src/ivr/redis-offender-metrics.ts', takes: 'prom-client' },
  { rule: 'import-exists', from: 'src/http/offender-nowhere.ts', takes: './not-there.ts' },
  { rule: 'no-circle', from: 'src/calls/offender-circle.ts', takes: './z-offender-accomplice.ts' },
];
/** The circle's other half; a circle is reported once. */
const ACCOMPLICE = { from: 'src/calls/z-offender-accomplice.ts', takes: './offender-circle.ts' };
/** Only types, and still not allowed: these folders are closed. */
const TYPE_OFFENDERS = [
  { rule: 'rules-stay-home', from: 'src/ivr/type-offender.ts', takes: '../calls/ports/sessions.ts' },
  { rule: 'calls-need-no-driver', from: 'src/calls/type-offender.ts', takes: 'pg' },
];

describe('the import rule', () => {
  let house: string;
  beforeAll(() => {
    house = mkdtempSync(join(tmpdir(), 'hotline-import-rule-'));
    symlinkSync(join(HOME, 'node_modules'), join(house, 'node_modules'));
    for (const file of ['package.json', 'biome.json', '.gitignore', 'scripts/lint'])
      cpSync(join(HOME, file), join(house, file), { recursive: true });
    for (const [file, text] of Object.entries(ORDERLY)) write(house, file, text);
  });
  afterAll(() => rmSync(house, { recursive: true, force: true }));

  it('holds in the whole project today', () => {
    expect(importOffences(HOME)).toEqual([]);
  });

  it('accepts every import that a layer may make, types of other layers among them', () => {
    expect(importOffences(house)).toEqual([]);
  });

  describe('with offenders planted', () => {
    let offences: string[];
    beforeAll(() => {
      for (const { from, takes } of [...OFFENDERS, ACCOMPLICE])
        write(house, from, `import * as taken from '${takes}';\nexport const kept = taken;\n`);
      for (const { from, takes } of TYPE_OFFENDERS)
        write(house, from, `import type * as Taken from '${takes}';\nexport type Kept = typeof Taken;\n`);
      offences = importOffences(house);
    });
    it.each([...OFFENDERS, ...TYPE_OFFENDERS])('$rule refuses $from taking $takes', ({ rule, from }) => {
      expect(offences).toContainEqual(expect.stringMatching(new RegExp(`^${from.replaceAll('.', '\\.')} → .+: ${rule} \\(`)));
    });
    it('has an offender for each of its rules', () => {
      const planted = new Set(OFFENDERS.map(({ rule }) => rule));
      expect(configuration.forbidden.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
    });
    it('accuses nobody else', () => {
      expect(offences.filter((offence) => !offence.includes('offender'))).toEqual([]);
    });
  });

  it.each(['Date.now()', 'new Date()', 'Math.random()', "process.env['PORT']"])('refuses %s in rules, stories and flows', (expression) => {
    for (const folder of ['src/ivr', 'src/calls', 'flows']) {
      const file = `${folder}/hidden-input.ts`;
      write(house, file, `export const hidden = () => ${expression};\n`);
      expect(lint(house, file)).toContain('are handed in here');
      rmSync(join(house, file));
    }
  });

  it('accepts a date made from a value that was handed in', () => {
    write(house, 'src/ivr/given-time.ts', 'export const day = (nowMs: number) => new Date(nowMs).getUTCDay();\n');
    expect(lint(house, 'src/ivr/given-time.ts')).not.toContain('handed in');
  });

  it('refuses a second reader of the environment', () => {
    write(house, 'src/http/reader.ts', 'export const port = () => process.env.PORT;\n');
    expect(lint(house, 'src/http/reader.ts')).toContain('take the value from Config');
  });
});

function write(house: string, file: string, text: string): void {
  mkdirSync(dirname(join(house, file)), { recursive: true });
  writeFileSync(join(house, file), text);
}

function lint(house: string, file: string): string {
  const biome = join(HOME, 'node_modules/@biomejs/biome/bin/biome');
  const ran = spawnSync(process.execPath, [biome, 'lint', '--colors=off', file], { cwd: house, encoding: 'utf8' });
  return ran.stdout + ran.stderr;
}
