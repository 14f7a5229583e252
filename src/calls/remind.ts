import { appointmentText } from '../booking/message-texts.ts';
import { dialable, isMobile, spokenGroups } from '../callbacks/phone-number.ts';
import { instantOf, localTime, onDay } from '../platform/berlin-time.ts';
import type { Parts } from './parts.ts';
import type { Messages } from './ports/messages.ts';
import type { DueReminder, Reminders } from './ports/reminders.ts';

export type RemindParts = Pick<Parts, 'clock' | 'callbacks' | 'hashes' | 'numbers' | 'drawKennzahl'> & {
  messages: Messages;
  reminders: Reminders;
};

/** Between these minutes of the day people are reminded: nobody is rung at breakfast or in the evening. */
const FROM_MINUTE = 10 * 60;
const TO_MINUTE = 18 * 60;
const MOST_PER_ROUND = 200;

/**
 * Reminds everybody who has an appointment tomorrow: by text message on a mobile phone, by a call on any other. Returns how
 * many were taken. Outside the hours it does nothing.
 */
export async function remind(parts: RemindParts): Promise<number> {
  const nowMs = parts.clock.nowMs();
  const now = localTime(nowMs);
  if (now.minute < FROM_MINUTE || now.minute >= TO_MINUTE) return 0;
  const midnight = (daysOn: number) => instantOf(onDay(now, daysOn, 0));
  const due = await parts.reminders.take({ fromMs: midnight(1), toMs: midnight(2), sinceMs: midnight(0) }, MOST_PER_ROUND, nowMs);
  for (const reminder of due) {
    if (isMobile(reminder.to)) await byText(parts, reminder, nowMs);
    else if (dialable(reminder.to)) await byCall(parts, reminder, { nowMs, untilMs: instantOf(onDay(now, 0, TO_MINUTE)) });
  }
  return due.length;
}

async function byText({ messages, numbers }: RemindParts, reminder: DueReminder, nowMs: number): Promise<void> {
  const { holdId, language, to } = reminder;
  const body = appointmentText('reminder', language, { ...reminder, hotline: spokenGroups(numbers.hotline).join(' ') });
  await messages.owe({ kind: 'reminder', occasion: `${holdId}:${nowMs}`, to, body, nowMs });
}

/** Somebody who is to be rung anyway is not rung twice: then the open request stays as it is. */
async function byCall(
  { callbacks, hashes, drawKennzahl }: RemindParts,
  { holdId, to, language }: DueReminder,
  { nowMs, untilMs }: { nowMs: number; untilMs: number },
): Promise<void> {
  await callbacks.register({
    caller: hashes.caller(to),
    number: to,
    kind: 'reminder',
    subject: holdId,
    promised: false,
    language,
    kennzahl: drawKennzahl(),
    ticketAtMs: nowMs,
    window: { fromMs: nowMs, toMs: untilMs },
    nextTryAtMs: nowMs,
    nowMs,
  });
}
