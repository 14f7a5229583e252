/** Follows a leg from document to document until the call, or its part of the call, ends. */
import { type Document, fetchDocument, type Wanted } from './documents.ts';
import { answer, end, hangUp } from './ending.ts';
import type { Leg } from './leg.ts';
import type { Network } from './network.ts';
import { play, startSilence } from './playing.ts';
import type { End, Run } from './run.ts';
import { performDocument } from './verbs.ts';

/** What Twilio says to the caller when neither the address nor its fallback can be used. */
export const applicationError = 'We are sorry, an application error has occurred. Goodbye.';

/** Documents in a row without a rest before a loop that never asks is made to rest (manual clock). */
const mostWithoutRest = 25;

/** Takes the leg over from whatever ran on it. `whisper`: only talking and asking is allowed. */
export async function perform(network: Network, leg: Leg, from: Wanted | Document, whisper = false): Promise<End> {
  if (leg.over) return 'moved';
  leg.running?.abort();
  const running = new AbortController();
  leg.running = running;
  leg.stir();
  leg.onKey = undefined;
  if (leg.answeredMs !== undefined) leg.state = 'talking';
  const run: Run = {
    network,
    leg,
    stop: running.signal,
    whisper,
    performWhisper: (callee, wanted) => perform(network, callee, wanted, true),
  };
  let wanted = from;
  let documents = 0;
  let rests = leg.restCount;
  for (;;) {
    const document = 'verbs' in wanted ? wanted : await fetchDocument(network, leg, wanted, () => hangUp(network, leg));
    if (run.stop.aborted) return 'moved';
    if (document === undefined) return apologise(run);
    const step = await performDocument(run, document);
    if (run.stop.aborted) return 'moved';
    if (step === 'failed') return apologise(run);
    if (typeof step === 'string') return step;
    documents = leg.restCount === rests ? documents + 1 : 0;
    rests = leg.restCount;
    if (documents >= mostWithoutRest && network.manual) await restInLoop(run);
    if (run.stop.aborted) return 'moved';
    wanted = step;
  }
}

/** As `perform`, and hangs up when nothing is left to do. */
export async function performToEnd(network: Network, leg: Leg, from: Wanted | Document): Promise<void> {
  if ((await perform(network, leg, from)) === 'moved') return;
  // A document without a verb still answers
  answer(network, leg);
  end(network, leg, 'completed');
}

async function apologise(run: Run): Promise<End> {
  answer(run.network, run.leg);
  run.leg.state = 'talking';
  await play(run.network, run.leg, { kind: 'say', text: applicationError, language: 'en-US', seconds: 4 }, run.stop);
  return run.stop.aborted ? 'moved' : 'hung-up';
}

function restInLoop(run: Run): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      run.stop.removeEventListener('abort', done);
      resolve();
    };
    run.stop.addEventListener('abort', done);
    startSilence(run.network, run.leg, 0, done);
  });
}
