import { codeInPairs } from './code.ts';
import { csvLine } from './csv-line.ts';
import type { Address } from './pin-csv.ts';
import { isoWithOffset, type PaperLanguage } from './written.ts';

/** A confirmation by letter: who gets it, what is booked, and where. */
export interface Letter {
  language: PaperLanguage;
  address: Address;
  /** Eight digits. */
  code: string;
  firstMs: number;
  secondMs: number;
  bookedAtMs: number;
  kreis: string;
  centre: Centre;
}

/** Where the appointments are. */
export interface Centre {
  name: string;
  street: string;
  plz: string;
  city: string;
}

/** What a printing house gets: one line a letter, UTF-8, RFC 4180. Appointments carry their offset from UTC. */
export const LETTER_CSV_HEADER = csvLine([
  ...['language', 'name', 'street', 'plz', 'city', 'code', 'first_appointment', 'second_appointment'],
  ...['centre', 'centre_street', 'centre_plz', 'centre_city', 'hotline', 'booked_at'],
]);

/** @param hotline as it is printed */
export function letterCsvLine(letter: Letter, hotline: string): string {
  const { language, address, centre } = letter;
  return csvLine([
    ...[language, address.name, address.street, address.plz, address.city],
    ...[codeInPairs(letter.code), isoWithOffset(letter.firstMs), isoWithOffset(letter.secondMs)],
    ...[centre.name, centre.street, centre.plz, centre.city, hotline, isoWithOffset(letter.bookedAtMs)],
  ]);
}
