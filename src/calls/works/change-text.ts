import { appointmentText } from '../../booking/message-texts.ts';
import { isMobile, spokenGroups } from '../../callbacks/phone-number.ts';
import { DependencyDown } from '../../platform/errors.ts';
import type { Parts } from '../parts.ts';
import type { StandingAppointment } from '../ports/booking-changes.ts';

/** The text message after a change, for agents and keys alike: to the number of the booking, if that is a mobile phone. */

interface Change {
  news: 'moved' | 'cancelled';
  /** As it stands now, or stood before it was cancelled. */
  appointment: StandingAppointment;
  /** Names this change among those of the booking, like the count of its moves. */
  which: string;
  nowMs: number;
}

/** Writes down that it is owed; the same change is told once. A store that does not answer is no reason to doubt the change itself. */
export async function oweChangeText(
  { news, appointment, which, nowMs }: Change,
  { messages, numbers, logger }: Pick<Parts, 'messages' | 'numbers' | 'logger'>,
): Promise<void> {
  const { number, language, holdId } = appointment;
  if (number === undefined || !isMobile(number)) return;
  const body = appointmentText(news, language, { ...appointment, hotline: spokenGroups(numbers.hotline).join(' ') });
  try {
    await messages.owe({ kind: news, occasion: `${holdId}:${which}`, to: number, body, nowMs });
  } catch (thrown) {
    if (!(thrown instanceof DependencyDown)) throw thrown;
    logger.warn({ code: thrown.code, kind: news }, 'a change of an appointment is not told by text message');
  }
}
