/** The people of the form as the API takes them. */
import type { KnownCall } from '../../../http/desk-schemas.ts';
import type { CallerForm } from './use-caller.ts';

/** Undefined: a birth date or the postcode is missing or wrong. */
export function personsBody(call: KnownCall, { draft, birthDates, plzIsWhole }: CallerForm) {
  if (birthDates === undefined || !plzIsWhole) return undefined;
  return {
    persons: birthDates.map((birthDate) => ({ birthDate })),
    plz: draft.plz,
    language: call.language,
    ...(draft.number === '' ? {} : { number: draft.number }),
  };
}
