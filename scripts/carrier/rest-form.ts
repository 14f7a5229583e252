/** A REST request and its reply, between the door and what it does. */
import type { Network } from './network.ts';

export interface RestRequest {
  network: Network;
  form: URLSearchParams;
  query: URLSearchParams;
  /** The SID in the path, if there is one. */
  sid: string;
}

/** What a REST call answers with: HTTP status and JSON, and what happens once it has been answered; or a refusal with Twilio's code. */
export type RestReply = { status: number; body: unknown; afterwards?: () => void } | { status: number; code: number; message: string };
