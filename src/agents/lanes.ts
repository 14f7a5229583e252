/** The lines of callers who wait for a human, and which of them a person serves. */

/** The flows' languages, and the line of those who are handed on. A place in this list is a lane's number in the scripts: append, never reorder. */
export const LANES = ['de', 'en', 'tr', 'ru', 'supervisor'] as const;

export type Lane = (typeof LANES)[number];

/** Languages are skills; a supervisor also takes what other agents hand on. Languages no flow has are left out. */
export function lanesServed(person: { languages: readonly string[]; supervisor?: boolean | undefined }): Lane[] {
  return LANES.filter((lane) => (lane === 'supervisor' ? person.supervisor === true : person.languages.includes(lane)));
}
