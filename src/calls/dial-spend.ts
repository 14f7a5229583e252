import { spendCapMinutes } from '../callbacks/spend.ts';
import type { Parts } from './parts.ts';

/** The minutes of this hour are used up: an alarm, for somebody may be earning by our calls, and nobody is rung until the next hour. */
export async function isSpent({ spend, logger }: Pick<Parts, 'spend' | 'logger'>, dialPerSecond: number, nowMs: number): Promise<boolean> {
  const minutes = await spend.minutesThisHour(nowMs);
  const capMinutes = spendCapMinutes(dialPerSecond);
  if (minutes < capMinutes) return false;
  logger.error({ code: 'CALLBACK_SPEND_CAP', minutes, capMinutes }, 'dialling pauses until the next hour: too many minutes in this one');
  return true;
}
