import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventClass, ICalEventStatus } from 'ical-generator';
import { MINUTES_EACH } from './appointment-resource.ts';
import { codeInPairs } from './code.ts';
import type { Centre } from './letter.ts';
import type { PaperLanguage } from './written.ts';

/** Both appointments of one person as an iCalendar file (RFC 5545), for whoever keeps a calendar on a screen. */

export interface CalendarBooking {
  /** Eight digits. */
  code: string;
  firstMs: number;
  secondMs: number;
  centre: Centre;
  language: PaperLanguage;
  /** How often it was moved. */
  moves: number;
  cancelled: boolean;
}

/** As in the FHIR export: the quarter of an hour that a person has in the centre's grid. What comes after it the centre tells. */
const VISIT_MS = MINUTES_EACH * 60_000;
const DAY_SECONDS = 86_400;

const TEXTS: Record<PaperLanguage, { first: string; second: string; details(code: string, hotline: string): string; tomorrow: string }> = {
  de: {
    first: 'Erste Impfung',
    second: 'Zweite Impfung',
    details: (code, hotline) =>
      `Terminnummer ${code}. Bitte Ausweis und Versichertenkarte mitbringen.\nVerlegen oder absagen: ${hotline}, dann die 2.`,
    tomorrow: 'Morgen ist Ihr Impftermin',
  },
  en: {
    first: 'First vaccination',
    second: 'Second vaccination',
    details: (code, hotline) =>
      `Appointment number ${code}. Please bring your identity card and your health insurance card.\nTo move or cancel: ${hotline}, then 2.`,
    tomorrow: 'Your vaccination is tomorrow',
  },
};

/**
 * The file's text. A calendar that has an earlier one replaces its entries: they keep their names (UID), and each move and the
 * cancelling raise SEQUENCE. Times are in UTC: every calendar shows them in its owner's zone.
 * @param terms.hotline as it is printed
 */
export function calendarFile(booking: CalendarBooking, terms: { hotline: string; nowMs: number }): string {
  const { code, cancelled, centre } = booking;
  const texts = TEXTS[booking.language];
  const calendar = ical({
    prodId: { company: 'Impfterminservice', product: 'Hotline 116117', language: booking.language.toUpperCase() },
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  const doses = [
    { dose: 1, summary: texts.first, startMs: booking.firstMs },
    { dose: 2, summary: texts.second, startMs: booking.secondMs },
  ];
  for (const { dose, summary, startMs } of doses) {
    const event = calendar.createEvent({
      id: `${code}-${dose}@impftermin`,
      sequence: booking.moves + (cancelled ? 1 : 0),
      stamp: new Date(terms.nowMs),
      start: new Date(startMs),
      end: new Date(startMs + VISIT_MS),
      summary,
      description: texts.details(codeInPairs(code), terms.hotline),
      location: `${centre.name}, ${centre.street}, ${centre.plz} ${centre.city}`,
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      // Shared calendars show no more than "busy"
      class: ICalEventClass.PRIVATE,
    });
    if (!cancelled) event.createAlarm({ type: ICalAlarmType.display, trigger: DAY_SECONDS, description: texts.tomorrow });
  }
  return `${calendar.toString()}\r\n`;
}
