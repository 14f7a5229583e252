import { describe, expect, it } from '@jest/globals';
import { XMLValidator } from 'fast-xml-parser';
import { callFlow, type StateName } from '../../flows/index.ts';
import { LANGUAGES } from '../../flows/vocabulary.ts';
import { apology, withApology } from '../../src/http/failures.ts';
import { twimlRenderer, whisper } from '../../src/http/twiml.ts';
import { fillFrom } from '../../src/ivr/blanks.ts';
import { replyAt } from '../../src/ivr/reply.ts';
import { makeSession } from '../support/make-session.ts';

const numbers = { hotline: '+4980011611702', medical: '+49116117', specialist: '+4930200010' };
const render = twimlRenderer({ medical: '+49116117', specialist: '+4930200010', callerId: '+4980011611702' });
const VOICES = [
  '<Say voice="Polly.Vicki-Neural" language="de-DE">',
  '<Say voice="Polly.Amy-Neural" language="en-GB">',
  '<Say voice="Polly.Burcu-Neural" language="tr-TR">',
  '<Say voice="Google.ru-RU-Wavenet-A" language="ru-RU">',
];
const callSid = `CA${'a'.repeat(32)}`;
const facts = {
  callbackNumber: '+492331207',
  place: 'Hagen',
  centre: 'Stadthalle <Hagen> & "Co"',
  agent: { id: 'agent1', endpoint: 'tel:+4923199990001', ringSeconds: 20 },
};

function documentAt(at: string, over = {}): string {
  const session = makeSession({ callSid, at, turn: 7, facts, ...over });
  return render(replyAt(callFlow, { session, said: [], short: false }, fillFrom(session, numbers, 0)), session);
}

describe('the documents', () => {
  it('a question: keys, time to the first key as a pause, and a way out for silence', () => {
    expect(documentAt('languages')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response>' +
        '<Gather input="dtmf" action="/voice/input?turn=7" method="POST" numDigits="1" finishOnKey="#" actionOnEmptyResult="true" timeout="6">' +
        '<Say voice="Polly.Vicki-Neural" language="de-DE">Für Deutsch:<break time="700ms"/>Drücken Sie die eins.</Say>' +
        '<Say voice="Polly.Amy-Neural" language="en-GB">For English: press two.</Say>' +
        '<Say voice="Polly.Burcu-Neural" language="tr-TR">Türkçe için üçe basın.</Say>' +
        '<Say voice="Google.ru-RU-Wavenet-A" language="ru-RU">Для русского языка: нажмите четыре.</Say>' +
        '<Pause length="4"/></Gather><Redirect method="POST">/voice/silence?turn=7</Redirect></Response>',
    );
  });

  it('after silence the first key has 15 seconds', () => {
    expect(documentAt('languages', { silences: 1 })).toContain('timeout="6"');
    expect(documentAt('languages', { silences: 1 })).toContain('<Pause length="9"/>');
  });

  it('a number of unknown length ends with # or six seconds after the last digit', () => {
    expect(documentAt('typeNumber')).toContain('method="POST" finishOnKey="#" actionOnEmptyResult="true" timeout="6">');
  });

  it('waiting: audio that a key ends, then the loop looks again', () => {
    expect(documentAt('waiting')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response>' +
        '<Gather input="dtmf" action="/voice/input?turn=7" method="POST" numDigits="1" timeout="1" finishOnKey=""><Play>/audio/hold.wav</Play></Gather>' +
        '<Redirect method="POST">/voice/waited?turn=7</Redirect></Response>',
    );
  });

  it('an agent is rung with a whisper, and our number is shown instead of the caller’s', () => {
    expect(documentAt('connectAgent')).toContain(
      '<Dial action="/voice/connected?turn=7" method="POST" answerOnBridge="true" timeout="20" callerId="+4980011611702">' +
        `<Number url="/voice/whisper?call=${callSid}" method="POST">+4923199990001</Number></Dial>`,
    );
    const at = (endpoint: string) => documentAt('connectAgent', { facts: { agent: { id: 'a', endpoint, ringSeconds: 20 } } });
    expect(at('client:agent1')).toContain('<Client url=');
    expect(at('client:agent1')).toContain('>agent1</Client>');
    expect(at('sip:agent1@example.org')).toContain('>sip:agent1@example.org</Sip>');
  });

  it('the doctor is a plain connection', () => {
    expect(documentAt('medical')).toContain(
      '<Dial action="/voice/connected?turn=7" method="POST" timeout="30"><Number>+49116117</Number></Dial>',
    );
  });

  it.each(Object.keys(callFlow) as StateName[])(
    '%s: valid XML, escaped, with a way out of every Gather, no personal data in any URL',
    (at) => {
      for (const language of LANGUAGES) {
        const document = documentAt(at, { language });
        expect(XMLValidator.validate(document)).toBe(true);
        expect((document.match(/<Gather/g) ?? []).length).toBe((document.match(/<\/Gather><Redirect/g) ?? []).length);
        for (const say of document.match(/<Say[^>]*>/g) ?? []) expect(VOICES).toContain(say);
        for (const [, url = ''] of document.matchAll(/(?:action|url)="([^"]*)"/g))
          expect(url).toMatch(/^\/voice\/\w+(\?turn=\d+|\?call=CA\w{32})$/);
        expect(document).not.toMatch(/[{}]|undefined/);
      }
    },
  );
});

describe('the last resort', () => {
  it('asks for patience and tries again, three times, then asks to call later and names 112', () => {
    const first = apology({ path: '/voice/again', turn: 4, tries: 0 });
    expect(XMLValidator.validate(first)).toBe(true);
    expect(first).toContain('<Redirect method="POST">/voice/again?turn=4&#38;tries=1</Redirect>');
    const callSid = `CA${'b'.repeat(32)}`;
    expect(apology({ path: '/voice/whisper', turn: 0, tries: 1, callerSid: callSid })).toContain(`?turn=0&#38;tries=2&#38;call=${callSid}`);
    const last = apology({ path: '/voice/again', turn: 4, tries: 3 });
    expect(last).toContain('eins, eins, zwo');
    expect(last).toContain('<Hangup/>');
    expect(last).not.toContain('<Redirect');
  });

  it('puts the apology before the answer that stands', () => {
    const document = withApology(documentAt('mainMenu'));
    expect(XMLValidator.validate(document)).toBe(true);
    expect(document.indexOf('Entschuldigung')).toBeLessThan(document.indexOf('<Gather'));
  });
});

describe('the whisper', () => {
  it('wants a key within eight seconds and hangs up otherwise, so that no mailbox swallows a caller', () => {
    const document = whisper([{ language: 'de', text: 'Anruf für Sie' }], callSid);
    expect(document).toContain(`action="/voice/accept?call=${callSid}"`);
    expect(document).toMatch(/<\/Gather><Hangup\/><\/Response>$/);
  });
});
