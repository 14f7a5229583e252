/** How a leg begins to talk and how it ends, with the status callbacks Twilio sends for it. */
import type { CallStatus } from './contract.ts';
import type { Leg } from './leg.ts';
import type { Network } from './network.ts';
import { standardFields } from './webhook-fields.ts';

/** Picked up: from here on the call counts. */
export function answer(network: Network, leg: Leg): void {
  if (leg.answeredMs !== undefined || leg.over) return;
  leg.answeredMs = network.nowMs();
  leg.answeredAtSeconds = leg.seconds;
  leg.status = 'in-progress';
  leg.emit({ type: 'answered' });
  report(network, leg, 'answered');
}

/** Ends the leg once; later calls change nothing. Everything that runs on it stops. */
export function end(network: Network, leg: Leg, status: CallStatus): void {
  if (leg.over) return;
  const wasQueued = leg.status === 'queued';
  leg.status = status;
  leg.state = 'ended';
  leg.endedMs = network.nowMs();
  leg.stir();
  leg.onKey = undefined;
  leg.peer = undefined;
  leg.running?.abort();
  // Twilio says nothing about a call that was cancelled before it started
  if (!(wasQueued && status === 'canceled')) report(network, leg, 'completed');
  leg.emit({ type: 'ended', status });
  leg.rest();
}

/** How the far end leaves: before the answer an inbound call counts as not answered. */
export function hangUp(network: Network, leg: Leg): void {
  end(network, leg, leg.answeredMs === undefined ? 'no-answer' : 'completed');
}

/** Seconds since the answer, whole; 0 without one. */
export function durationOf(network: Network, leg: Leg): number {
  if (leg.answeredMs === undefined) return 0;
  if (network.manual) return Math.round(leg.seconds - leg.answeredAtSeconds);
  return Math.round(((leg.endedMs ?? network.nowMs()) - leg.answeredMs) / 1_000);
}

/** One progress callback, if the leg's owner asked for this event. In order per leg, but the call does not wait for it. */
export function report(network: Network, leg: Leg, event: 'initiated' | 'ringing' | 'answered' | 'completed'): void {
  const wish = leg.start.status;
  if (!wish?.events.includes(event)) return;
  const params: Record<string, string> = {
    ...standardFields(network.options.accountSid, leg),
    Timestamp: new Date(network.nowMs()).toUTCString().replace('GMT', '+0000'),
    CallbackSource: 'call-progress-events',
    SequenceNumber: String(leg.sequence),
  };
  leg.sequence += 1;
  if (event === 'completed') {
    const seconds = durationOf(network, leg);
    params['CallDuration'] = String(seconds);
    params['Duration'] = String(Math.ceil(seconds / 60));
  }
  const order = { kind: 'status' as const, callSid: leg.sid, url: wish.url, params };
  // What a fault holds back must not hold up the next one
  leg.reported = leg.reported.then(
    () => new Promise((resolve) => void network.webhooks.send({ ...order, onHeld: resolve }).then(() => resolve())),
  );
}
