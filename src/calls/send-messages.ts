import { HotlineError } from '../platform/errors.ts';
import type { Parts } from './parts.ts';
import type { MessageEnd, Messages, OwedMessage } from './ports/messages.ts';
import type { Telephone } from './ports/telephone.ts';

export type SendParts = Pick<Parts, 'clock' | 'logger'> & { messages: Messages; telephone: Telephone };

/** One round hands over so many at most; the network takes few a second from one number. */
const MOST_PER_ROUND = 20;
/** Longer than a round can take: REST answers within 3 s or not at all. */
const LEASE_MS = 120_000;
/** Waits before the second, third … try. After the last the message is given up: what it says was spoken. */
const AGAIN_AFTER_MINUTES = [1, 5, 15, 60, 240] as const;

/**
 * Hands over the text messages that are owed. One whose outcome is unknown is sent again: hearing twice when one is
 * vaccinated harms nobody. Returns how many the network took. Throws `POSTGRES_DOWN` without the list.
 */
export async function sendMessages(parts: SendParts): Promise<number> {
  let handedOver = 0;
  for (const message of await parts.messages.claim(parts.clock.nowMs(), LEASE_MS, MOST_PER_ROUND)) {
    const end = await send(parts, message);
    await parts.messages.settle(message.id, end, parts.clock.nowMs());
    if ('handedOver' in end) handedOver += 1;
  }
  return handedOver;
}

async function send({ telephone, clock, logger }: SendParts, { to, body, attempt, kind }: OwedMessage): Promise<MessageEnd> {
  const waitMinutes = AGAIN_AFTER_MINUTES[attempt - 1];
  const later = (why: string): MessageEnd =>
    waitMinutes === undefined ? { undeliverable: why } : { againAtMs: clock.nowMs() + waitMinutes * 60_000 };
  try {
    const answer = await telephone.text({ to, body, statusPath: '/voice/message-status' });
    if ('sent' in answer) return { handedOver: answer.sent };
    if ('slowDown' in answer) return later('slowDown');
    logger.warn({ code: 'MESSAGE_REFUSED', kind, reason: answer.refused }, 'text message refused');
    return { undeliverable: answer.refused };
  } catch (thrown) {
    const code = thrown instanceof HotlineError ? thrown.code : 'UNEXPECTED';
    logger.warn({ code, kind, attempt }, 'text message not handed over');
    return later(code);
  }
}
