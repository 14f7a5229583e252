/** Finds the Kreis somebody means; people write `Herford` as well as `Kreis Herford`. */

/** The name as the data file has it, or undefined when no Kreis, or more than one, is meant. */
export function findKreis(name: string, known: readonly string[]): string | undefined {
  const meant = known.filter((kreis) => shortForm(kreis) === shortForm(name));
  return meant.length === 1 ? meant[0] : undefined;
}

function shortForm(name: string): string {
  return name
    .normalize('NFC')
    .trim()
    .replace(/^Kreis\s+/i, '')
    .toLocaleLowerCase('de');
}
