/** What callbacks are about, and which of the two lines each kind waits in. */

/**
 * `menu` and `human`: the person asked for the call. The others are errands of ours: `offer` has a place for somebody of a
 * waiting list, `result` tells what became of a wish, `reminder` is of the day before.
 */
export type CallbackKind = 'menu' | 'human' | 'offer' | 'result' | 'reminder';

/** Those for the menu need a seat only; those for a human wait for one who is free. */
export type CallbackLine = 'menu' | 'human';

export const kindsInLine: Readonly<Record<CallbackLine, readonly CallbackKind[]>> = {
  menu: ['menu', 'offer', 'result', 'reminder'],
  human: ['human'],
};

export function lineOf(kind: CallbackKind): CallbackLine {
  return kind === 'human' ? 'human' : 'menu';
}

/** Did the person ask for it, so that a time was promised to them? */
export function isAskedFor(kind: CallbackKind): kind is CallbackLine {
  return kind === 'menu' || kind === 'human';
}
