import { describe, expect, it } from '@jest/globals';
import { areaOf, isOfAnotherArea } from '../../src/booking/postcode.ts';

/** What is said to somebody whose postcode we do not know. */
const ours = new Set(['58095', '58089', '32049', '59065'].map(areaOf));

describe('a postcode that we do not know', () => {
  it.each(['10115', '80331', '01067', '99998', '34117', '50667'])('%s lies in another part of Germany', (plz) => {
    expect(isOfAnotherArea(plz, ours)).toBe(true);
  });

  it.each(['58099', '32099'])('%s is beside ours: more likely mistyped', (plz) => {
    expect(isOfAnotherArea(plz, ours)).toBe(false);
  });

  it.each(['00000', '99999', '05123', '43999', '62000', '01066', '5809', '', '581234', '1011x'])('%s does not exist', (plz) => {
    expect(isOfAnotherArea(plz, ours)).toBe(false);
  });
});
