import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type Line, spokenLines } from '../../flows/index.ts';
import { LANGUAGES } from '../../flows/vocabulary.ts';
import { type Recordings, say } from '../../src/http/twiml-voice.ts';
import { piecesOf } from '../../src/ivr/pieces.ts';
import { type Fill, speak } from '../../src/ivr/reply.ts';
import { readRecordings } from '../../src/recordings.ts';

/** Any line may be replaced by a recording: files take the voice's place, and only blanks are still spoken. */

const folder = mkdtempSync(join(tmpdir(), 'recordings-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fill: Fill = (blank) => (blank === 'minutes' ? 'zehn Minuten' : blank === 'kennzahl' ? 'vier, sieben' : `<${blank}>`);
const lineNames = Object.keys(spokenLines.de) as Line[];

const wordsOf = (text: string) => text.match(/\p{L}+/gu);

let written = 0;
function manifest(content: unknown): string {
  const path = join(folder, `${++written}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function recordings(content: unknown): Recordings {
  return readRecordings(manifest(content), 'https://audio.example.org/hotline');
}

describe('a recorded line', () => {
  it('without blanks is one file, and no voice says it', () => {
    const own = recordings({ de: { yourTurn: 'de/your-turn.wav' } });
    expect(say(speak('yourTurn', 'de', fill), own)).toBe('<Play>https://audio.example.org/hotline/de/your-turn.wav</Play>');
    expect(say(speak('yourTurn', 'en', fill), own)).toBe(say(speak('yourTurn', 'en', fill)));
  });

  it('with blanks is played piece by piece, the blanks spoken between', () => {
    const own = recordings({ de: { waitStill: ['still-1.wav', 'still-2.wav'] } });
    expect(say(speak('waitStill', 'de', fill), own)).toBe(
      '<Play>https://audio.example.org/hotline/still-1.wav</Play>' +
        '<Say voice="Polly.Vicki-Neural" language="de-DE">zehn Minuten</Say>' +
        '<Play>https://audio.example.org/hotline/still-2.wav</Play>',
    );
  });

  it('with two blanks side by side keeps the pause between them', () => {
    const own = recordings({ de: { callbackAlready: ['1.wav', '2.wav', '3.wav'] } });
    const said = say(speak('callbackAlready', 'de', fill), own);
    expect(said.match(/<Play>/g)).toHaveLength(3);
    expect(said).toContain('>vier, sieben</Say><Pause length="1"/><Say');
  });

  it('in several languages has a file for each, and its neighbours are spoken as ever', () => {
    const own = recordings({ ru: { languages: ['de.mp3', 'en.mp3', 'tr.mp3', 'ru.mp3'] } });
    const said = say([...speak('again', 'ru', fill), ...speak('languages', 'ru', fill), ...speak('again', 'ru', fill)], own);
    const spoken = say(speak('again', 'ru', fill));
    const played = ['de', 'en', 'tr', 'ru'].map((name) => `<Play>https://audio.example.org/hotline/${name}.mp3</Play>`).join('');
    expect(said).toBe(spoken + played + spoken);
  });
});

it('every line of every language can be recorded: piece for piece it is the same as spoken', () => {
  for (const language of LANGUAGES)
    for (const line of lineNames) {
      const clips = piecesOf(line, language).flatMap(({ clip }) => (clip === undefined ? [] : [`${clip}.wav`]));
      const own: Recordings = { of: (of, name) => (of === language && name === line ? clips : undefined) };
      const said = say(speak(line, language, fill), own);
      expect(said.match(/<Play>\d+\.wav<\/Play>/g)).toEqual(clips.map((clip) => `<Play>${clip}</Play>`));
      expect(say(speak(line, language, fill))).not.toContain('<Play>');
    }
});

it('no voice is given more than it takes, in any language and with long names and many codes', () => {
  const long: Fill = () => 'ноль, один _ _ два, три _ _ четыре, пять _ _ шесть, семь. _ _ для второго человека: вторник';
  for (const language of LANGUAGES)
    for (const line of lineNames) {
      const twice = [...speak(line, language, long), ...speak(line, language, long)];
      const said = [...say(twice).matchAll(/<Say[^>]*>(.*?)<\/Say>/gs)].map(([, text = '']) => text);
      for (const text of said) expect(encodeURIComponent(text).length).toBeLessThanOrEqual(4_500);
      expect(wordsOf(said.join(' ').replace(/<[^>]*>/g, ' '))).toEqual(wordsOf(twice.map(({ text }) => text).join(' ')));
    }
});

describe('the file that names the recordings', () => {
  it.each([
    ['an unknown language', { fr: { welcome: 'a.wav' } }, 'fr: no such language, only de, en, tr, ru'],
    ['an unknown line', { tr: { welcom: 'a.wav' } }, 'tr › welcom: no such line'],
    ['too few files', { de: { waitStill: 'a.wav' } }, 'de › waitStill: 1 given, 2 needed: "Es dauert noch etwa", ". Danke'],
    ['too many files', { de: { yourTurn: ['a.wav', 'b.wav'] } }, 'de › yourTurn: 2 given, 1 needed'],
    ['no audio file', { de: { yourTurn: '../a.exe' } }, 'de › yourTurn'],
    ['something else', { de: ['a.wav'] }, 'de: '],
    ['no JSON', '{', 'cannot be read as JSON'],
  ])('is refused for %s, which is named', (_what, content, fault) => {
    const read = () => recordings(content);
    expect(read).toThrow(expect.objectContaining({ code: 'RECORDINGS_FAULTY' }));
    expect(read).toThrow(fault);
  });

  it('names all its faults at once', () => {
    const read = () => recordings({ fr: { welcome: 'a.wav' }, de: { nothing: 'a.wav', yourTurn: ['a.wav', 'b.wav'] } });
    expect(read).toThrow(/fr: no such language.*nothing: no such line.*yourTurn: 2 given/);
  });

  it('is named when it does not exist', () => {
    expect(() => readRecordings(join(folder, 'missing.json'), 'https://audio.example.org')).toThrow('missing.json');
  });
});
