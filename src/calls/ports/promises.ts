import type { CallbackRequest } from './callbacks.ts';

/** The ledger of promised windows, and what is owed when one cannot be kept. */

/** A promise that nothing has become of yet, on its request. */
export interface PromiseAtRisk {
  request: CallbackRequest;
  number: number;
  /** When this person was last promised another time than before, whatever became of that. */
  requotedAtMs?: number;
  /** Will be rung before this one. */
  ahead: number;
  /** E.164; for telling the person. */
  to: string;
}

/** The ledger of promised windows, as far as it is more than the callbacks' own bookkeeping. */
export interface Promises {
  /** Standing promises of open requests whose window ends before `untilMs` or has passed, soonest end first. */
  ending(untilMs: number, limit: number): Promise<PromiseAtRisk[]>;
  /**
   * Replaces promise `over` by a new one, also on the request. `undefined`: it does not stand any more, or the person is being rung.
   * A window that has passed already is settled as late. `byText`: the person is owed a text message.
   */
  requote(
    id: string,
    change: { over: number; window: { fromMs: number; toMs: number }; byText: boolean; nowMs: number },
  ): Promise<CallbackRequest | undefined>;
  /** Text messages that are owed for promises which still stand, oldest first. */
  owedNotices(limit: number): Promise<{ request: CallbackRequest; number: number; to: string }[]>;
  /** Says what becomes of a notice. For `handedOver`, `false`: somebody else has taken it, so it is not sent again. */
  noteNotice(id: string, number: number, notice: 'owed' | 'handedOver' | 'undeliverable'): Promise<boolean>;
}
