/** What each verb does to a leg. Top to bottom; the first verb that leads elsewhere ends the document. */
import { collect } from './collecting.ts';
import { dial } from './dialling.ts';
import { type Document, fallback, fetchDocument, type Wanted } from './documents.ts';
import { end } from './ending.ts';
import { play } from './playing.ts';
import { pickUp, type Run, resolveUrl } from './run.ts';
import { soundOf } from './speech.ts';
import { textOf, type Verb } from './twiml-tree.ts';

/** Where to go on, or how it ended. A document handed back was the fallback's answer; `failed`: there was none. */
export type Step = Wanted | Document | 'finished' | 'hung-up' | 'failed';

/** Carries the verbs out. With `stop` aborted the result means nothing. */
export async function performDocument(run: Run, document: Document): Promise<Step> {
  for (const verb of document.verbs) {
    const step = await performVerb(run, verb, document.base);
    if (run.stop.aborted || step !== 'next') return step === 'next' ? 'finished' : step;
  }
  return 'finished';
}

async function performVerb(run: Run, verb: Verb, base: string | undefined): Promise<Step | 'next'> {
  const { network, leg } = run;
  switch (verb.name) {
    case 'Pause':
    case 'Say':
    case 'Play':
      // A pause in front only delays the answer
      if (verb.name !== 'Pause') pickUp(run);
      await play(
        network,
        leg,
        soundOf(verb, (url) => network.playSeconds(url)),
        run.stop,
      );
      return 'next';
    case 'Gather':
      return performGather(run, verb, base);
    case 'Redirect':
      return follow(run, { kind: 'redirect', url: textOf(verb), method: verb.attributes['method'] }, base);
    case 'Dial':
      return performDial(run, verb, base);
    case 'Reject':
      return reject(run, verb);
    case 'Hangup':
      pickUp(run);
      return 'hung-up';
    default:
      return refuse(run, 12_200, base);
  }
}

async function performGather(run: Run, verb: Verb, base: string | undefined): Promise<Step | 'next'> {
  pickUp(run);
  const { digits, finishedOnKey } = await collect(run.network, run.leg, verb, run.stop);
  if (run.stop.aborted || (digits === '' && verb.attributes['actionOnEmptyResult'] !== 'true')) return 'next';
  const extra = { Digits: digits, FinishedOnKey: finishedOnKey, msg: 'Gather End' };
  return follow(run, { kind: 'gather', url: verb.attributes['action'] ?? '', method: verb.attributes['method'], extra }, base);
}

async function performDial(run: Run, verb: Verb, base: string | undefined): Promise<Step | 'next'> {
  if (run.whisper) return refuse(run, 13_201, base);
  const extra = await dial(run, verb, base);
  const action = verb.attributes['action'];
  const next: Wanted | undefined =
    action === undefined ? undefined : { kind: 'dial', url: action, method: verb.attributes['method'], extra };
  if (run.stop.aborted) {
    if (next && run.leg.over && run.network.options.dialActionAfterCallerHangUp)
      await fetchDocument(run.network, run.leg, { ...next, url: resolveUrl(next.url, base) ?? '' }, () => undefined);
    return 'next';
  }
  return next ? follow(run, next, base) : 'next';
}

/** Only a call nobody has picked up can be rejected; later it is a hang-up. */
function reject(run: Run, verb: Verb): Step {
  const { leg, network } = run;
  if (leg.answeredMs === undefined) end(network, leg, verb.attributes['reason'] === 'busy' ? 'busy' : 'no-answer');
  return 'hung-up';
}

/** Addresses are relative to the document they stand in; an empty one is the document's own. */
function follow(run: Run, wanted: Wanted, base: string | undefined): Step | Promise<Step> {
  const url = resolveUrl(wanted.url, base);
  return url === undefined ? refuse(run, 11_100, wanted.url) : { ...wanted, url };
}

async function refuse(run: Run, errorCode: number, url: string | undefined): Promise<Step> {
  const document = await fallback(run.network, run.leg, errorCode, url ?? '');
  return document ?? 'failed';
}
