/** One run of documents on a leg, and what all verbs share. */
import type { Wanted } from './documents.ts';
import { answer } from './ending.ts';
import type { Leg } from './leg.ts';
import type { Network } from './network.ts';

/** `moved`: somebody else (REST, a hang-up) took the leg over. */
export type End = 'finished' | 'hung-up' | 'moved';

export interface Run {
  network: Network;
  leg: Leg;
  /** Aborted when the leg ends or is taken over. */
  stop: AbortSignal;
  /** On a called leg before the bridge: dialling on is refused. */
  whisper: boolean;
  performWhisper: (callee: Leg, wanted: Wanted) => Promise<End>;
}

/** The network answers the call, if nobody has yet. */
export function pickUp(run: Run): void {
  answer(run.network, run.leg);
  if (!run.leg.over) run.leg.state = 'talking';
}

/** Addresses are relative to the document they stand in; an empty one is the document's own. Undefined: not an address. */
export function resolveUrl(url: string, base: string | undefined): string | undefined {
  if (url === '') return base;
  return URL.canParse(url, base) ? new URL(url, base).href : undefined;
}
