/** `<Dial>`: rings others, whispers to whoever answers, bridges, and tells how it went. */
import { answer, durationOf, end } from './ending.ts';
import type { Leg } from './leg.ts';
import type { Network } from './network.ts';
import { startSilence } from './playing.ts';
import { extraRingSeconds, type Ringing, ring } from './ringing.ts';
import { pickUp, type Run } from './run.ts';
import { type Target, targetsOf } from './targets.ts';
import type { Verb } from './twiml-tree.ts';

interface Outcome {
  child: Leg;
  target: Target;
  result: Ringing;
}

/** Dials, stays while they talk, and returns the fields for the action address. Ends early when the calling leg is taken away. */
export async function dial(run: Run, verb: Verb, base: string | undefined): Promise<Record<string, string>> {
  const { leg: parent } = run;
  if (verb.attributes['answerOnBridge'] !== 'true') pickUp(run);
  const targets = targetsOf(verb, base);
  if (targets.length === 0) return { DialCallStatus: 'failed', DialBridged: 'false' };
  parent.state = 'ringing';
  const outcome = await ringAll(run, verb, targets);
  const parting = outcome.result === 'answered' ? await connect(run, verb, outcome) : 'never bridged';
  const bridged = parting !== 'never bridged';
  const { child } = outcome;
  if (parting !== 'moved') end(run.network, child, outcome.result === 'answered' ? 'completed' : outcome.result);
  if (!bridged) parent.seconds += child.seconds;
  if (!run.stop.aborted) {
    parent.stir();
    parent.onKey = undefined;
    parent.peer = undefined;
    parent.state = parent.answeredMs === undefined ? 'ringing' : 'talking';
  }
  return {
    DialCallStatus: outcome.result === 'answered' ? 'completed' : outcome.result,
    DialCallSid: child.sid,
    DialCallDuration: String(durationOf(run.network, child)),
    DialBridged: String(bridged),
  };
}

/** All at once, or one after another; the first to answer wins and the others stop ringing. */
async function ringAll(run: Run, verb: Verb, targets: Target[]): Promise<Outcome> {
  const { network, leg: parent, stop } = run;
  const timeout = Math.min(600, Math.max(5, Number(verb.attributes['timeout'] ?? 30)));
  if (verb.attributes['sequential'] === 'true') {
    for (const target of targets.slice(0, -1)) {
      const outcome = await ringAll(run, { ...verb, attributes: { ...verb.attributes, sequential: 'false' } }, [target]);
      if (outcome.result === 'answered' || stop.aborted) return outcome;
      end(network, outcome.child, outcome.result);
    }
    return ringAll(run, { ...verb, attributes: { ...verb.attributes, sequential: 'false' } }, targets.slice(-1));
  }
  const enough = new AbortController();
  const cancel = AbortSignal.any([stop, enough.signal]);
  const legs = targets.map((target) => ({ target, child: childOf(network, parent, verb, target) }));
  const cancelSilence = restWhileRinging(network, parent, timeout, legs);
  const ringing = legs.map(async ({ target, child }) => ({ child, target, result: await ring(network, child, timeout, cancel) }));
  const winner = await firstAnswered(ringing);
  enough.abort();
  cancelSilence();
  for (const other of await Promise.all(ringing)) {
    if (other.child !== winner.child) end(network, other.child, other.result === 'answered' ? 'completed' : other.result);
  }
  return winner;
}

/** The caller rests as soon as a telephone waits for somebody to pick it up; the caller's silence lets all of them ring out. */
function restWhileRinging(network: Network, parent: Leg, timeout: number, legs: { child: Leg }[]): () => void {
  let cancelSilence: (() => void) | undefined;
  const ringOut = () => {
    for (const { child } of legs) child.decide?.('no-answer');
  };
  for (const { child } of legs) {
    child.once('rest', () => {
      if (child.decide) cancelSilence ??= startSilence(network, parent, timeout + extraRingSeconds, ringOut);
    });
  }
  return () => cancelSilence?.();
}

function firstAnswered(ringing: Promise<Outcome>[]): Promise<Outcome> {
  return new Promise((resolve) => {
    let left = ringing.length;
    for (const one of ringing) {
      void one.then((outcome) => {
        left -= 1;
        if (outcome.result === 'answered' || left === 0) resolve(outcome);
      });
    }
  });
}

function childOf(network: Network, parent: Leg, verb: Verb, target: Target): Leg {
  const from = verb.attributes['callerId'] ?? (parent.start.direction === 'inbound' ? parent.start.from : parent.start.to);
  const pace = network.telephones.find(target.address)?.pace ?? network.pace;
  parent.emit({ type: 'dialling', to: target.address });
  const status = target.status ? { status: target.status } : {};
  return network.newLeg({ from, to: target.address, direction: 'outbound-dial', pace, parent, ...status });
}

/** How a connection came to its end. `moved`: by REST, and the called one goes on elsewhere. */
type Parting = 'never bridged' | 'left' | 'moved';

/** Whisper, then the bridge until one side leaves. */
async function connect(run: Run, verb: Verb, { child, target }: Outcome): Promise<Parting> {
  const { network, leg: parent, stop } = run;
  const leave = () => end(network, child, 'completed');
  stop.addEventListener('abort', leave);
  child.once('ended', () => {
    if (!parent.over && !stop.aborted) parent.stir();
  });
  try {
    if (stop.aborted) return 'never bridged';
    if (target.url !== undefined) {
      const whispered = await run.performWhisper(child, { kind: 'whisper', url: target.url, method: target.method });
      if (whispered !== 'finished' || child.over || stop.aborted) return 'never bridged';
    }
    parent.seconds += child.seconds;
    return await bridge(network, parent, child, verb, stop);
  } finally {
    stop.removeEventListener('abort', leave);
  }
}

function bridge(network: Network, parent: Leg, child: Leg, verb: Verb, stop: AbortSignal): Promise<'left' | 'moved'> {
  return new Promise((resolve) => {
    answer(network, parent);
    parent.stir();
    child.stir();
    const cancelLimit = timeLimit(network, child, Number(verb.attributes['timeLimit'] ?? 14_400));
    const part = (how: 'left' | 'moved') => {
      cancelLimit();
      forget();
      stop.removeEventListener('abort', leave);
      child.peer = undefined;
      if (!parent.over) parent.stir();
      resolve(how);
    };
    const leave = () => part('left');
    const forget = child.listen((event) => {
      if (event.type === 'ended') part('left');
      if (event.type === 'parted') part('moved');
    });
    stop.addEventListener('abort', leave);
    if (verb.attributes['hangupOnStar'] === 'true') parent.onKey = (key) => key === '*' && end(network, child, 'completed');
    parent.peer = child;
    child.peer = parent;
    parent.state = 'connected';
    child.state = 'connected';
    parent.emit({ type: 'connected', with: child.owner });
    child.emit({ type: 'connected', with: parent.owner });
    parent.rest();
    child.rest();
  });
}

/** The manual clock has no limit: its conversations take no time by themselves. */
function timeLimit(network: Network, leg: Leg, seconds: number): () => void {
  return network.manual ? () => undefined : network.later(seconds * 1_000, () => end(network, leg, 'completed'));
}
