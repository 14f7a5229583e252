import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Caller } from '../../scripts/carrier/carrier.ts';
import { type Line, startLine } from '../support/line.ts';
import { BIRTH, faultyDocuments, pressAll, stockDays } from '../support/walks.ts';

let line: Line;
let lastNumber = 0;
const newNumber = () => {
  lastNumber += 1;
  return `+492331205${String(lastNumber).padStart(3, '0')}`;
};
const call = (...keys: string[]) =>
  line.call(newNumber()).then(async (caller) => {
    await pressAll(caller, ...keys);
    return caller;
  });

beforeAll(async () => {
  line = await startLine();
  await line.tune({ callbackHours: '00:00-24:00', admitPerSecond: 1_000, burst: 1_000 });
  await stockDays(line, 'Hagen', [10, 11], ['09:00', '15:00'], 50);
});
afterAll(() => line.close());

/** Every question on the way of a booking, and the keys that lead there. */
const WAY: [question: string, keys: string[], wrong: string][] = [
  ['main menu', [], '7'],
  ['languages', ['9'], '7'],
  ['day', ['1'], '99'],
  ['month', ['1', '05'], '13'],
  ['year', ['1', '05', '03'], '193#'],
  ['is the birthday right', ['1', ...BIRTH], '7'],
  ['too young', ['1', '01', '02', '1941', '1'], '7'],
  ['postcode', ['1', ...BIRTH, '1'], '00000'],
  ['Rhineland', ['1', ...BIRTH, '1', '50667'], '7'],
  ['another part of Germany', ['1', ...BIRTH, '1', '10115'], '7'],
  ['is the place right', ['1', ...BIRTH, '1', '58095'], '7'],
  ['alone or two', ['1', ...BIRTH, '1', '58095', '1'], '7'],
  ['birthday of the second person', ['1', ...BIRTH, '1', '58095', '1', '2'], '99'],
  ['proposal', ['1', ...BIRTH, '1', '58095', '1', '1'], '7'],
  ['pen and paper', ['1', ...BIRTH, '1', '58095', '1', '1', '1'], '7'],
  ['appointment number', ['2'], '12345678'],
  ['nobody is free', ['0'], '7'],
];

const reachedHelp = (caller: Caller) =>
  /ist niemand frei|Wir verbinden Sie mit einem Menschen|Sie stehen (schon )?auf der Liste/.test(caller.heard);

/** Does the same again until a human or a callback is reached; says how often. */
async function until(caller: Caller, act: () => Promise<void>, most: number): Promise<number> {
  for (let times = 1; times <= most; times += 1) {
    await act();
    if (reachedHelp(caller)) return times;
    if (caller.state === 'ended') throw new Error(`hung up on after ${times}: ${caller.heard}`);
  }
  throw new Error(`no way out after ${most}: ${caller.heard}`);
}

describe('who says nothing reaches a human or a callback, and is never hung up on', () => {
  it.each(WAY)('%s', async (_question, keys) => {
    const caller = await call(...keys);
    expect(await until(caller, () => caller.silence(), 13)).toBeGreaterThan(1);
    // …and says nothing there either
    for (let round = 0; round < 4 && caller.state !== 'ended'; round += 1) await caller.silence();
    const hash = line.hotline.house.parts.hashes.caller(caller.number);
    const { rows } = await line.pool.query('select state from callback_requests where caller_hash = $1', [hash]);
    expect(rows).toEqual([{ state: 'open' }]);
  });
});

describe('who presses wrong keys reaches a human or a callback', () => {
  it.each(WAY)('%s', async (_question, keys, wrong) => {
    const caller = await call(...keys);
    const press = async () => {
      await caller.press(wrong);
      if (!caller.lastTwiml.includes('<Gather')) await caller.rests();
    };
    expect(await until(caller, press, 11)).toBeGreaterThan(1);
    await caller.hangUp();
  });

  it('and is not sent back to the keys where nobody is free', async () => {
    const caller = await call('7', '7', '7');
    expect(caller.heard).toMatch(
      /Das klappt mit den Tasten gerade nicht. Ein Mensch hilft Ihnen weiter.*Darum ruft ein Mensch Sie zurück/s,
    );
    expect(caller.heard).not.toContain('Mit den Tasten buchen');
    await caller.press('1');
    expect(caller.heard).toContain('Gut. Sie stehen auf der Liste');
    await caller.hangUp();
  });

  it('wrong keys and silences in turn: the same, and kept apart', async () => {
    const caller = await call();
    await caller.press('7');
    expect(caller.heard).toContain('Diese Taste kennen wir hier nicht');
    await caller.silence();
    expect(caller.heard).toContain('Das habe ich nicht gehört');
    await caller.press('7');
    await caller.silence();
    expect(caller.heard).toContain('Sind Sie noch da');
    expect(caller.state).toBe('talking');
    await caller.press('1');
    expect(caller.heard).toContain('Zuerst nur den Tag');
    await caller.hangUp();
  });

  it('after a fault is fixed the count starts anew', async () => {
    const caller = await call('7', '7', '1', '99', '98', '05', '13', '14', '03');
    expect(caller.heard).toContain('Jetzt das Jahr');
    await caller.hangUp();
  });
});

describe('* and 0', () => {
  it('* repeats the whole question in a menu and counts as no fault', async () => {
    const caller = await call();
    for (let times = 0; times < 5; times += 1) {
      await caller.press('*');
      expect(caller.heard).toContain('Möchten Sie mit den Tasten einen Termin buchen');
    }
    await caller.hangUp();
  });

  it('* in an entry opens the help menu: 1 the question from the start, 0 a human', async () => {
    const caller = await call('1', '05');
    await caller.press('0*');
    expect(caller.heard).toContain('Noch einmal von vorne: die eins');
    await caller.press('1');
    expect(caller.heard).toContain('Jetzt den Monat');
    await caller.press('*');
    await caller.silence();
    expect(caller.heard).toContain('Noch einmal von vorne: die eins');
    await caller.press('0');
    expect(reachedHelp(caller)).toBe(true);
    await caller.hangUp();
  });

  it('* in the code entry: 2 is "I have no appointment number"', async () => {
    const caller = await call('2');
    await caller.press('*');
    await caller.silence();
    expect(caller.heard).toContain('Ich habe keine Terminnummer: die zwo');
    await caller.press('2');
    expect(caller.heard).toMatch(/Wir finden den Termin auch so.*Zuerst nur den Tag/s);
    await caller.hangUp();
  });

  it('0 is a digit while digits are entered', async () => {
    const caller = await call('1', '05', '03', '1938', '1', '00000');
    expect(caller.heard).toContain('Diese Postleitzahl kennen wir nicht');
    await caller.hangUp();
  });

  it('help, again and again, ends at a human', async () => {
    const caller = await call('1');
    for (let round = 0; round < 40 && !reachedHelp(caller); round += 1) {
      await caller.press('*');
      if (!caller.heard.includes('Noch einmal von vorne')) await caller.silence();
      if (round > 3) break;
      await caller.press('1');
    }
    for (let round = 0; round < 3 && !reachedHelp(caller); round += 1) await caller.silence();
    expect(reachedHelp(caller)).toBe(true);
    await caller.hangUp();
  });
});

describe('# is never needed and always tolerated', () => {
  it('one digit and #', async () => {
    const caller = await call('1', '5#', '3#', '38#');
    if (caller.heard === '') await caller.silence();
    expect(caller.heard).toContain('fünften März neunzehnhundertachtunddreißig');
    await caller.hangUp();
  });

  it('two digits and a # that comes when the next question has begun: the next entry is not spoilt', async () => {
    const caller = await call('1', '05', '#', '03');
    expect(caller.heard).toContain('Jetzt das Jahr');
    await caller.hangUp();
  });

  it('a late # in a menu is not taken for silence or a wrong key', async () => {
    const caller = await call('1', ...BIRTH, '#');
    expect(caller.heard).not.toMatch(/nicht gehört|kennen wir hier nicht/);
    await caller.press('1');
    expect(caller.heard).toContain('Postleitzahl');
    await caller.hangUp();
  });

  it('one digit without #, and the time runs out', async () => {
    const caller = await call('1');
    await caller.press('5');
    await caller.silence();
    expect(caller.heard).toContain('Jetzt den Monat');
    await caller.hangUp();
  });
});

describe('birth dates', () => {
  it.each([
    ['31.02.', ['31', '02', '1938']],
    ['30.02.', ['30', '2#', '1938']],
    ['31.04.', ['31', '04', '1938']],
    ['29.02. in a year without it', ['29', '02', '1939']],
    ['year 1890', ['05', '03', '1890']],
    ['year 2030', ['05', '03', '2030']],
    ['year 0000', ['05', '03', '0000']],
    ['year 9999', ['05', '03', '9999']],
  ])('%s is refused aloud and asked again', async (_name, keys) => {
    const caller = await call('1', ...keys);
    expect(caller.heard).toContain('Diesen Tag gibt es im Kalender nicht');
    expect(caller.heard).toContain('Zuerst nur den Tag');
    await pressAll(caller, ...BIRTH);
    expect(caller.heard).toContain('fünften März');
    await caller.hangUp();
  });

  it.each(['00', '32', '99'])('day %s is refused at once', async (day) => {
    const caller = await call('1', day);
    expect(caller.heard).toContain('Den Tag haben wir nicht verstanden');
    await caller.hangUp();
  });

  it.each(['00', '13'])('month %s is refused at once', async (month) => {
    const caller = await call('1', '05', month);
    expect(caller.heard).toContain('Den Monat haben wir nicht verstanden');
    await caller.hangUp();
  });

  it('29.02. in a leap year is a day', async () => {
    const caller = await call('1', '29', '02', '1936');
    expect(caller.heard).toContain('Stimmt das?');
    await caller.hangUp();
  });

  it('31 January 1941 may book, 1 February 1941 is told since when, and may try again', async () => {
    const last = await call('1', '31', '01', '1941', '1');
    expect(last.heard).toContain('Postleitzahl');
    await last.hangUp();
    const young = await call('1', '01', '02', '1941', '1');
    expect(young.heard).toContain('einunddreißigsten Januar neunzehnhunderteinundvierzig');
    expect(young.heard).not.toMatch(/auf Wiederhören/i);
    await young.press('2');
    expect(young.heard).toContain('Zuerst nur den Tag');
    await pressAll(young, ...BIRTH, '1');
    expect(young.heard).toContain('Postleitzahl');
    await young.hangUp();
  });

  it('born 1905: older than people get, so a human asks', async () => {
    const caller = await call('1', '05', '03', '1905');
    expect(caller.heard).toContain('möchten wir lieber selbst nachfragen');
    expect(reachedHelp(caller)).toBe(true);
    await caller.hangUp();
  });
});

describe('postcodes', () => {
  it('an unknown one is asked again', async () => {
    const caller = await call('1', ...BIRTH, '1', '99999');
    expect(caller.heard).toContain('Diese Postleitzahl kennen wir nicht');
    await caller.press('58095');
    expect(caller.heard).toContain('Hagen');
    await caller.hangUp();
  });

  it('of another part of Germany: said to be so, never to be unknown, and 2 tries again', async () => {
    const caller = await call('1', ...BIRTH, '1', '10115');
    expect(caller.heard).toMatch(/eins null _? ?eins eins fünf\. Dieser Ort liegt nicht in Westfalen-Lippe/);
    expect(caller.heard).not.toContain('kennen wir nicht');
    await caller.press('2');
    await caller.press('58095');
    expect(caller.heard).toContain('Hagen');
    await caller.hangUp();
  });

  it('Rhineland: the other number, and 2 tries again', async () => {
    const caller = await call('1', ...BIRTH, '1', '50667');
    expect(caller.heard).toContain('Köln gehört zum Rheinland');
    expect(caller.heard).toMatch(/null achthundert eins eins sechs eins eins sieben null eins/);
    await caller.press('2');
    await caller.press('58095');
    expect(caller.heard).toContain('Hagen');
    await caller.hangUp();
  });

  it('four digits and silence: asked again', async () => {
    const caller = await call('1', ...BIRTH, '1');
    await caller.press('5809');
    await caller.silence();
    expect(caller.heard).toContain('Es fehlen noch Ziffern');
    await caller.press('58095');
    expect(caller.heard).toContain('Hagen');
    await caller.hangUp();
  });

  it('500 digits: what the question takes counts, the call goes on', async () => {
    const caller = await call('1', ...BIRTH, '1');
    await caller.press('9'.repeat(500));
    expect(caller.heard).toMatch(/kennen wir nicht/);
    await caller.press('58095');
    expect(caller.heard).toContain('Hagen');
    await caller.hangUp();
  });
});

describe('the end', () => {
  it('all that the network was given was valid TwiML', () => {
    expect(faultyDocuments(line)).toEqual([]);
  });
});
