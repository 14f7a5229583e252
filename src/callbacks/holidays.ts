/** Public holidays in North Rhine-Westphalia: nobody is rung up on them. */

/** Days from Easter Sunday. */
const AROUND_EASTER = [-2, 1, 39, 50, 60];

/** Month and day of the others. */
const FIXED = [
  [1, 1],
  [5, 1],
  [10, 3],
  [11, 1],
  [12, 25],
  [12, 26],
];

/**
 * Is this calendar day (month 1-12) a public holiday there? New Year, Good Friday, Easter Monday, 1 May, Ascension,
 * Whit Monday, Corpus Christi, 3 October, All Saints, two Christmas days: section 2 of the Feiertagsgesetz NW.
 */
export function isHoliday(year: number, month: number, day: number): boolean {
  if (FIXED.some(([m, d]) => m === month && d === day)) return true;
  const easter = easterSunday(year);
  const fromEaster = (Date.UTC(year, month - 1, day) - Date.UTC(year, easter.month - 1, easter.day)) / 86_400_000;
  return AROUND_EASTER.includes(fromEaster);
}

/** Easter Sunday of a Gregorian year, by the anonymous algorithm of 1876 as given in Meeus, Astronomical Algorithms, chapter 8. */
export function easterSunday(year: number): { month: number; day: number } {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const leapCentury = century % 4;
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - moonShift + 15) % 30;
  const yearInCentury = year % 100;
  const toSunday = (32 + 2 * leapCentury + 2 * Math.floor(yearInCentury / 4) - epact - (yearInCentury % 4)) % 7;
  const correction = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const sum = epact + toSunday - 7 * correction + 114;
  return { month: Math.floor(sum / 31), day: (sum % 31) + 1 };
}
