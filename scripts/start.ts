import { parseArgs } from 'node:util';
import { messageOf } from '../src/platform/errors.ts';
import { dataFolder, readSecrets, releaseLock, takeLock, writeRunning } from './services/data-folder.ts';
import { LocalSystem } from './services/local-system.ts';
import { HOME } from './services/node-part.ts';
import { untilAskedToEnd } from './services/watch-for-end.ts';
import { alreadyRunning, welcome } from './services/welcome.ts';

/** `npm start`: the whole hotline on one machine, from nothing, until Ctrl-C. `-- --data DIR` keeps its data elsewhere. */
const say = (line: string) => process.stdout.write(`${line}\n`);
const usage = `Usage: npm start -- [options]

The whole hotline on this machine: PostgreSQL, Redis, the app and its own telephone network, with demo stock. Ctrl-C ends it.

Options:
  --data <DIR>  where data, logs and sign-ins are kept (default: HOTLINE_DATA, else .data);
                the other commands find it when HOTLINE_DATA says the same
  -h, --help    display help for command`;
try {
  const { values } = parseArgs({ options: { data: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    say(usage);
    process.exit(0);
  }
  const folder = dataFolder(values.data, process.env, HOME);
  const lock = takeLock(folder);
  if (!lock.taken) throw new Error(alreadyRunning(lock.pid, lock.running));
  await run(folder);
} catch (thrown) {
  process.stderr.write(`${messageOf(thrown)}\n`);
  process.exit(1);
}

async function run(folder: string): Promise<never> {
  const asked = untilAskedToEnd(process.env);
  let fail: (why: string) => void = () => undefined;
  const failed = new Promise<string>((resolve) => {
    fail = resolve;
  });
  process.on('uncaughtException', (thrown) => fail(thrown.stack ?? thrown.message));
  const secrets = readSecrets(folder, process.env);
  const giveUp = (name: string) => fail(`${name} does not stay up. Its log is in ${folder}.`);
  const system = new LocalSystem({ folder, secrets, environment: process.env, say, giveUp });
  system.start().then(
    (running) => {
      writeRunning(folder, running);
      say(welcome(running, secrets, folder));
    },
    (thrown: unknown) => fail(messageOf(thrown)),
  );
  const why = await Promise.race([asked.then((reason) => ({ ok: true, reason })), failed.then((reason) => ({ ok: false, reason }))]);
  if (!why.ok) process.stderr.write(`\n${why.reason}\n`);
  say(why.ok ? `\n${why.reason}: ending everything …` : 'Ending everything …');
  await system.stop();
  releaseLock(folder);
  say('Ended. The data stay.');
  process.exit(why.ok ? 0 : 1);
}
