import { codeInPairs } from './code.ts';
import { csvLine } from './csv-line.ts';
import { writtenBirthDate, writtenTime } from './written.ts';

/** Who comes to a centre on one day: what its staff needs at the door, and no telephone number. */

export interface DayListEntry {
  startMs: number;
  dose: 1 | 2;
  vaccine: string;
  /** Eight digits. */
  code: string;
  /** ISO date, or only the year: what is shown of it. */
  born: string;
  /** Who comes together with this person: the other one's code and time. */
  together?: { code: string; startMs: number };
}

export interface DayList {
  kreis: string;
  centre: string;
  /** ISO date. */
  day: string;
  entries: DayListEntry[];
}

/** What the store knows of one person on that day. */
export interface Expected extends Omit<DayListEntry, 'together' | 'born'> {
  birthDate: string;
  holdId: string;
  person: number;
}

/** In order of time; people who come together stand together within their time, and name each other. */
export function dayListEntries(expected: readonly Expected[], birth: 'date' | 'year'): DayListEntry[] {
  const sorted = [...expected].sort(
    (a, b) => a.startMs - b.startMs || a.dose - b.dose || compare(a.holdId, b.holdId) || a.person - b.person,
  );
  return sorted.map(({ holdId, person, birthDate, ...shown }) => {
    const other = sorted.find((one) => one.holdId === holdId && one.person !== person && one.dose === shown.dose);
    const born = birth === 'year' ? birthDate.slice(0, 4) : birthDate;
    return { ...shown, born, ...(other ? { together: { code: other.code, startMs: other.startMs } } : {}) };
  });
}

/** How many come for which dose of which vaccine, in words for the head of the list. */
export function dayListTotals(entries: readonly DayListEntry[]): string {
  const counts = new Map<string, number>();
  for (const { dose, vaccine } of entries) counts.set(`${dose}. Dosis ${vaccine}`, (counts.get(`${dose}. Dosis ${vaccine}`) ?? 0) + 1);
  const parts = [...counts].sort(([a], [b]) => compare(a, b)).map(([what, count]) => `${what}: ${count}`);
  return [`${entries.length} ${entries.length === 1 ? 'Person' : 'Personen'}`, ...parts].join(' · ');
}

/** A table of a CSV: UTF-8, RFC 4180; times are those of the day. */
export function dayListCsv({ entries }: DayList): string {
  const lines = entries.map(({ startMs, dose, vaccine, code, born, together }) =>
    csvLine([
      ...[writtenTime(startMs), dose, vaccine, codeInPairs(code), born],
      ...(together ? [codeInPairs(together.code), writtenTime(together.startMs)] : ['', '']),
    ]),
  );
  return csvLine(['time', 'dose', 'vaccine', 'code', 'born', 'together_with', 'together_time']) + lines.join('');
}

/** One line of the printed list, by column. */
export function dayListCells({ startMs, dose, vaccine, code, born, together }: DayListEntry): string[] {
  const elsewhen = together && together.startMs !== startMs ? ` (${writtenTime(together.startMs)})` : '';
  return [
    writtenTime(startMs),
    String(dose),
    vaccine,
    codeInPairs(code),
    writtenBirthDate(born),
    together ? `${codeInPairs(together.code)}${elsewhen}` : '',
  ];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
