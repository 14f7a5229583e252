import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { parse } from 'csv-parse/sync';
import { createFrontDoor } from '../src/admission/redis-admission.ts';
import { createAdviceBoard } from '../src/admission/redis-advice.ts';
import { createShadows } from '../src/admission/redis-shadow.ts';
import { parseAssignments, type ThresholdFault } from '../src/admission/thresholds.ts';
import type { ArrivalSpan } from '../src/admission/what-if-terms.ts';
import { lookAtAdvice } from '../src/calls/advice.ts';
import type { AuditLog } from '../src/calls/ports/audit.ts';
import type { LiveThresholds, ThresholdsLog } from '../src/calls/ports/thresholds.ts';
import { type ShadowShown, type ShadowTrial, shadowTrial } from '../src/calls/shadow.ts';
import { createWhatIf } from '../src/calls/what-if.ts';
import { RedisTally } from '../src/ops/redis-tally.ts';
import { localDay } from '../src/platform/berlin-time.ts';
import type { SystemClock } from '../src/platform/clock.ts';
import { createLogger } from '../src/platform/logger.ts';
import type { RedisClient } from '../src/platform/redis.ts';
import { createRouter } from '../src/router.ts';
import { adviceText, shadowText, whatIfText } from './tune-help-texts.ts';
import type { Problem } from './tune-texts.ts';

/** `npm run tune -- whatif`, `advice` and `shadow`: what helps to choose thresholds. None of them changes what counts. */

export interface Stores {
  redis: RedisClient;
  clock: SystemClock;
  log: ThresholdsLog;
  live: LiveThresholds;
  audit: AuditLog;
}

interface Options {
  json?: boolean;
  hours?: number;
  arrivals?: string;
  by?: string;
  reason?: string;
}

export interface Surroundings {
  by: string;
  withStores(options: Options, job: (stores: Stores) => Promise<void>): Promise<void>;
  say<T>(options: Options, value: T, text: (value: T) => string): void;
  refuse(options: Options, problem: Problem): void;
}

export function addTuningHelp(program: Command, around: Surroundings): void {
  program
    .command('whatif')
    .argument('[KEY=VALUE...]', 'the change in question; without one the forecast of what counts now')
    .description('what the next hours would bring now, and with a change; nothing is changed')
    .option('--json', 'print JSON')
    .option('--hours <n>', 'how far to look ahead, 0.25 to 48', hours, 8)
    .option(
      '--arrivals <file>',
      'first rings as CSV with the columns fromMinute,peoplePerSecond (0 is now); as many as now where not given',
    )
    .action((texts: string[], options: Options) => foresee(texts, options, around));
  program
    .command('advice')
    .description('the rate that fits what is really absorbed, with its reasons and its age')
    .option('--json', 'print JSON')
    .action((options: Options) => advise(options, around));
  const shadow = program.command('shadow').description('a candidate beside the live thresholds: counted on real calls, never enforced');
  shadow
    .command('start')
    .argument('<KEY=VALUE...>', 'how the candidate differs from what counts now')
    .description('start a candidate; one that runs is stopped first')
    .option('--json', 'print JSON')
    .option('--by <name>', 'who starts it', around.by)
    .option('--reason <text>', 'why; kept with the candidate and in the audit log')
    .action((texts: string[], options: Options) => startShadow(texts, options, around));
  shadow
    .command('show')
    .description('live and candidate side by side')
    .option('--json', 'print JSON')
    .action((options: Options) => lookAtShadow(options, around, (running) => running.show()));
  shadow
    .command('stop')
    .description('stop the candidate; its last figures')
    .option('--json', 'print JSON')
    .option('--by <name>', 'who stops it', around.by)
    .action((options: Options) => lookAtShadow(options, around, (running) => running.stop({ by: options.by ?? around.by })));
}

function lookAtShadow(options: Options, around: Surroundings, look: (running: ShadowTrial) => Promise<ShadowShown | undefined>) {
  return around.withStores(options, async (stores) => {
    const shown = await look(trial(stores));
    around.say(options, shown ?? null, (value) => shadowText(value, stores.clock.nowMs()));
  });
}

async function foresee(texts: string[], options: Options, around: Surroundings): Promise<void> {
  const assignments = parseAssignments(texts);
  if (!assignments.ok) return around.refuse(options, refused('There is no forecast', assignments.faults));
  const arrivals = options.arrivals === undefined ? undefined : await readArrivals(options.arrivals);
  if (arrivals && 'fault' in arrivals) return around.refuse(options, refused('There is no forecast', [arrivals]));
  await around.withStores(options, async ({ redis, clock, live }) => {
    const answer = await createWhatIf({
      frontDoor: createFrontDoor({ redis, clock, localDay }),
      agents: createRouter(redis, () => clock.offsetMs()).agents,
      counted: new RedisTally({ redis, clock, log: createLogger('silent') }),
      advice: createAdviceBoard({ redis }),
      live,
      clock,
    })({ values: assignments.changes, hours: options.hours ?? 8, ...(arrivals ? { arrivals } : {}) });
    if (answer.status === 'refused') return around.refuse(options, refused('There is no forecast', answer.faults));
    const { status: _, ...forecast } = answer;
    around.say(options, forecast, whatIfText);
  });
}

function advise(options: Options, around: Surroundings): Promise<void> {
  return around.withStores(options, async ({ redis, clock }) => {
    const advice = await lookAtAdvice({ advice: createAdviceBoard({ redis }), clock });
    if (!advice) return around.say(options, null, () => 'no advice: no worker has looked in the last hour, or autoTune is off');
    around.say(options, advice, adviceText);
  });
}

async function startShadow(texts: string[], options: Options, around: Surroundings): Promise<void> {
  const assignments = parseAssignments(texts);
  if (!assignments.ok) return around.refuse(options, refused('The candidate was not started', assignments.faults));
  await around.withStores(options, async (stores) => {
    const why = options.reason === undefined ? {} : { reason: options.reason };
    const started = await trial(stores).start(assignments.changes, { by: options.by ?? around.by, ...why });
    if (started.status === 'refused') return around.refuse(options, refused('The candidate was not started', started.faults));
    around.say(options, started.run, () => 'started: from the next call on it is counted; see "tune shadow show"');
  });
}

function trial({ redis, clock, live, audit }: Stores): ShadowTrial {
  return shadowTrial({
    audit,
    shadows: createShadows({ redis, clock, localDay }),
    frontDoor: createFrontDoor({ redis, clock, localDay }),
    live,
    clock,
  });
}

function refused(title: string, faults: ThresholdFault[]): Problem {
  const detail = faults.map(({ field, fault, remedy }) => `${field} ${fault}: ${remedy}`).join('; ');
  return { type: 'about:blank', title, status: 422, code: 'THRESHOLDS_REFUSED', detail, faults };
}

async function readArrivals(file: string): Promise<ArrivalSpan[] | ThresholdFault> {
  const fault = (text: string): ThresholdFault => ({
    field: 'arrivals',
    fault: text,
    remedy: 'write CSV with the columns fromMinute,peoplePerSecond, in order of time, like 0,80',
  });
  let rows: Record<string, string>[];
  try {
    rows = parse(await readFile(file), { columns: true, trim: true, skip_empty_lines: true, bom: true });
  } catch (thrown) {
    return fault(`cannot be read from ${file} (${thrown instanceof Error ? thrown.message : String(thrown)})`);
  }
  const spans: ArrivalSpan[] = [];
  for (const [index, row] of rows.entries()) {
    const [fromMinute, peoplePerSecond] = [amount(row['fromMinute']), amount(row['peoplePerSecond'])];
    if (fromMinute === undefined || peoplePerSecond === undefined) return fault(`has no two numbers from 0 in row ${index + 1} of ${file}`);
    if (fromMinute <= (spans.at(-1)?.fromMinute ?? -1)) return fault(`is not in order of time in row ${index + 1} of ${file}`);
    spans.push({ fromMinute, peoplePerSecond });
  }
  return spans.length > 0 ? spans : fault(`has no rows in ${file}`);
}

function amount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function hours(text: string): number {
  const value = amount(text);
  if (value === undefined || value < 0.25 || value > 48) throw new InvalidArgumentError('It must be a number from 0.25 to 48.');
  return value;
}
