import { appointmentText } from '../booking/message-texts.ts';
import { dialable, isMobile, spokenGroups } from '../callbacks/phone-number.ts';
import { instantOf, localDay, localTime, onDay } from '../platform/berlin-time.ts';
import { idOf } from '../platform/ids.ts';
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
const MOST_AT_ONCE = 200;

/**
 * Reminds everybody who has an appointment tomorrow, however many they are: by text message on a mobile phone, by a call on any other.
 * What each is told is stored under the name of its day first and noted at the booking then: a worker that dies in between leaves
 * nobody out, and whoever comes after it tells nobody twice. Returns how many were reminded. Outside the hours it does nothing.
 */
export async function remind(parts: RemindParts): Promise<number> {
  for (let reminded = 0; ; ) {
    const nowMs = parts.clock.nowMs();
    const now = localTime(nowMs);
    if (now.minute < FROM_MINUTE || now.minute >= TO_MINUTE) return reminded;
    const midnight = (daysOn: number) => instantOf(onDay(now, daysOn, 0));
    const due = await parts.reminders.due({ fromMs: midnight(1), toMs: midnight(2), sinceMs: midnight(0) }, MOST_AT_ONCE);
    const untilMs = instantOf(onDay(now, 0, TO_MINUTE));
    for (const reminder of due) {
      const occasion = `${reminder.holdId}:${localDay(nowMs)}:${reminder.moves}`;
      if (isMobile(reminder.to)) await byText(parts, reminder, { occasion, nowMs });
      else if (dialable(reminder.to)) await byCall(parts, reminder, { occasion, nowMs, untilMs });
    }
    await parts.reminders.note(due, nowMs);
    reminded += due.length;
    if (due.length < MOST_AT_ONCE) return reminded;
  }
}

async function byText(
  { messages, numbers }: RemindParts,
  reminder: DueReminder,
  { occasion, nowMs }: { occasion: string; nowMs: number },
): Promise<void> {
  const { language, to } = reminder;
  const body = appointmentText('reminder', language, { ...reminder, hotline: spokenGroups(numbers.hotline).join(' ') });
  await messages.owe({ kind: 'reminder', occasion, to, body, nowMs });
}

/** Somebody who is to be rung anyway is not rung twice: then the open request stays as it is. */
async function byCall(
  { callbacks, hashes, drawKennzahl }: RemindParts,
  { holdId, to, language }: DueReminder,
  { occasion, nowMs, untilMs }: { occasion: string; nowMs: number; untilMs: number },
): Promise<void> {
  const id = idOf(`reminder:${occasion}`);
  // Registered by a worker that did not come to note it, and perhaps rung since
  if (await callbacks.byId(id)) return;
  await callbacks.register({
    id,
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
