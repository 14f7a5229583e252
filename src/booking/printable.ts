/**
 * Makes text printable with the fonts that every PDF reader has. Those know the letters of Western Europe; a name
 * like "Łukasz Şahin" is written with the nearest ones, as post offices do, rather than with a hole.
 */

/** Windows code page 1252, and the end of a line. */
const WESTERN = /[\n -~\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/u;
/** Letters that do not come apart into a letter and a mark. */
const NEAREST: Readonly<Record<string, string>> = {
  ...{ ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ı: 'i', ħ: 'h', Ħ: 'H', ŧ: 't', Ŧ: 'T', ŋ: 'n', Ŋ: 'N', ẞ: 'SS' },
  ...{ '\u2010': '-', '\u2011': '-', '\u2212': '-', '\u2009': ' ', '\u202f': ' ', '\u2032': '’' },
};

/** The text with nothing in it that the fonts do not have. */
export function printable(text: string): string {
  return [...text.normalize('NFC')].map(nearest).join('');
}

function nearest(letter: string): string {
  if (WESTERN.test(letter)) return letter;
  const known = NEAREST[letter];
  if (known !== undefined) return known;
  const bare = letter.normalize('NFD').replace(/\p{M}/gu, '');
  return bare !== '' && [...bare].every((part) => WESTERN.test(part)) ? bare : '?';
}
