/** Lets a called telephone ring until it is answered, refuses, or gives up. */
import { answer, report } from './ending.ts';
import type { Leg } from './leg.ts';
import type { Network } from './network.ts';
import { Party } from './party.ts';
import { startSilence } from './playing.ts';
import type { Telephone } from './telephones.ts';

export type Ringing = 'answered' | 'busy' | 'no-answer' | 'failed' | 'canceled';

/** Twilio waits about this much longer than it was told. */
export const extraRingSeconds = 5;
/** How long a telephone rings before somebody picks up, in the simulated time. */
const usualRingSeconds = 5;

/** Resolves when it is decided; the leg is answered then, or to be ended by whoever asked. `stop` cancels. */
export async function ring(network: Network, leg: Leg, timeoutSeconds: number, stop?: AbortSignal): Promise<Ringing> {
  leg.status = 'initiated';
  report(network, leg, 'initiated');
  const telephone = network.telephones.find(leg.owner);
  if (telephone === undefined) return network.options.strangers ?? 'no-answer';
  if (telephone.behaviour === 'busy' || network.busy(leg.owner, leg)) return 'busy';
  leg.status = 'ringing';
  report(network, leg, 'ringing');
  if (telephone.behaviour === 'no-answer') return 'no-answer';
  return decision(network, leg, telephone, timeoutSeconds + extraRingSeconds, stop);
}

function decision(network: Network, leg: Leg, telephone: Telephone, seconds: number, stop?: AbortSignal): Promise<Ringing> {
  return new Promise((resolve) => {
    let cancelSilence = (): void => undefined;
    const cancel = () => leg.decide?.('canceled');
    leg.decide = (result) => {
      leg.decide = undefined;
      cancelSilence();
      stop?.removeEventListener('abort', cancel);
      leg.stir();
      if (result === 'answered') pickUp(network, leg);
      resolve(result);
    };
    if (stop?.aborted) return leg.decide('canceled');
    stop?.addEventListener('abort', cancel);
    leg.emit({ type: 'ringing', from: leg.start.from, to: leg.start.to });
    const { behaviour } = telephone;
    if (typeof behaviour === 'object') {
      if (behaviour.keys !== undefined) pressWhenAsked(network, leg, behaviour.keys);
      leg.decide('answered');
    }
    telephone.arrive(new Party(network, leg));
    // Nobody has picked up yet: now it is somebody's turn to act
    if (leg.decide) cancelSilence = startSilence(network, leg, seconds, () => leg.decide?.('no-answer'));
  });
}

function pickUp(network: Network, leg: Leg): void {
  if (network.manual) leg.seconds += usualRingSeconds;
  leg.state = 'talking';
  answer(network, leg);
}

function pressWhenAsked(network: Network, leg: Leg, keys: string): void {
  const forget = leg.listen((event) => {
    if (event.type !== 'rest' || leg.onKey === undefined) return;
    forget();
    // Not in the middle of what is being told
    queueMicrotask(() => new Party(network, leg).type(keys));
  });
}
