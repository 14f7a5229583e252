import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Caller } from '../../scripts/carrier/carrier.ts';
import { type Line, startLine } from '../support/line.ts';
import { BIRTH, faultyDocuments, pressAll, stockDays, toFixed, toHowMany, toProposal } from '../support/walks.ts';

/** A line that drops in the middle of a booking: the next call of the number goes on there, or begins anew. */

let line: Line;
let lastNumber = 0;

const newNumber = () => {
  lastNumber += 1;
  return `+492331209${String(lastNumber).padStart(3, '0')}`;
};
const PARTNER = ['30', '11', '1936'] as const;
const PLZ = { Hagen: '58095', Herne: '44623', Hamm: '59065' } as const;
const MENU = 'mit den Tasten einen Termin buchen';
const ASKED = 'Eben ist das Gespräch abgebrochen';
const HOLD_SECONDS = 300;

const dates = (text: string) => /Erste Impfung: .*?Zweite Impfung: [^_]*?Uhr[^.]*/s.exec(text)?.[0] ?? text;
const holdsOf = async (number: string) => {
  const { rows } = await line.pool.query<{ state: string }>('select state from bookings where caller_hash = $1', [
    line.hotline.house.parts.hashes.caller(number),
  ]);
  return rows.map(({ state }) => state);
};

/** Walks, loses the line, and rings again. */
async function droppedAfter(walk: (caller: Caller) => Promise<unknown>, number = newNumber()): Promise<Caller> {
  const caller = await line.call(number);
  await walk(caller);
  await caller.hangUp();
  return line.call(number);
}

/** Rings again and goes on with the year of birth. */
async function resumed(walk: (caller: Caller) => Promise<unknown>, number = newNumber()): Promise<Caller> {
  const again = await droppedAfter(walk, number);
  expect(again.heard).toContain(ASKED);
  await pressAll(again, '1', '1938');
  return again;
}

beforeAll(async () => {
  line = await startLine();
  await line.tune({ callbackHours: '00:00-24:00', admitPerSecond: 1_000, burst: 1_000, holdSeconds: HOLD_SECONDS });
  await stockDays(line, 'Hagen', [10, 11, 12, 13], ['08:00', '08:15', '15:00'], 30);
  await stockDays(line, 'Herne', [10], ['08:00'], 1);
  await stockDays(line, 'Hamm', [10, 11], ['08:00'], 1);
});
afterAll(() => line.close());

describe('who rings again within half an hour', () => {
  it('goes on with the proposal that is still held, and nobody else got it meanwhile', async () => {
    const number = newNumber();
    let proposed = '';
    const again = await droppedAfter(async (caller) => {
      await toProposal(caller, BIRTH, PLZ.Herne);
      proposed = dates(caller.heard);
    }, number);
    const stranger = await line.call(newNumber());
    await pressAll(stranger, '1', ...PARTNER, '1', PLZ.Herne, '1');
    expect(stranger.heard).toContain('alle Termine vergeben');
    await stranger.hangUp();
    // Longer than the hold had left when it was proposed, shorter than it has since the caller went on
    await line.advance(HOLD_SECONDS - 10);
    await pressAll(again, '1', '1938');
    await line.advance(20);
    expect(dates(again.heard)).toBe(proposed);
    await pressAll(again, '1', '1');
    expect(again.heard).toContain('Der Termin ist fest');
    expect(dates(again.heard)).toBe(proposed);
    expect(await holdsOf(number)).toEqual(['booked']);
    await pressAll(again, '2', '2');
    expect((await line.call(number)).heard).toContain(MENU);
  });

  it('whose hold is over gets another one at once, and is not read the old one', async () => {
    const number = newNumber();
    const again = await droppedAfter((caller) => toProposal(caller, BIRTH, PLZ.Hamm), number);
    await line.advance(HOLD_SECONDS + 1);
    const faster = await line.call(newNumber());
    await toFixed(faster, PARTNER, PLZ.Hamm);
    await faster.hangUp();
    await pressAll(again, '1', '1938');
    expect(again.heard).toContain('Wir haben einen Termin für Sie');
    expect(dates(again.heard)).not.toBe(dates(faster.heard));
    await pressAll(again, '1', '1');
    expect(again.heard).toContain('Der Termin ist fest');
    await again.hangUp();
  });

  it('two proposals refused, dropped, and the third taken: none of the two comes again', async () => {
    const heard: string[] = [];
    const again = await resumed(async (caller) => {
      await toProposal(caller, BIRTH, PLZ.Hagen);
      heard.push(dates(caller.heard));
      for (let refused = 0; refused < 2; refused += 1) {
        await caller.press('2');
        heard.push(dates(caller.heard));
      }
    });
    expect(new Set(heard).size).toBe(3);
    expect(dates(again.heard)).toBe(heard[2]);
    await again.press('2');
    expect(heard).not.toContain(dates(again.heard));
    await pressAll(again, '1', '1');
    expect(again.heard).toContain('Der Termin ist fest');
    expect((await holdsOf(again.number)).sort()).toEqual(['booked']);
    await again.hangUp();
  });

  it.each<[string, (caller: Caller) => Promise<unknown>, string, string[]]>([
    ['at the postcode', (caller) => pressAll(caller, '1', ...BIRTH, '1', '58'), 'Postleitzahl', ['58095', '1', '1']],
    ['at the place', (caller) => pressAll(caller, '1', ...BIRTH, '1', '58095'), 'Hagen', ['1', '1']],
    ['at alone or two', (caller) => toHowMany(caller), 'Hagen', ['1', '1']],
    [
      'at the second birth date',
      async (caller) => {
        await toHowMany(caller);
        await pressAll(caller, '2', '30');
      },
      'Tag',
      [...PARTNER, '1'],
    ],
    [
      'while a pen is looked for',
      async (caller) => {
        await toProposal(caller);
        await caller.press('1');
      },
      'Wir haben einen Termin für Sie',
      [],
    ],
  ])('%s: goes on there', async (_where, walk, question, onward) => {
    const again = await resumed(walk);
    expect(again.heard).toContain(question);
    await pressAll(again, ...onward);
    expect(again.heard).toMatch(/Wir haben einen Termin für Sie/);
    await pressAll(again, '1', '1');
    expect(again.heard).toContain('Der Termin ist fest');
    await again.hangUp();
  });

  it('may begin anew: what was held is free, and the main menu follows', async () => {
    const number = newNumber();
    const again = await droppedAfter((caller) => toProposal(caller), number);
    await again.press('2');
    expect(again.heard).toContain(MENU);
    expect(await holdsOf(number)).toEqual([]);
    await toProposal(again, PARTNER);
    expect(again.heard).toContain('Wir haben einen Termin für Sie');
    await again.hangUp();
  });

  it('and does not know the year of birth hears nothing of it, and reaches a human', async () => {
    const again = await droppedAfter((caller) => toProposal(caller));
    await again.press('1');
    for (const year of ['1937', '1936', '1935', '1934']) {
      await again.press(year);
      expect(again.heard).not.toMatch(/Erste Impfung|Hagen|März/);
      if (!again.heard.includes('ein anderes Jahr')) break;
    }
    expect(again.heard).toMatch(/Mensch|niemand frei/);
    await again.hangUp();
  });

  it('in the language of the call before', async () => {
    const again = await droppedAfter(async (caller) => {
      await pressAll(caller, '9', '2');
      await toProposal(caller);
    });
    expect(again.heard).toContain('Our call broke off just now');
    await again.hangUp();
  });
});

describe('nothing to go on with', () => {
  it.each<[string, (caller: Caller) => Promise<unknown>]>([
    ['nobody had been named', (caller) => pressAll(caller, '1', '05')],
    [
      'everything was heard',
      async (caller) => {
        await toFixed(caller);
        await caller.press('2');
      },
    ],
  ])('%s: the main menu, as ever', async (_what, walk) => {
    expect((await droppedAfter(walk)).heard).toContain(MENU);
  });

  it('half an hour is over', async () => {
    const number = newNumber();
    const caller = await line.call(number);
    await toProposal(caller);
    await caller.hangUp();
    await line.advance(1_801);
    expect((await line.call(number)).heard).toContain(MENU);
  });
});

it('all that the network was given was valid TwiML', () => {
  expect(faultyDocuments(line)).toEqual([]);
});
