/** A call to the line: rings, asks the app what to do, and does it. */
import type { Pace } from './contract.ts';
import { hangUp } from './ending.ts';
import type { Leg } from './leg.ts';
import type { Network } from './network.ts';
import { performToEnd } from './performing.ts';
import { standardFields } from './webhook-fields.ts';

export interface InboundCall {
  from: string;
  to: string;
  forwardedFrom?: string;
  pace?: Pace;
}

/** Starts it and returns at once; the call goes on by itself. */
export function startInbound(network: Network, call: InboundCall): Leg {
  const { line } = network.options;
  const leg = network.newLeg({
    from: call.from,
    to: call.to,
    direction: 'inbound',
    pace: call.pace ?? network.pace,
    ...(call.forwardedFrom === undefined ? {} : { forwardedFrom: call.forwardedFrom }),
    ...(line.fallbackUrl === undefined ? {} : { fallbackUrl: line.fallbackUrl }),
    ...(line.statusCallbackUrl === undefined ? {} : { status: { url: line.statusCallbackUrl, events: ['completed'] } }),
  });
  leg.status = 'ringing';
  void ringAtLine(network, leg);
  return leg;
}

async function ringAtLine(network: Network, leg: Leg): Promise<void> {
  const wanted = { kind: 'voice' as const, url: network.options.line.voiceUrl };
  const hasty = network.faults.forWebhook('voice', new URL(wanted.url).pathname, leg.sid, true);
  if (!hasty) return performToEnd(network, leg, wanted);
  const early = standardFields(network.options.accountSid, leg);
  hangUp(network, leg);
  // The caller is gone already; the webhook that was on its way still arrives, and nobody hears the answer
  leg.reported = leg.reported.then(async () => {
    await network.webhooks.send({ ...wanted, callSid: leg.sid, params: early });
  });
}
