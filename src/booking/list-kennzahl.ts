/** The two digits by which somebody of a waiting list knows our call: spoken at entry, and months later the first thing we say. */

/** Always the same for an entry. Its id is drawn at random, so nobody can tell one from the other's. @param entryId a UUID */
export function kennzahlOf(entryId: string): string {
  return String(Number.parseInt(entryId.replaceAll('-', '').slice(-8), 16) % 100).padStart(2, '0');
}
