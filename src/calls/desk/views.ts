import type { Language } from '../../../flows/vocabulary.ts';
import { readOut } from '../../ivr/read-out.ts';
import type { StandingAppointment } from '../ports/booking-changes.ts';
import type { DeskHold, FreePair } from '../ports/desk.ts';

/** How pairs and appointments are shown to an agent: instants as ISO 8601 in UTC, numbers only by their end. */

export interface PairView {
  kreis: string;
  centre: string;
  first: string[];
  second: string[];
}

export interface HeldView extends PairView {
  holdId: string;
  heldUntil: string;
}

export interface AppointmentView extends PairView {
  holdId: string;
  code: string;
  codes: string[];
  readOut: string[];
  birthDates: string[];
  plz: string;
  number: string | null;
  language: Language;
  moves: number;
}

export function pairView({ kreis, centre, firstMs, secondMs }: FreePair & { kreis: string; centre: string }): PairView {
  return { kreis, centre, first: firstMs.map(iso), second: secondMs.map(iso) };
}

export function heldView(hold: DeskHold): HeldView {
  return { ...pairView(hold), holdId: hold.holdId, heldUntil: iso(hold.heldUntilMs) };
}

/** @param language of the caller, who hears what is read out */
export function appointmentView(appointment: StandingAppointment, language: Language): AppointmentView {
  const { holdId, code, codes, birthDates, plz, number, moves } = appointment;
  return {
    ...pairView(appointment),
    ...{ holdId, code, codes, birthDates, plz, moves, language: appointment.language },
    readOut: readOut(appointment, language),
    number: numberEnd(number),
  };
}

/** The last three digits: enough to tell two numbers apart, too few to ring one. */
export function numberEnd(number: string | undefined): string | null {
  return number === undefined ? null : number.slice(-3);
}

export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
