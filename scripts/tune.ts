import { userInfo } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { createThresholdLog } from '../src/admission/pg-threshold-log.ts';
import { createLiveThresholds, ensureThresholds } from '../src/admission/redis-thresholds.ts';
import { parseAssignments } from '../src/admission/thresholds.ts';
import { type Tuned, type Tuning, tuneAdmission } from '../src/calls/tune-admission.ts';
import { createAuditLog } from '../src/ops/pg-audit.ts';
import { CLOCK_KEY } from '../src/ops/redis-keys.ts';
import { SystemClock } from '../src/platform/clock.ts';
import { DependencyDown, messageOf } from '../src/platform/errors.ts';
import { connectPostgres } from '../src/platform/postgres.ts';
import { openRedis } from '../src/platform/redis.ts';
import { NothingRuns, runningSystem } from './running-system.ts';
import { addTuningHelp, type Stores } from './tune-help.ts';
import { historyText, type Problem, problemOf, problemText, thresholdsHelp, versionText } from './tune-texts.ts';

/** `npm run tune`: ops see and turn the thresholds of the running system. Refusals go to standard error, exit code 1. */

interface Options {
  json?: boolean;
  reason?: string;
  by?: string;
  limit?: number;
}

const program = new Command('tune')
  .description('See and turn the thresholds of the running system. A change counts from the next call on.')
  .showHelpAfterError('(npm run tune -- --help shows what is possible)');

withOutput(program.command('show').description('the values that count now, and who set them')).action((options: Options) =>
  work(options, async (tuning) => say(options, await tuning.show(), versionText)),
);

withChange(
  program
    .command('set')
    .argument('<KEY=VALUE...>', 'what to change, like burst=50 admitPerSecond=12.5')
    .description('change one or more values'),
)
  .addHelpText('after', `\n${thresholdsHelp()}`)
  .action((texts: string[], options: Options) =>
    work(options, async (tuning) => {
      const assignments = parseAssignments(texts);
      if (!assignments.ok) return refuse(options, problemOf({ status: 'refused', faults: assignments.faults }));
      tell(options, await tuning.set(assignments.changes, change(options)));
    }),
  );

withOutput(
  program.command('history').description('earlier versions, newest first').option('--limit <n>', 'how many', wholeNumber, 20),
).action((options: Options) => work(options, async (tuning) => say(options, await tuning.history(options.limit ?? 20), historyText)));

withChange(
  program
    .command('rollback')
    .argument('<version>', 'whose values shall count again', wholeNumber)
    .description('the values of an earlier version, as a new one'),
).action((version: number, options: Options) =>
  work(options, async (tuning) => tell(options, await tuning.rollback(version, change(options)))),
);

addTuningHelp(program, {
  by: userInfo().username,
  withStores: (options, job) => withStores(options, job),
  say,
  refuse,
});

await program.parseAsync();

function withOutput(command: Command): Command {
  return command.option('--json', 'print JSON');
}

function withChange(command: Command): Command {
  return withOutput(command)
    .option('--reason <text>', 'why; kept with the change, and spoken to callers while the line is closed')
    .option('--by <name>', 'who changes it', userInfo().username);
}

function work(options: Options, job: (tuning: Tuning) => Promise<void>): Promise<void> {
  return withStores(options, ({ log, live, clock }) => job(tuneAdmission({ log, live, clock })));
}

async function withStores(options: Options, job: (stores: Stores) => Promise<void>): Promise<void> {
  try {
    const system = runningSystem();
    const pool = connectPostgres(system.databaseUrl, { max: 1, statementTimeoutMs: 5_000 });
    try {
      const redis = await openRedis(system.redisUrl, { commandTimeoutMs: 3_000 });
      try {
        const clock = new SystemClock();
        // Demos and tests move the time of the whole system; nobody else writes this key
        clock.setOffset(Number((await redis.get(CLOCK_KEY)) ?? 0));
        const log = createThresholdLog(pool);
        const live = createLiveThresholds({ redis, clock });
        await ensureThresholds(log, live);
        await job({ redis, clock, log, live, audit: createAuditLog(pool) });
      } finally {
        redis.disconnect();
      }
    } finally {
      await pool.end();
    }
  } catch (thrown) {
    refuse(options, failure(thrown));
  }
}

function change(options: Options): { by: string; reason: string } {
  return { by: options.by ?? '', reason: options.reason ?? '' };
}

function tell(options: Options, tuned: Tuned): void {
  if (tuned.status !== 'stored') return refuse(options, problemOf(tuned));
  say(options, tuned.version, versionText);
  if (!tuned.published) process.stderr.write('stored, but Redis did not answer: it counts as soon as Redis is back\n');
}

function say<T>(options: Options, value: T, text: (value: T) => string): void {
  process.stdout.write(`${options.json ? JSON.stringify(value) : text(value)}\n`);
}

function refuse(options: Options, problem: Problem): void {
  process.exitCode = 1;
  process.stderr.write(`${options.json ? JSON.stringify(problem) : problemText(problem)}\n`);
}

function failure(thrown: unknown): Problem {
  const common = { type: 'about:blank', status: 503, faults: [] };
  if (thrown instanceof NothingRuns) return { ...common, title: 'No system to talk to', code: thrown.code, detail: thrown.message };
  if (thrown instanceof DependencyDown) {
    const detail = `${thrown.part} does not answer (${messageOf(thrown.cause)}): is the system running?`;
    return { ...common, title: 'A store does not answer', code: thrown.code, detail };
  }
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'UNEXPECTED';
  return { ...common, status: 500, title: 'It did not work', code, detail: messageOf(thrown) };
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(text);
}
