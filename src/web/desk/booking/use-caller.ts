/** Who is to be vaccinated: what the caller keyed in, then what the agent types. Never overwritten by what comes in later. */
import { useContext, useState } from 'preact/hooks';
import type { KnownCall } from '../../../http/desk-schemas.ts';
import { readBirthDate, typedBirthDate } from '../birth-date.ts';
import { Clock } from '../clock.ts';

export type PeopleCount = 1 | 2;

export interface CallerDraft {
  people: PeopleCount;
  /** As typed, one for each person. */
  births: readonly string[];
  plz: string;
  /** A centre's Kreis, instead of going by the postcode. */
  kreis: string;
  /** As typed: first appointments on this day or later. */
  from: string;
  number: string;
}

export interface CallerForm {
  draft: CallerDraft;
  change(part: Partial<CallerDraft>): void;
  /** ISO dates, once every one of them is a day. */
  birthDates: readonly string[] | undefined;
  plzIsWhole: boolean;
  /** Ready for the next person: the place stays. */
  another(): void;
}

export function useCaller(call: KnownCall): CallerForm {
  const clock = useContext(Clock);
  const [draft, setDraft] = useState<CallerDraft>(() => draftFrom(call));
  const change = (part: Partial<CallerDraft>) => setDraft((before) => ({ ...before, ...part }));
  const read = draft.births.slice(0, draft.people).map((typed) => readBirthDate(typed, clock.today()));
  const known = read.filter((day) => day !== undefined);
  return {
    draft,
    change,
    birthDates: known.length === draft.people ? known : undefined,
    plzIsWhole: /^\d{5}$/.test(draft.plz),
    another: () => change({ people: 1, births: ['', ''] }),
  };
}

function draftFrom({ keyedIn, held }: KnownCall): CallerDraft {
  const [first, second] = keyedIn.birthDates;
  const people = held?.first.length ?? keyedIn.people ?? Math.max(1, keyedIn.birthDates.length);
  return {
    people: people === 2 ? 2 : 1,
    births: [first, second].map((day) => (day === undefined ? '' : typedBirthDate(day))),
    plz: keyedIn.plz ?? '',
    kreis: keyedIn.plz === null ? (keyedIn.kreis ?? '') : '',
    from: '',
    number: '',
  };
}
