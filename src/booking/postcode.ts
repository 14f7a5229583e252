/** What a German postcode tells by itself. Its first digits name the area: neighbouring places share them. */

/** Numbers that no postcode begins with, and the first and last that there are. */
const NEVER = ['00', '05', '43', '62'];
const [FIRST, LAST] = ['01067', '99998'];
const AREA_DIGITS = 3;

/** The area a postcode lies in, of some dozen postcodes. */
export function areaOf(plz: string): string {
  return plz.slice(0, AREA_DIGITS);
}

/**
 * Is this a postcode that lies in none of these areas, but may exist somewhere else in Germany? One that we do not know in an area that
 * we know is more likely mistyped.
 */
export function isOfAnotherArea(plz: string, areas: ReadonlySet<string>): boolean {
  return /^\d{5}$/.test(plz) && plz >= FIRST && plz <= LAST && !NEVER.includes(plz.slice(0, 2)) && !areas.has(areaOf(plz));
}
