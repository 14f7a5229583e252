import { join } from 'node:path';
import type { Running, Secrets } from './data-folder.ts';
import { FRONT_MENU_NUMBER, VACCINATION_NUMBER } from './demo-environment.ts';
import { HOME } from './node-part.ts';

/** What `npm start` prints once everything answers: where, who, and what to try first. */
export function welcome(running: Running, secrets: Pick<Secrets, 'ADMIN_PASSWORD' | 'DEMO_PASSWORD'>, folder: string): string {
  return `
The hotline is ready.

  Telephone in the browser   ${running.appUrl}/phone
  Desk of the agents         ${running.appUrl}/desk
  Programming interface      ${running.appUrl}/openapi.json
  Health, metrics            ${running.appUrl}/health/ready, ${running.appUrl}/metrics
  Telephone network          ${running.carrierUrl}

  Sign in as                 admin                     ${secrets.ADMIN_PASSWORD}
                             agent1, agent2, agent3    ${secrets.DEMO_PASSWORD}

Try first:
  npm run phone              call the line from another terminal, press keys, hear the answers
  ${running.appUrl}/phone   the same in the browser, with its voice
  npm run tune -- show       the thresholds that ops may turn while calls come in
  npm run agents -- list     who answers when a caller presses 0

  Numbers                    ${VACCINATION_NUMBER} (vaccination line), ${FRONT_MENU_NUMBER} (front menu)
  Data and logs              ${folder}${elsewhere(folder)}
  Ctrl-C ends everything; the data stay.
`;
}

/** The commands look into `.data` unless they are told otherwise. */
function elsewhere(folder: string): string {
  return folder === join(HOME, '.data') ? '' : `\n  For the other commands     export HOTLINE_DATA=${folder}`;
}

/** For a second start while one runs. */
export function alreadyRunning(pid: number, running: Running | undefined): string {
  if (!running) return `Another npm start (process ${pid}) is just starting or stopping with the same data; try again in a moment.`;
  return `The hotline is already running (process ${pid}, since ${running.startedAt}):
  app      ${running.appUrl}
  network  ${running.carrierUrl}
End it with Ctrl-C in its terminal or: kill ${pid}
For a second one beside it: npm start -- --data DIR`;
}
