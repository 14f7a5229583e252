/** `npm run phone`: a telephone in the terminal. Prints what is spoken, takes keys, rings for callbacks. */
import { Command } from 'commander';
import { NetworkRefused, PhoneClient } from './carrier/phone-client.ts';
import { keysFromPipe, keysFromTerminal } from './carrier/phone-keys.ts';
import { TerminalPhone } from './carrier/terminal-phone.ts';
import { dataFolder } from './running-system.ts';
import { readRunning } from './services/data-folder.ts';

interface Options {
  from: string;
  to: string;
  carrier?: string;
  realTime: boolean;
  wait: boolean;
  stay: boolean;
}

const program = new Command('phone')
  .description('A telephone in the terminal: calls the hotline, prints what it says, takes keys.')
  // 030 23125-000 to -999 are kept free for film and television: nobody real has this number
  .option('--from <number>', 'your own number', '+493023125042')
  .option('--to <number>', 'whom to call', '+4980011611702')
  .option('--carrier <url>', 'the telephone network (default: that of the running npm start)')
  .option('--real-time', 'speak as slowly as a person would, instead of printing at once', false)
  .option('--wait', 'do not call, only wait for calls (an agent, or somebody who is called back)', false)
  .option('--stay', 'piped input: stay on the line after the last key instead of hanging up', false)
  .addHelpText(
    'after',
    `
Keys        0-9 * #  as on a telephone, at any time · h hang up · r redial · a answer · q quit
Piped       one line for each question: printf '1\\n05\\n03\\n1938\\n' | npm run phone
            an empty line is silence; a, h and r work there too (a waits until it rings)`,
  )
  .parse();

const options = program.opts<Options>();
try {
  const client = new PhoneClient(carrierUrl(options.carrier), options.from, options.realTime ? 'speech' : 'instant');
  const phone = new TerminalPhone(client, { own: options.from, to: options.to, print: (line) => process.stdout.write(`${line}\n`) });
  const keys = process.stdin.isTTY ? keysFromTerminal(process.stdin) : keysFromPipe(process.stdin);
  await phone.run(keys, { dial: !options.wait, stay: options.stay || options.wait });
  process.exit(0);
} catch (thrown) {
  if (!(thrown instanceof NetworkRefused)) throw thrown;
  process.stderr.write(`${thrown.message}\n`);
  process.exit(1);
}

function carrierUrl(given: string | undefined): string {
  const url = given ?? readRunning(dataFolder())?.carrierUrl;
  if (url === undefined)
    throw new NetworkRefused('Nothing runs here. Start everything with "npm start", or name a network with --carrier URL.');
  return url;
}
