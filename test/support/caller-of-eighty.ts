import type { Caller } from '../../scripts/carrier/carrier.ts';
import { soundOf } from '../../scripts/carrier/speech.ts';
import { parseTwiml } from '../../scripts/carrier/twiml-parse.ts';
import { elements, type Verb } from '../../scripts/carrier/twiml-tree.ts';
import type { Seeded } from './seeded.ts';

/**
 * Somebody of eighty who books with the keys of a telephone, and how long speech and keying take. Speech has the
 * network's pace of 140 words a minute with all its pauses. Nobody presses before having heard the words that say
 * which key; what is said while they find it goes by meanwhile. The walk to pen and paper is neither and does not count.
 */

/** From knowing the key to pressing it: the keys are in the base, or the handset leaves the ear first. On average of a person. */
const SLOWNESS_SECONDS = [2.5, 7] as const;
/** A person is not always equally slow. */
const MOOD_SECONDS = 1.5;
const BETWEEN_KEYS_SECONDS = [1, 2] as const;
/** How often a birth date or a postcode goes wrong and is typed again. */
const SLIPS = 0.05;
/** How often the first proposal does not suit, and how often the code is wanted once more. */
const CHOOSY = 0.1;
/** How many simply put the telephone down when all is said. */
const SATISFIED = 0.5;

export interface Booker {
  /** One birth date for each person: day, month, year as typed. */
  births: readonly (readonly [string, string, string])[];
  plz: string;
}

interface Answer {
  keys: string;
  /** The words after which the caller knows what to press; without them everything is listened to. */
  after?: RegExp;
}

/** Instead of keys. */
const HANG_UP = '';
const MOST_QUESTIONS = 60;

/** Books until one of them hangs up. Returns the seconds from the first word to the last. Throws at a question nobody is prepared for. */
export async function bookAsOldPerson(caller: Caller, booker: Booker, chance: Seeded): Promise<number> {
  const slowness = between(SLOWNESS_SECONDS, chance);
  const answer = answers(booker, chance);
  let seconds = 0;
  for (let question = 0; question < MOST_QUESTIONS; question += 1) {
    if (caller.state === 'ended') return seconds + secondsUntil(caller.lastTwiml);
    const { keys, after } = answer(caller.heard);
    seconds += secondsUntil(caller.lastTwiml, after);
    if (keys === HANG_UP) {
      await caller.hangUp();
      return seconds;
    }
    seconds += slowness + between([-MOOD_SECONDS, MOOD_SECONDS], chance);
    for (let key = 1; key < keys.length; key += 1) seconds += between(BETWEEN_KEYS_SECONDS, chance);
    await caller.press(keys);
  }
  throw new Error(`a booking does not come to an end: ${caller.heard}`);
}

/** What this person does at each question, by what is heard there. */
function answers({ births, plz }: Booker, chance: Seeded): (heard: string) => Answer {
  let person = 0;
  let entryWrong = false;
  const happens = (probability: number) => chance.next() < probability;
  const birth = (part: 0 | 1 | 2) => births[person]?.[part] ?? '';
  const confirm = (): Answer => (entryWrong ? { keys: '2', after: /Nein: die zwo/ } : { keys: '1', after: /Ja: die eins/ });
  /** Only the first entry's example is listened to: from then on it is known how to type. */
  const typed = (right: string, wrong: string, after: RegExp): Answer => {
    entryWrong = happens(SLIPS);
    return { keys: entryWrong ? wrong : right, after };
  };
  const list: [question: RegExp, answer: () => Answer][] = [
    [/mit den Tasten einen Termin buchen/, () => ({ keys: '1', after: /Drücken Sie die eins/ })],
    [/Zuerst nur den Tag/, () => ({ keys: birth(0) })],
    [/Jetzt den Monat/, () => ({ keys: birth(1), after: /Jetzt den Monat/ })],
    [/Jetzt das Jahr/, () => typed(birth(2), '1929', /Jetzt das Jahr/)],
    [
      /Geboren am/,
      () => {
        const said = confirm();
        if (!entryWrong) person += 1;
        return said;
      },
    ],
    [/Jetzt die Postleitzahl/, () => typed(plz, '58097', /Jetzt die Postleitzahl/)],
    [/Stimmt der Ort/, confirm],
    [
      /Kommen Sie allein/,
      () => (births.length === 1 ? { keys: '1', after: /Drücken Sie die eins/ } : { keys: '2', after: /Drücken Sie die zwo/ }),
    ],
    [/Anderen Vorschlag hören/, () => (happens(CHOOSY) ? { keys: '2', after: /Anderen Vorschlag/ } : { keys: '1', after: /Ja: die eins/ })],
    [/Papier und Stift/, () => ({ keys: '1' })],
    [/Der Termin ist fest/, () => (happens(CHOOSY) ? { keys: '1' } : { keys: '2' })],
    [/Kurznachricht mit dem Termin/, () => ({ keys: '1', after: /Ja: die eins/ })],
    [
      /Für noch jemanden buchen/,
      () => (happens(SATISFIED) ? { keys: HANG_UP, after: /Für noch jemanden/ } : { keys: '2', after: /Fertig: die zwo/ }),
    ],
  ];
  return (heard) => {
    const known = list.find(([question]) => question.test(heard));
    if (!known) throw new Error(`nobody of eighty knows what to do now: ${heard}`);
    return known[1]();
  };
}

function between([least, most]: readonly [number, number], chance: Seeded): number {
  return least + chance.next() * (most - least);
}

/** How long a document speaks, up to and with the first phrase that has these words. Silences for keys do not count. */
export function secondsUntil(document: string, words?: RegExp): number {
  const parsed = parseTwiml(document);
  if (!parsed.ok) throw new Error(parsed.reason);
  let seconds = 0;
  for (const verb of parsed.verbs.flatMap((each) => (each.name === 'Gather' ? elements(each) : [each]))) {
    if (verb.name !== 'Say') continue;
    const last = words === undefined ? -1 : verb.children.findIndex((child) => typeof child === 'string' && words.test(child));
    seconds += secondsOf(last < 0 ? verb : { ...verb, children: verb.children.slice(0, last + 1) });
    if (last >= 0) return seconds;
  }
  if (words !== undefined) throw new Error(`nobody says ${words.source}`);
  return seconds;
}

function secondsOf(verb: Verb): number {
  return soundOf(verb, () => 0).seconds;
}
