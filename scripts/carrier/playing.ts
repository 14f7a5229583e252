/** Time on a leg: how long sounds and silences take under its pace. */
import type { Leg } from './leg.ts';
import type { Network } from './network.ts';
import { fileName, type Sound } from './speech.ts';

let lastId = 0;

/** A telephone that never says it has finished is not waited for longer than this many times the expected length. */
const patience = 3;

/** Plays it to the end, or until the signal stops it. Manual: takes no time, is only counted. */
export async function play(network: Network, leg: Leg, sound: Sound, stop: AbortSignal): Promise<void> {
  if (stop.aborted || leg.over) return;
  lastId += 1;
  const id = lastId;
  if (sound.kind === 'say' && sound.text !== '') {
    leg.transcript.push({ who: 'line', text: sound.text, language: sound.language });
    leg.emit({ type: 'said', id, text: sound.text, language: sound.language, seconds: sound.seconds });
  }
  if (sound.kind === 'play') {
    leg.transcript.push({ who: 'line', text: `♪ ${fileName(sound.url)}`, audio: sound.url });
    leg.emit({ type: 'played', id, url: sound.url, seconds: sound.seconds });
  }
  leg.seconds += sound.seconds;
  if (leg.start.pace === 'manual') return;
  const started = performance.now();
  await lasting(network, leg, sound, id, stop);
  if (!stop.aborted) return;
  const lacking = sound.seconds - (performance.now() - started) / 1_000;
  leg.seconds -= Math.max(0, lacking);
  if (sound.kind !== 'pause') leg.emit({ type: 'hushed' });
}

function lasting(network: Network, leg: Leg, sound: Sound, id: number, stop: AbortSignal): Promise<void> {
  const milliseconds = sound.seconds * 1_000;
  if (sound.kind !== 'say') return waitFor(network, milliseconds / (network.options.speed ?? 1), stop);
  if (leg.start.pace === 'instant') return Promise.resolve();
  if (leg.start.pace === 'endpoint') {
    const finished = new AbortController();
    leg.onFinished = (heard) => heard === id && finished.abort();
    return waitFor(network, milliseconds * patience + 2_000, AbortSignal.any([stop, finished.signal]));
  }
  return waitFor(network, milliseconds / (network.options.speed ?? 1), stop);
}

function waitFor(network: Network, milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) return resolve();
    const done = () => {
      cancel();
      stop.removeEventListener('abort', done);
      resolve();
    };
    const cancel = network.later(milliseconds, done);
    stop.addEventListener('abort', done);
  });
}

/** Runs a silence: `onPassed` after that time (manual: when the script says so), unless cancelled. The leg rests meanwhile. */
export function startSilence(network: Network, leg: Leg, seconds: number, onPassed: () => void): () => void {
  const passed = () => {
    leg.seconds += seconds;
    onPassed();
  };
  if (leg.start.pace === 'manual') {
    const passedByScript = () => {
      leg.stir();
      passed();
    };
    leg.onSilence = passedByScript;
    leg.rest();
    return () => {
      if (leg.onSilence === passedByScript) leg.onSilence = undefined;
    };
  }
  const cancel = network.later(seconds * 1_000, passed);
  leg.rest();
  return cancel;
}
