import { describe, expect, it } from '@jest/globals';
import { type Line, spokenLines } from '../../flows/index.ts';
import { LANGUAGES, type Language, type LineText } from '../../flows/vocabulary.ts';

/** What must hold for every sentence on the line, so that people of 80 understand it and no voice misreads it. */

const names = Object.keys(spokenLines.de) as Line[];
const MOST_WORDS = 25;
const MOST_CHARACTERS = 3_000;

interface Part {
  language: Language;
  text: string;
}

function partsOf(text: LineText, language: Language): Part[] {
  return (typeof text === 'string' ? [text] : text).map((part) => (typeof part === 'string' ? { language, text: part } : part));
}

/** Every line as it is spoken: once per language and part. */
const spokenParts = LANGUAGES.flatMap((language) =>
  names.flatMap((name) => partsOf(spokenLines[language][name], language).map((part) => ({ name, ...part }))),
);

function blanksOf(name: Line, language: Language): string[] {
  return partsOf(spokenLines[language][name], language)
    .flatMap(({ text }) => text.match(/\{\w+\}/g) ?? [])
    .sort();
}

/** Offending lines with the reason, so that a failure names what to change. */
function offenders(fault: (part: Part & { name: Line }) => boolean): string[] {
  return spokenParts.filter(fault).map(({ name, language, text }) => `${name} (${language}): ${text}`);
}

describe('every spoken line', () => {
  it('exists in every language', () => {
    for (const language of LANGUAGES) expect(Object.keys(spokenLines[language]).sort()).toEqual([...names].sort());
    expect(offenders(({ text }) => text.trim() === '')).toEqual([]);
  });

  it('has the same blanks in every language', () => {
    const blanks = (language: Language) => Object.fromEntries(names.map((name) => [name, blanksOf(name, language)]));
    for (const language of LANGUAGES) expect(blanks(language)).toEqual(blanks('de'));
  });

  it('has no numerals: a voice would read them its own way', () => {
    expect(offenders(({ text }) => /\d/.test(text))).toEqual([]);
  });

  it(`has sentences of at most ${MOST_WORDS} words`, () => {
    const longest = (text: string) => Math.max(...text.split(/[.!?:_]+/).map((sentence) => sentence.split(/\s+/).filter(Boolean).length));
    expect(offenders(({ text }) => longest(text) > MOST_WORDS)).toEqual([]);
  });

  it(`is shorter than ${MOST_CHARACTERS} characters, the most a voice takes at once`, () => {
    expect(offenders(({ text }) => text.length >= MOST_CHARACTERS)).toEqual([]);
  });

  it('names the key two as "zwo" in German: "zwei" is heard as "drei"', () => {
    expect(offenders(({ language, text }) => language === 'de' && /\bdie zwei\b|\bzwei\s*[,.]/i.test(text))).toEqual([]);
    expect(offenders(({ language, text }) => language !== 'de' && /\bzwo\b/i.test(text))).toEqual([]);
  });

  it('puts each pause between words and never breaks a blank', () => {
    expect(offenders(({ text }) => /\S_|_\S|^_|_$/.test(text))).toEqual([]);
    expect(offenders(({ text }) => /[{}]/.test(text.replace(/\{\w+\}/g, '')))).toEqual([]);
  });

  it('is written in the letters of its language, so that the right voice says it', () => {
    const cyrillic = /\p{Script=Cyrillic}/u;
    const latin = /\p{Script=Latin}/u;
    const words = (text: string) => text.replace(/\{\w+\}/g, '');
    expect(offenders(({ language, text }) => (language === 'ru' ? latin : cyrillic).test(words(text)))).toEqual([]);
    expect(offenders(({ language, text }) => language !== 'tr' && /[ğışİ]/.test(text))).toEqual([]);
  });

  it('says names of places and free text of the staff in German where another voice could not read them', () => {
    const named = ({ language, text }: Part) =>
      /\{(?:place|centre|reason|nearbyCity)\}/.test(text) && (language === 'tr' || language === 'ru');
    expect(offenders(named)).toEqual([]);
  });

  it('offers each language in its own words, the same from everywhere', () => {
    const offered = partsOf(spokenLines.de.languages, 'de');
    expect(offered.map(({ language }) => language)).toEqual([...LANGUAGES]);
    for (const language of LANGUAGES) expect(partsOf(spokenLines[language].languages, language)).toEqual(offered);
  });

  it('tells those who do not understand it which key leads to other languages, each in its own', () => {
    for (const language of LANGUAGES) {
      const others = partsOf(spokenLines[language].frontMenu, language).slice(1);
      expect(others.map((part) => part.language).sort()).toEqual(LANGUAGES.filter((other) => other !== language).sort());
    }
    // On the vaccination line everybody begins in German.
    expect(partsOf(spokenLines.de.mainMenu, 'de').slice(1)).toEqual(partsOf(spokenLines.de.frontMenu, 'de').slice(1));
  });
});

it('112 is the first thing anybody hears on 116117', () => {
  expect(partsOf(spokenLines.de.frontMenu, 'de')[0]?.text).toMatch(
    /^Guten Tag\. _ Bei Lebensgefahr legen Sie bitte auf und wählen die eins, eins, zwo\./,
  );
  expect(partsOf(spokenLines.en.frontMenu, 'en')[0]?.text).toMatch(
    /^Hello\. _ If a life is in danger, please hang up and dial one, one, two\./,
  );
  expect(partsOf(spokenLines.tr.frontMenu, 'tr')[0]?.text).toMatch(/^İyi günler\. _ Hayati tehlike varsa .* bir, bir, ikiyi arayın\./);
  expect(partsOf(spokenLines.ru.frontMenu, 'ru')[0]?.text).toMatch(/^Здравствуйте\. _ Если есть опасность .* один, один, два\./);
});
