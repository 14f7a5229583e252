import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Caller } from '../../scripts/carrier/carrier.ts';
import { drawCode } from '../../src/booking/code.ts';
import { type Line, startLine } from '../support/line.ts';
import { BIRTH, faultyDocuments, pressAll, stockDays, toFixed, toHowMany } from '../support/walks.ts';

/** "My appointment": heard, moved, cancelled and found again, by people who have it and by people who have no right to it. */

let line: Line;
let lastNumber = 0;
const newNumber = (area = '+492331205') => {
  lastNumber += 1;
  return `${area}${String(lastNumber).padStart(3, '0')}`;
};
const PARTNER = ['11', '07', '1936'];
/** Postcodes: one centre each, so that tests share no stock. */
const PLZ = { Hagen: '58095', Herne: '44623', Hamm: '59065', Bottrop: '46236', Bielefeld: '33602' };
const MENU = 'Anhören, verlegen, absagen';

interface Row {
  code: string;
  state: string;
  moves: number;
  first: Date;
}
const rowsOf = async (number: string) => {
  const { rows } = await line.pool.query<Row>(
    `select b.code, b.state, b.moves, f.starts_at as first from bookings b join slots f on f.id = b.first_slot
     where b.caller_hash = $1 and b.code is not null order by b.booked_at, b.person`,
    [line.hotline.house.parts.hashes.caller(number)],
  );
  return rows;
};
const takenAt = async (plz: string) => {
  const text = 'select coalesce(sum(taken), 0)::int as taken from slots where kreis = (select kreis from postcodes where plz = $1)';
  return (await line.pool.query<{ taken: number }>(text, [plz])).rows[0]?.taken;
};
const halfDay = (text: string) => /Erste Impfung: (.*?), .*?(Uhr|$)/.exec(text)?.[0] ?? text;

/** Somebody with an appointment; answers the number and the codes. */
async function booked(plz: string, people: 1 | 2 = 1, number = newNumber()): Promise<{ number: string; codes: string[] }> {
  const caller = await line.call(number);
  await toHowMany(caller, BIRTH, plz);
  await pressAll(caller, ...(people === 1 ? ['1'] : ['2', ...PARTNER, '1']), '1', '1');
  expect(caller.heard).toContain('Der Termin ist fest');
  await caller.press('2');
  await caller.hangUp();
  return { number, codes: (await rowsOf(number)).map(({ code }) => code) };
}

/** Calls and keys in the code. */
async function opened(code = '', number = newNumber()): Promise<Caller> {
  const caller = await line.call(number);
  await pressAll(caller, '2', code);
  return caller;
}

beforeAll(async () => {
  line = await startLine();
  await line.tune({ callbackHours: '00:00-24:00', admitPerSecond: 1_000, burst: 1_000, holdSeconds: 300 });
  await stockDays(line, 'Hagen', [10, 11, 12, 13, 14, 15, 16], ['08:00', '08:15', '15:00', '15:15'], 30);
  await stockDays(line, 'Herne', [10, 12, 14], ['08:00'], 2);
  await stockDays(line, 'Hamm', [10], ['08:00'], 1);
  await stockDays(line, 'Bottrop', [10, 12], ['08:00'], 1);
});
afterAll(() => line.close());

describe('hearing', () => {
  it('the code opens the menu, and the dates are read as often as wished', async () => {
    const { codes } = await booked(PLZ.Hagen);
    const caller = await opened(codes[0]);
    expect(caller.heard).toContain(MENU);
    for (let again = 0; again < 2; again += 1) {
      await caller.press('1');
      expect(caller.heard).toMatch(/Ihr Termin\. Erste Impfung: .*Zweite Impfung: .*Beide hier/s);
    }
    await caller.silence();
    await caller.silence();
    expect(caller.heard).toContain('Für noch jemanden buchen');
    await caller.hangUp();
  });
});

describe('moving', () => {
  it('yes: the new pair is read with the same code, the old places are free, and the code knows the new date', async () => {
    const { number, codes } = await booked(PLZ.Herne);
    const [before] = await rowsOf(number);
    const caller = await opened(codes[0]);
    await caller.press('2');
    expect(caller.heard).toContain('Wir haben einen anderen Termin für Sie');
    const proposed = halfDay(caller.heard);
    await caller.press('1');
    expect(caller.heard).toMatch(/Noch gilt Ihr alter Termin.*Papier und Stift/s);
    expect(await rowsOf(number)).toEqual([before]);
    await caller.press('1');
    expect(caller.heard).toMatch(/Ihr Termin ist verlegt.*Die Terminnummer bleibt dieselbe/s);
    // Twice, as every number
    expect(/bleibt dieselbe\. (.*?)\. Ich wiederhole\. \1\. Noch einmal hören/s.test(caller.heard)).toBe(true);
    expect(halfDay(caller.heard)).toBe(proposed);
    await caller.press('1');
    expect(halfDay(caller.heard)).toBe(proposed);
    await pressAll(caller, '2', '2');
    expect(caller.state).toBe('ended');
    const [after] = await rowsOf(number);
    expect(after).toMatchObject({ code: codes[0], state: 'booked', moves: 1 });
    expect(after?.first).not.toEqual(before?.first);
    expect(await takenAt(PLZ.Herne)).toBe(2);
    const again = await opened(codes[0]);
    await again.press('1');
    expect(halfDay(again.heard)).toBe(proposed);
    await again.hangUp();
  });

  it('the line dies in the middle: the old appointment stands, and what was held is free again', async () => {
    const before = await takenAt(PLZ.Hagen);
    const { number, codes } = await booked(PLZ.Hagen);
    const [old] = await rowsOf(number);
    const caller = await opened(codes[0]);
    await caller.press('2');
    await caller.hangUp();
    expect(await rowsOf(number)).toEqual([old]);
    await line.advance(301);
    await line.hotline.worker?.sweep();
    expect(await takenAt(PLZ.Hagen)).toBe((before ?? 0) + 2);
  });

  it('the line dies while the new date is read: the next call of this number hears it, after the year of birth', async () => {
    const { number, codes } = await booked(PLZ.Hagen);
    const caller = await opened(codes[0], number);
    await pressAll(caller, '2', '1', '1');
    expect(caller.heard).toContain('Ihr Termin ist verlegt');
    const moved = halfDay(caller.heard);
    await caller.hangUp();
    const again = await line.call(number);
    expect(again.heard).toContain('Schön, dass Sie wieder da sind');
    await again.press('1938');
    expect(halfDay(again.heard)).toBe(moved);
    await again.hangUp();
  });

  it('no other place: it is said that the old one stays, and it is still to be heard', async () => {
    const { codes } = await booked(PLZ.Hamm);
    const caller = await opened(codes[0]);
    await caller.press('2');
    expect(caller.heard).toMatch(/Einen anderen Termin haben wir im Moment nicht\. Ihr Termin bleibt, wie er ist\./);
    await caller.press('1');
    expect(caller.heard).toContain('Ihr Termin. Erste Impfung');
    await caller.hangUp();
  });

  it('at most five proposals, each on another half-day and none on the old one; then the old one may be kept', async () => {
    const { number, codes } = await booked(PLZ.Hagen);
    const [old] = await rowsOf(number);
    const caller = await opened(codes[0]);
    await caller.press('1');
    const heard = [halfDay(caller.heard)];
    await caller.press('2');
    heard.push(halfDay(caller.heard));
    for (let more = 0; more < 4; more += 1) {
      await caller.press('2');
      heard.push(halfDay(caller.heard));
    }
    expect(new Set(heard).size).toBe(6);
    await caller.press('2');
    expect(caller.heard).toContain('Mehr Vorschläge haben wir nicht');
    await caller.press('2');
    expect(caller.heard).toMatch(/Ihr Termin bleibt, wie er ist.*Anhören, verlegen, absagen/s);
    await caller.press('1');
    expect(halfDay(caller.heard)).toBe(heard[0]);
    expect(await rowsOf(number)).toEqual([old]);
    await caller.hangUp();
  });

  it('too long to think: said that the old one stands, and another pair is proposed', async () => {
    const { codes } = await booked(PLZ.Hagen);
    const caller = await opened(codes[0]);
    await caller.press('2');
    await line.advance(301);
    await line.hotline.worker?.sweep();
    await caller.press('1');
    expect(caller.heard).toMatch(/Ihr alter Termin gilt noch.*Wir haben einen anderen Termin für Sie/s);
    await pressAll(caller, '1', '1');
    expect(caller.heard).toContain('Ihr Termin ist verlegt');
    await caller.hangUp();
  });

  it('nothing pressed at pen and paper: the old appointment stays, said before a human is looked for', async () => {
    const { number, codes } = await booked(PLZ.Hagen);
    const [old] = await rowsOf(number);
    const caller = await opened(codes[0]);
    await pressAll(caller, '2', '1');
    for (let rounds = 0; rounds < 12 && !caller.heard.includes('bleibt, wie er ist'); rounds += 1) await caller.silence();
    expect(caller.heard).toMatch(/Ihr Termin bleibt, wie er ist.*niemand frei/s);
    expect(await rowsOf(number)).toEqual([old]);
    await caller.hangUp();
  });

  it('a couple moves together, by either code', async () => {
    const { number, codes } = await booked(PLZ.Hagen, 2);
    const caller = await opened(codes[1]);
    await pressAll(caller, '2', '1', '1');
    expect(caller.heard).toMatch(/Ihr Termin ist verlegt, für Sie beide.*Die Terminnummern bleiben dieselben/s);
    await caller.hangUp();
    const rows = await rowsOf(number);
    expect(rows).toMatchObject([
      { code: codes[0], moves: 1 },
      { code: codes[1], moves: 1 },
    ]);
    expect(Math.abs((rows[0]?.first.getTime() ?? 0) - (rows[1]?.first.getTime() ?? 0))).toBeLessThanOrEqual(15 * 60_000);
  });
});

describe('cancelling', () => {
  it('asked twice; then the places are free, the code tells it, and a new one can be booked at once', async () => {
    const { number, codes } = await booked(PLZ.Bottrop);
    const caller = await opened(codes[0]);
    await caller.press('3');
    expect(caller.heard).toContain('Wollen Sie den Termin wirklich absagen?');
    await caller.press('2');
    expect(caller.heard).toMatch(/Ihr Termin bleibt, wie er ist.*Anhören, verlegen, absagen/s);
    await pressAll(caller, '3', '1');
    expect(caller.heard).toMatch(/Der Termin ist abgesagt.*Einen neuen Termin buchen: die eins/s);
    expect(await takenAt(PLZ.Bottrop)).toBe(0);
    expect(await rowsOf(number)).toMatchObject([{ state: 'cancelled' }]);
    await caller.press('1');
    expect(caller.heard).toContain('Zuerst nur den Tag');
    await caller.hangUp();
    const again = await opened(codes[0]);
    expect(again.heard).toContain('Dieser Termin wurde abgesagt');
    await again.hangUp();
    expect((await booked(PLZ.Bottrop, 1, number)).codes).toHaveLength(2);
  });

  it('only one of a couple: the other appointment stands', async () => {
    const { number, codes } = await booked(PLZ.Hagen, 2);
    const caller = await opened(codes[1]);
    await caller.press('3');
    expect(caller.heard).toContain('Der Termin ist für zwei Personen');
    await caller.press('2');
    expect(caller.heard).toContain('wirklich absagen, nur für diese eine Person');
    await caller.press('1');
    expect(caller.heard).toContain('Der Termin der anderen Person bleibt');
    await caller.hangUp();
    expect(await rowsOf(number)).toMatchObject([{ state: 'booked' }, { state: 'cancelled' }]);
    const other = await opened(codes[0]);
    await other.press('3');
    expect(other.heard).toContain('wirklich absagen');
    await other.hangUp();
    expect((await opened(codes[1])).heard).toContain('wurde abgesagt');
  });

  it('both of a couple', async () => {
    const { number, codes } = await booked(PLZ.Hagen, 2);
    const caller = await opened(codes[0]);
    await pressAll(caller, '3', '1');
    expect(caller.heard).toContain('Wollen Sie den Termin wirklich absagen, für Sie beide?');
    await caller.press('1');
    expect(caller.heard).toContain('Der Termin ist abgesagt');
    await caller.hangUp();
    expect(await rowsOf(number)).toMatchObject([{ state: 'cancelled' }, { state: 'cancelled' }]);
  });

  it('after the first vaccination keys change nothing: a human', async () => {
    const { number, codes } = await booked(PLZ.Hagen);
    await line.pool.query(
      `with past as (insert into slots (kreis, starts_at, dose, vaccine, capacity, taken) values ('Hagen', now() - interval '1 day', 1, 'biontech', 1, 1) returning id)
       update bookings set first_slot = past.id from past where code = $1`,
      [codes[0]],
    );
    for (const key of ['2', '3']) {
      const caller = await opened(codes[0]);
      await caller.press(key);
      expect(caller.heard).toContain('Die erste Impfung war schon');
      await caller.hangUp();
    }
    expect(await rowsOf(number)).toMatchObject([{ state: 'booked', moves: 0 }]);
  });
});

describe('without the code', () => {
  const person = [...BIRTH, '1', PLZ.Hagen];

  it.each([['silence'], ['the help menu']])('%s, then birth date and postcode: found from the number it was booked with', async (how) => {
    const { number } = await booked(PLZ.Hagen);
    const caller = await line.call(number);
    await caller.press('2');
    if (how === 'silence') await caller.silence();
    else {
      await caller.press('*');
      await caller.silence();
      await caller.press('2');
    }
    expect(caller.heard).toMatch(/Wir finden den Termin auch so.*Zuerst nur den Tag/s);
    await pressAll(caller, ...person);
    expect(caller.heard).toContain(MENU);
    await pressAll(caller, '3', '1');
    expect(caller.heard).toContain('Der Termin ist abgesagt');
    await caller.hangUp();
  });

  it('from another number nobody learns whether there is one: booked and not booked sound the same', async () => {
    await booked(PLZ.Hagen);
    const heard: string[] = [];
    for (const birth of [BIRTH, ['06', '04', '1931']]) {
      const caller = await line.call(newNumber());
      await caller.press('2');
      await caller.silence();
      await pressAll(caller, ...birth, '1', PLZ.Hagen);
      heard.push(caller.heard);
      await caller.hangUp();
    }
    expect(heard[0]).toContain('finden wir keinen Termin');
    expect(heard[1]).toBe(heard[0]);
  });

  it('a withheld number leads to a human, and it is said why', async () => {
    const caller = await line.call('anonymous');
    await caller.press('2');
    await caller.silence();
    expect(caller.heard).toMatch(/Telefonnummer, und die sehen wir nicht\. Ein Mensch hilft Ihnen weiter/);
    await caller.hangUp();
  });

  it('who tries too many people is locked and led to a human', async () => {
    const number = newNumber();
    let heard = '';
    for (let tries = 0; tries < 12 && !heard.includes('zu viele Versuche'); tries += 1) {
      const caller = await line.call(number);
      await caller.press('2');
      await caller.silence();
      await pressAll(caller, String(tries + 1).padStart(2, '0'), '02', '1930', '1', PLZ.Hagen);
      heard = caller.heard;
      await caller.hangUp();
    }
    expect(heard).toContain('Das waren zu viele Versuche. Ein Mensch hilft Ihnen weiter.');
  });
});

describe('somebody who has one already', () => {
  it('is told so after birth date and postcode, hears it with 1, and books for another person with 2', async () => {
    const { number } = await booked(PLZ.Hagen);
    const caller = await line.call(number);
    await toHowMany(caller);
    expect(caller.heard).toContain('gibt es schon einen Termin');
    await caller.press('1');
    expect(caller.heard).toContain('Ihr Termin. Erste Impfung');
    await caller.hangUp();
    const other = await line.call(number);
    await toHowMany(other);
    await other.press('2');
    expect(other.heard).toContain('Zuerst nur den Tag');
    await pressAll(other, ...PARTNER, '1', PLZ.Hagen, '1');
    expect(other.heard).toContain('Kommen Sie allein?');
    await other.hangUp();
  });

  it('the partner of this call has: found when it is to be fixed, and heard with 1', async () => {
    const number = newNumber();
    const first = await line.call(number);
    await toFixed(first, PARTNER);
    await pressAll(first, '2', '2');
    const caller = await line.call(number);
    await toHowMany(caller);
    await pressAll(caller, '2', ...PARTNER, '1', '1', '1');
    expect(caller.heard).toContain('gibt es schon einen Termin');
    await caller.press('1');
    expect(caller.heard).toContain('Ihr Termin. Erste Impfung');
    await caller.hangUp();
  });

  it('a stranger with the same birth date and postcode books as if there were none; so do two who withhold their numbers', async () => {
    await booked(PLZ.Hagen);
    for (const from of [newNumber(), 'anonymous', 'anonymous']) {
      const stranger = await line.call(from);
      await toFixed(stranger);
      expect(stranger.heard).toContain('Der Termin ist fest');
      await pressAll(stranger, '2', '2');
    }
  });
});

describe('six people for one number', () => {
  const birth = (n: number) => [String(n).padStart(2, '0'), '05', '1933'];

  it('over all calls; the limit is said and leads to a human', async () => {
    const number = newNumber();
    for (let n = 1; n <= 5; n += 1) {
      const caller = await line.call(number);
      await toFixed(caller, birth(n));
      await pressAll(caller, '2', '2');
    }
    const couple = await line.call(number);
    await toHowMany(couple, birth(6));
    await couple.press('2');
    expect(couple.heard).toContain('können wir für sechs Personen buchen. Für weitere hilft Ihnen ein Mensch.');
    await couple.hangUp();
    const last = await line.call(number);
    await toFixed(last, birth(6));
    await pressAll(last, '2', '2');
    const seventh = await line.call(number);
    await seventh.press('1');
    expect(seventh.heard).toMatch(/können wir für sechs Personen buchen.*(verbinden|niemand frei)/s);
    await seventh.hangUp();
    const [one] = await rowsOf(number);
    const cancelling = await opened(one?.code, number);
    await pressAll(cancelling, '3', '1', '1');
    expect(cancelling.heard).toContain('Zuerst nur den Tag');
    await cancelling.hangUp();
  });

  it('several calls at once do not get past it', async () => {
    const number = newNumber();
    const callers: Caller[] = [];
    for (let n = 1; n <= 8; n += 1) {
      const caller = await line.call(number);
      await toHowMany(caller, birth(n));
      await pressAll(caller, '1', '1');
      callers.push(caller);
    }
    for (const caller of callers) await caller.press('1');
    expect(callers.filter(({ heard }) => heard.includes('Der Termin ist fest'))).toHaveLength(6);
    expect(callers.filter(({ heard }) => heard.includes('für sechs Personen'))).toHaveLength(2);
    expect(await rowsOf(number)).toHaveLength(6);
    for (const caller of callers) await caller.hangUp();
  });
});

it('who may book changes on the day that the rule says, without a release', async () => {
  const tomorrow = new Date(line.hotline.house.clock.nowMs() + 86_400_000).toISOString().slice(0, 10);
  await line.pool.query('insert into eligibility (valid_from, born_on_or_before) values ($1, $2)', [tomorrow, '1950-12-31']);
  await line.hotline.house.parts.catalogue.refresh();
  const birth = ['01', '06', '1950'];
  const today = await line.call(newNumber());
  await pressAll(today, '1', ...birth, '1');
  expect(today.heard).toContain('Sie sind es noch nicht');
  await today.hangUp();
  await line.advance(86_400);
  const next = await line.call(newNumber());
  await pressAll(next, '1', ...birth, '1');
  expect(next.heard).toContain('Postleitzahl');
  await next.hangUp();
});

it('a mobile phone is owed one text message for each change', async () => {
  const { number, codes } = await booked(PLZ.Hagen, 1, newNumber('+491701205'));
  const caller = await opened(codes[0], number);
  await pressAll(caller, '2', '1', '1', '2');
  await caller.hangUp();
  const cancelling = await opened(codes[0], newNumber());
  await pressAll(cancelling, '3', '1');
  await cancelling.hangUp();
  const { rows } = await line.pool.query(`select kind from messages where kind in ('moved', 'cancelled') order by created_at`);
  expect(rows).toEqual([{ kind: 'moved' }, { kind: 'cancelled' }]);
});

it('a number that cannot be one is said to be wrong once, and asked for once', async () => {
  const caller = await opened('12345678');
  expect(caller.heard).toBe('Diese Terminnummer stimmt noch nicht. Bitte die acht Ziffern der Terminnummer.');
  await caller.hangUp();
});

it('who guesses codes is locked, whoever they ring as in between is not, and no answer names a date', async () => {
  const { codes } = await booked(PLZ.Hagen);
  const number = newNumber();
  let heard = '';
  for (let tries = 0; tries < 14 && !heard.includes('zu viele falsche'); tries += 1) {
    const caller = await opened(
      drawCode((below) => (tries * 7_919_993 + 11) % below),
      number,
    );
    heard = caller.heard;
    expect(heard).not.toContain('Erste Impfung');
    await caller.hangUp();
  }
  expect(heard).toContain('Das waren zu viele falsche Terminnummern. Ein Mensch hilft Ihnen weiter.');
  expect((await opened(codes[0], number)).heard).toContain('zu viele falsche');
  expect((await opened(codes[0])).heard).toContain(MENU);
});

it('all that the network was given was valid TwiML', () => {
  expect(faultyDocuments(line)).toEqual([]);
});
