import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Sound, soundOf } from '../../scripts/carrier/speech.ts';
import { parseTwiml } from '../../scripts/carrier/twiml-parse.ts';

function sound(verb: string): Sound {
  const parsed = parseTwiml(`<Response>${verb}</Response>`);
  const first = parsed.ok ? parsed.verbs[0] : undefined;
  if (!first) throw new Error(JSON.stringify(parsed));
  return soundOf(first, () => 7);
}

describe('what a caller hears', () => {
  it('lasts as long as an unhurried announcer needs', () => {
    const words = Array.from({ length: 140 }, () => 'Wort').join(' ');
    expect(sound(`<Say language="de-DE">${words}</Say>`).seconds).toBeCloseTo(60);
    expect(sound(`<Say><prosody rate="50%">${words}</prosody></Say>`).seconds).toBeCloseTo(120);
    expect(sound(`<Say loop="2">${words}</Say>`).seconds).toBeCloseTo(120);
  });

  it('counts pauses between the words, and digits as what they are', () => {
    const plain = sound('<Say>Ihre Nummer</Say>').seconds;
    expect(sound('<Say>Ihre <break time="1500ms"/>Nummer<break strength="strong"/></Say>').seconds).toBeCloseTo(plain + 2.25);
    expect(sound('<Say>1 2 3 4</Say>').seconds).toBeCloseTo(sound('<Say>eins zwei drei vier</Say>').seconds);
    expect(sound('<Say>1938</Say>').seconds).toBeCloseTo(sound('<Say>neunzehnhundert achtunddreißig</Say>').seconds);
  });

  it('is the text without its markup, entities read', () => {
    expect(
      sound(
        '<Say language="de-DE">Gr&#252;n &amp; \n <say-as interpret-as="digits">12</say-as> <sub alias="zum Beispiel">z. B.</sub></Say>',
      ),
    ).toMatchObject({
      text: 'Grün & 12 zum Beispiel',
      language: 'de-DE',
    });
    expect(sound('<Say>hello</Say>')).toMatchObject({ language: 'en-US' });
  });

  it('is written in the groups in which it is spoken: only a long pause inside a sentence keeps digits apart', () => {
    const pause = '<break time="700ms"/>';
    const { text } = sound(
      `<Say>Ihre Nummer.${pause}${pause}vier, sieben${pause}${pause}null, drei.${pause}Ich wiederhole:${pause}${pause}acht${pause}eins</Say>`,
    ) as Extract<Sound, { text: string }>;
    expect(text).toBe('Ihre Nummer. vier, sieben – null, drei. Ich wiederhole: acht eins');
  });

  it('takes audio files and silences as long as they are', () => {
    expect(sound('<Play loop="3">https://example.org/a.mp3</Play>')).toEqual({
      kind: 'play',
      url: 'https://example.org/a.mp3',
      seconds: 21,
    });
    expect(sound('<Pause/>')).toEqual({ kind: 'pause', seconds: 1 });
    expect(sound('<Pause length="4"/>')).toEqual({ kind: 'pause', seconds: 4 });
  });
});

describe('a document', () => {
  it.each([
    ['', 11_770],
    ['Hallo', 12_100],
    ['<Response><Say>a</Response>', 12_100],
    [' <?xml version="1.0"?><Response/>', 12_100],
    ['<Twiml/>', 12_102],
    ['<Response><Record/></Response>', 12_200],
    ['<Response><Say><blink>x</blink></Say></Response>', 12_200],
    [`<Response><Say>${'a'.repeat(70_000)}</Say></Response>`, 11_750],
  ])('like %.40s is refused', (body, errorCode) => {
    expect(parseTwiml(body)).toMatchObject({ ok: false, errorCode });
  });

  it('keeps the order of its verbs', () => {
    const parsed = parseTwiml('<Response><Say>1</Say><Pause/><Say>2</Say><!-- still --><Redirect>/x?a=1&amp;b=2</Redirect></Response>');
    expect(parsed.ok && parsed.verbs.map(({ name }) => name)).toEqual(['Say', 'Pause', 'Say', 'Redirect']);
    expect(parsed.ok && parsed.verbs[3]?.children).toEqual(['/x?a=1&b=2']);
  });

  it('is read or refused, whatever it is, and never breaks the network', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('<', '>', '/', '&', ';', '"', '=', 'Say', 'Response', 'Gather', ' ', 'a', '&#x', '<!--', ']]>'),
        }),
        (body) => {
          expect(typeof parseTwiml(body).ok).toBe('boolean');
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
