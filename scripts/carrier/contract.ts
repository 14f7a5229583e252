/** What a test, a load run or a demo sees of the local telephone network: types only. */

export type CallStatus = 'queued' | 'initiated' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';
export type Direction = 'inbound' | 'outbound-api' | 'outbound-dial';

/** How fast audio goes by: not at all, texts at once (pauses and music real), at speech pace, or as long as the telephone says. */
export type Pace = 'manual' | 'instant' | 'speech' | 'endpoint';

export interface CarrierOptions {
  accountSid: string;
  /** Signs the webhooks, and is the password of the REST API beside `apiKeys`. */
  authToken: string;
  /** Key SID → secret, accepted by the REST API as well. */
  apiKeys?: Record<string, string>;
  /** 0 (default): any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  line: LineConfig;
  /** `manual`: nothing sleeps, calls rest until the script acts. `real`: speech, pauses and timeouts take their time. */
  clock: 'manual' | 'real';
  /** Starts of outbound calls per second, surplus waits as `queued`. Default: no limit. Real time under both clocks. */
  callsPerSecond?: number;
  /** 2 speaks twice as fast as 140 words a minute. Only for the clock `real`. Default 1. */
  speed?: number;
  /** How long an audio file of `<Play>` lasts; it is never fetched. Default 10. */
  playSeconds?: (url: string) => number;
  /** What an unregistered number does when it is called. Default `no-answer`, at once. */
  strangers?: 'no-answer' | 'busy' | 'failed';
  /** Hard cap of one webhook, retries included. Default 15,000 as at Twilio. */
  webhookTimeoutMs?: number;
  /** The network's time. Default: the machine's. */
  nowMs?: () => number;
  /** Kept entries of `requests`, and ended calls; older ones are forgotten. Default 50,000. */
  memory?: number;
  /** Is a `<Dial>` action requested when the caller, not the called one, hangs up? Undocumented at Twilio. Default no. */
  dialActionAfterCallerHangUp?: boolean;
  /** Folder of the built browser phone, served at `/phone`. Without it there is none. */
  pages?: string;
}

export interface LineConfig {
  /** The numbers that ring at the app, E.164. */
  numbers: string[];
  voiceUrl: string;
  statusCallbackUrl?: string;
  fallbackUrl?: string;
}

export interface Carrier {
  /** Base of the REST API (`TWILIO_API_URL`) and of the control API, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Rings at the line. Manual clock: resolves at the first rest; real clock: with the first document. */
  dial(call: { from: string; to: string; forwardedFrom?: string }): Promise<Caller>;
  /** Registers a telephone that can be called: `+49…`, `client:name` or `sip:…`. Starts with the behaviour `ring`. */
  phone(address: string): Phone;
  /** Any call by its SID, also one the app has started. */
  call(callSid: string): Callee | undefined;
  readonly messages: readonly Message[];
  /** Every webhook sent, oldest first, status callbacks included. */
  readonly requests: readonly WebhookRecord[];
  misbehave(fault: Fault): RunningFault;
  /** Drops every call without a word and stops the server. */
  close(): Promise<void>;
}

export type CallerState = 'ringing' | 'talking' | 'connected' | 'ended';

/** `ringing`: nobody has answered yet, or a `<Dial>` rings. `connected`: bridged with another telephone. */
export interface Caller {
  readonly callSid: string;
  /** The number of this telephone. */
  readonly number: string;
  readonly state: CallerState;
  /** Twilio's word for the state of this leg. */
  readonly status: CallStatus;
  /** What was spoken since the last key, silence or hang-up of this telephone. */
  readonly heard: string;
  readonly transcript: readonly TranscriptEntry[];
  /** The last document of this leg, as it came. */
  readonly lastTwiml: string;
  /** Speech at 140 words a minute, music, pauses, timeouts and a second per key: what the call would have lasted. */
  readonly simulatedSeconds: number;
  /**
   * Types the keys in one go and resolves at the next rest. Manual clock: waits for a rest first, as a patient caller.
   * Keys beyond what the running Gather takes are lost, as at Twilio: one `press` per question. Throws on a call that is over.
   */
  press(keys: string): Promise<void>;
  /** Manual clock: lets the running timeout (Gather, ringing Dial) pass and resolves at the next rest. */
  silence(): Promise<void>;
  /** Resolves when the final status callback was answered. */
  hangUp(): Promise<void>;
  /** Resolves when the call waits for somebody: keys, an answer, the other end, or nothing any more because it is over. */
  rests(): Promise<void>;
  /** Resolves once the text since the last action matches. Rejects after `withinMs` (5,000) or when the call ends without it. */
  hears(wanted: RegExp | string, withinMs?: number): Promise<void>;
  /** Manual clock: lets conversation time pass on a connected call, on both ends. */
  talk(seconds: number): void;
}

/** A telephone that was called. */
export interface Callee extends Caller {
  /** Who calls, as shown on the display. */
  readonly from: string;
  /** Picks up; resolves at the next rest (a Gather, or connected). */
  answer(): Promise<void>;
  /** Turns the call away: busy. */
  reject(): Promise<void>;
  /** Lets it ring out: no answer. */
  ignore(): Promise<void>;
}

export type Behaviour = 'ring' | 'busy' | 'no-answer' | { answer: true /** pressed at the first rest */; keys?: string };

export interface Phone {
  readonly address: string;
  behaviour: Behaviour;
  /** Calls that ring here right now. */
  readonly incoming: readonly Callee[];
  /** Every call that reached this telephone, oldest first. */
  readonly received: readonly Callee[];
  /** The next ringing (or, with `{answer}`, answered) call nobody has asked for yet. Rejects after `withinMs` (5,000). */
  rings(withinMs?: number): Promise<Callee>;
}

export type TranscriptEntry =
  | { who: 'line'; text: string; language?: string; audio?: string }
  | { who: 'caller'; key: string }
  | { who: 'caller'; silence: true };

export interface Message {
  sid: string;
  to: string;
  from: string;
  body: string;
  status: 'delivered';
  statusCallback?: string;
  createdMs: number;
}

/** `voice`: first document of a call. `gather`, `dial`: action URLs. `rest`: moved by REST. */
export type WebhookKind = 'voice' | 'gather' | 'dial' | 'redirect' | 'rest' | 'whisper' | 'fallback' | 'status' | 'message-status';

export interface WebhookRecord {
  kind: WebhookKind;
  callSid: string;
  url: string;
  /** Path and query, as the app sees it. */
  path: string;
  method: 'GET' | 'POST';
  params: Record<string, string>;
  /** HTTP status; 0 while under way or when nothing came back. */
  status: number;
  /** The body of the answer. */
  response: string;
  ms: number;
  /** Twilio's error code, if the delivery or its document was refused. */
  errorCode?: number;
  /** Twilio would log these (12200) and go on: unknown attributes. */
  warnings: string[];
}

export type RestAction = 'create' | 'update' | 'list' | 'fetch' | 'message';

/** Something that goes wrong on purpose. Without `times`: once. */
export type Fault = { times?: number } & (
  | {
      /** Which webhooks: a kind, or part of the path. */
      webhook: WebhookKind | RegExp;
      callSid?: string;
      /**
       * `duplicate`: delivered twice at the same time; `repeat`: delivered again after the answer, the first answer counts.
       * `drop`: never sent, as if nothing listened. `hold`: sent after `release()`. `lose-answer`: delivered, the answer counts as a timeout.
       * `hang-up`: delivered and worked on, but the caller is gone before the answer is spoken. `status-first`: (kind voice) the final status
       * callback overtakes the webhook of a caller who hung up at once.
       */
      what: 'duplicate' | 'repeat' | 'drop' | 'hold' | 'lose-answer' | 'hang-up' | 'status-first' | { delayMs: number };
    }
  | {
      rest: RestAction | 'any';
      /** `never-answer`: carried out, but the client waits for ever. `429`: refused with 20429, nothing carried out. */
      what: 'never-answer' | '429' | '500';
    }
);

export interface RunningFault {
  /** How often it has struck. */
  readonly struck: number;
  /** Sends what `hold` keeps back, and stops striking. Resolves when these were answered. */
  release(): Promise<void>;
}
