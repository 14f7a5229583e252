import { describe, expect, it } from '@jest/globals';
import { type Line, spokenLines } from '../../flows/index.ts';
import type { Language, LineText } from '../../flows/vocabulary.ts';

/** What must hold for every sentence on the line, so that people of 80 understand it and no voice misreads it. */

const names = Object.keys(spokenLines.de) as Line[];
const languages: Language[] = ['de', 'en'];
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
const spokenParts = languages.flatMap((language) =>
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
  it('exists in both languages', () => {
    expect(Object.keys(spokenLines.en).sort()).toEqual([...names].sort());
    expect(offenders(({ text }) => text.trim() === '')).toEqual([]);
  });

  it('has the same blanks in both languages', () => {
    const blanks = (language: Language) => Object.fromEntries(names.map((name) => [name, blanksOf(name, language)]));
    expect(blanks('en')).toEqual(blanks('de'));
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
    expect(offenders(({ language, text }) => language === 'en' && /\bzwo\b/i.test(text))).toEqual([]);
  });

  it('puts each pause between words and never breaks a blank', () => {
    expect(offenders(({ text }) => /\S_|_\S|^_|_$/.test(text))).toEqual([]);
    expect(offenders(({ text }) => /[{}]/.test(text.replace(/\{\w+\}/g, '')))).toEqual([]);
  });

  it('offers the languages in their own words, the same in both', () => {
    expect(partsOf(spokenLines.en.languages, 'en')).toEqual(partsOf(spokenLines.de.languages, 'de'));
  });
});

it('112 is the first thing anybody hears on 116117', () => {
  expect(partsOf(spokenLines.de.frontMenu, 'de')[0]?.text).toMatch(
    /^Guten Tag\. _ Bei Lebensgefahr legen Sie bitte auf und wählen die eins, eins, zwo\./,
  );
  expect(partsOf(spokenLines.en.frontMenu, 'en')[0]?.text).toMatch(
    /^Hello\. _ If a life is in danger, please hang up and dial one, one, two\./,
  );
});
