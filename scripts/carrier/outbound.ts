/** Calls started by REST: queued at the allowed rate, then rung, then carried out. */
import type { Document, Wanted } from './documents.ts';
import { end } from './ending.ts';
import type { Leg } from './leg.ts';
import type { Network } from './network.ts';
import { performToEnd } from './performing.ts';
import { ring } from './ringing.ts';

export interface OutboundCall {
  to: string;
  from: string;
  source: Wanted | Document;
  fallbackUrl: string | undefined;
  statusCallback: string | undefined;
  events: string[];
  timeoutSeconds: number;
  limitSeconds: number;
}

/** Returns the queued call; the rest happens by itself. */
export function startOutbound(network: Network, call: OutboundCall): Leg {
  const { to, from, fallbackUrl, statusCallback } = call;
  const pace = network.telephones.find(to)?.pace ?? network.pace;
  const events = call.events.length > 0 ? call.events.flatMap((words) => words.split(/\s+/)) : ['completed'];
  const leg = network.newLeg({
    to,
    from,
    direction: 'outbound-api',
    pace,
    ...(fallbackUrl === undefined ? {} : { fallbackUrl }),
    ...(statusCallback === undefined ? {} : { status: { url: statusCallback, events } }),
  });
  const delayMs = network.outboundTurn();
  if (delayMs === 0) queueMicrotask(() => void begin(network, leg, call));
  else network.later(delayMs, () => void begin(network, leg, call));
  return leg;
}

async function begin(network: Network, leg: Leg, call: OutboundCall): Promise<void> {
  if (leg.over) return;
  const result = await ring(network, leg, call.timeoutSeconds);
  if (result !== 'answered') return end(network, leg, result);
  if (!network.manual)
    leg.once(
      'ended',
      network.later(call.limitSeconds * 1_000, () => end(network, leg, 'completed')),
    );
  const source = 'verbs' in call.source ? call.source : { ...call.source, kind: 'voice' as const };
  await performToEnd(network, leg, source);
}
