/** Text messages to callers with a mobile phone. Everything in them is spoken too, so a lost one is no loss. */

/** What a message is about. */
export type MessageKind = 'confirmation' | 'moved' | 'cancelled' | 'reminder' | 'offer' | 'result';

export interface OwedMessage {
  id: string;
  kind: MessageKind;
  /** E.164. */
  to: string;
  body: string;
  /** Counts the tries, this one among them. */
  attempt: number;
}

/** What became of handing a message over. */
export type MessageEnd =
  /** The network took it. */
  | { handedOver: string }
  /** It will never arrive: why, in the network's words. */
  | { undeliverable: string }
  /** Not now: try again then. */
  | { againAtMs: number };

export interface Messages {
  /**
   * Writes down that this text is owed. Durable before it returns; sent by a worker. `already`: this occasion was told, or will be.
   * @param message `occasion` names what happened, once per kind: a hold and its count of moves, an entry of a list, a day
   */
  owe(message: { kind: MessageKind; occasion: string; to: string; body: string; nowMs: number }): Promise<'owed' | 'already'>;
  /** Takes owed messages whose time has come, oldest first; nobody else gets them until the lease is over. */
  claim(nowMs: number, leaseMs: number, limit: number): Promise<OwedMessage[]>;
  /** How the try ended. Repeatable. */
  settle(id: string, end: MessageEnd, nowMs: number): Promise<void>;
  /**
   * The network tells what became of a message it took. Unordered and repeated tidings change nothing that is final.
   * `unknown`: no message goes by this name, or not yet: the network may be faster than its own answer.
   */
  noteDelivery(messageSid: string, tiding: { delivered: true } | { undeliverable: string }, nowMs: number): Promise<'noted' | 'unknown'>;
  /** By state, for ops. */
  counts(): Promise<{ owed: number; handedOver: number; delivered: number; undeliverable: number }>;
}
