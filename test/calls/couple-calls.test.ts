import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Caller } from '../../scripts/carrier/carrier.ts';
import { drawCode } from '../../src/booking/code.ts';
import { type Line, startLine } from '../support/line.ts';
import { BIRTH, faultyDocuments, pressAll, stockDays, toFixed, toHowMany, toProposal } from '../support/walks.ts';

let line: Line;
let lastNumber = 0;
const newNumber = () => {
  lastNumber += 1;
  return `+492331204${String(lastNumber).padStart(3, '0')}`;
};
const PARTNER = ['11', '07', '1936'];
const ofCaller = async (caller: Caller) => {
  const { rows } = await line.pool.query(
    `select b.person, b.state, b.code, f.starts_at as first, s.starts_at as second from bookings b
     join slots f on f.id = b.first_slot join slots s on s.id = b.second_slot where b.caller_hash = $1 order by b.booked_at, b.person`,
    [line.hotline.house.parts.hashes.caller(caller.number)],
  );
  return rows as { person: number; state: string; code: string | null; first: Date; second: Date }[];
};
const minutesApart = (one?: Date, other?: Date) => Math.abs((one?.getTime() ?? 0) - (other?.getTime() ?? Number.NaN)) / 60_000;
const halfDay = (text: string) => /Erste Impfung: (.*?), .*?(Uhr|$)/.exec(text)?.[0] ?? text;

/** Postcodes: one centre each, so that tests share no stock. */
const PLZ = {
  Hagen: '58095',
  Herne: '44623',
  Hamm: '59065',
  Bottrop: '46236',
  Bochum: '44787',
  Bielefeld: '33602',
  Dortmund: '44137',
  Münster: '48143',
};

beforeAll(async () => {
  line = await startLine();
  await line.tune({ callbackHours: '00:00-24:00', admitPerSecond: 1_000, burst: 1_000, holdSeconds: 300 });
  await stockDays(line, 'Hagen', [10, 11, 12, 13], ['08:00', '08:15', '15:00', '15:15'], 30);
  await stockDays(line, 'Herne', [10, 11, 12, 13, 14, 15], ['08:00'], 5);
  await stockDays(line, 'Hamm', [10], ['08:00'], 1);
  await stockDays(line, 'Bottrop', [10, 12], ['08:00'], 1);
  await stockDays(line, 'Bochum', [10], ['08:00', '08:15'], 1);
});
afterAll(() => line.close());

describe('two people', () => {
  it('both birth dates, neighbouring times in both doses, a code for each', async () => {
    const caller = await line.call(newNumber());
    await toHowMany(caller);
    await caller.press('2');
    expect(caller.heard).toContain('Geburtstag der zweiten Person');
    await pressAll(caller, ...PARTNER);
    expect(caller.heard).toContain('elften Juli neunzehnhundertsechsunddreißig');
    await caller.press('1');
    expect(caller.heard).toContain('Wir haben einen Termin für Sie beide');
    await pressAll(caller, '1', '1');
    expect(caller.heard).toMatch(/Der Termin ist fest, für Sie beide.*Jetzt Ihre Terminnummern, eine für jede Person/s);
    const booked = await ofCaller(caller);
    expect(booked).toHaveLength(2);
    expect(new Set(booked.map(({ code }) => code)).size).toBe(2);
    expect(minutesApart(booked[0]?.first, booked[1]?.first)).toBeLessThanOrEqual(15);
    expect(minutesApart(booked[0]?.second, booked[1]?.second)).toBeLessThanOrEqual(15);
    await pressAll(caller, '2', '2');
    for (const { code } of booked) {
      const listener = await line.call(newNumber());
      await pressAll(listener, '2', code ?? '');
      expect(listener.heard).toContain('Wir haben Ihren Termin gefunden');
      await listener.press('1');
      expect(listener.heard).toContain('Ihr Termin für Sie beide');
      await listener.hangUp();
    }
  });

  it('two single places at neighbouring times are found', async () => {
    const caller = await line.call(newNumber());
    await toHowMany(caller, BIRTH, PLZ.Bochum);
    await pressAll(caller, '2', ...PARTNER, '1', '1', '1');
    const booked = await ofCaller(caller);
    expect(minutesApart(booked[0]?.first, booked[1]?.first)).toBe(15);
    await caller.hangUp();
  });

  it('the second is too young: said, and the first books alone', async () => {
    const caller = await line.call(newNumber());
    await toHowMany(caller);
    await pressAll(caller, '2', '01', '02', '1941', '1');
    expect(caller.heard).toMatch(/zweite Person ist leider noch nicht an der Reihe.*Wir haben einen Termin/s);
    await pressAll(caller, '1', '1');
    expect(await ofCaller(caller)).toHaveLength(1);
    await caller.hangUp();
  });

  it('places only for single people: it is not said that all are taken', async () => {
    const caller = await line.call(newNumber());
    await toHowMany(caller, BIRTH, PLZ.Bottrop);
    await pressAll(caller, '2', ...PARTNER, '1');
    expect(caller.heard).not.toContain('alle Termine vergeben');
    await caller.hangUp();
  });

  it('who goes back to the start in the middle of the second birth date is asked as the first person again', async () => {
    const caller = await line.call(newNumber());
    await toHowMany(caller);
    await pressAll(caller, '2', '0*', '0');
    expect(caller.heard).toContain('Mit den Tasten buchen: die zwo');
    await caller.press('2');
    expect(caller.heard).toContain('mit den Tasten einen Termin buchen');
    await pressAll(caller, '1', ...BIRTH, '1');
    expect(caller.heard).toContain('Postleitzahl');
    await caller.hangUp();
  });
});

describe('proposals', () => {
  it('each on another half-day; after five there are no more, and the last is still held', async () => {
    const caller = await line.call(newNumber());
    await toProposal(caller, BIRTH, PLZ.Herne);
    const heard = [halfDay(caller.heard)];
    for (let more = 0; more < 4; more += 1) {
      await caller.press('2');
      expect(caller.heard).toMatch(/^Hier ist ein anderer Vorschlag. Erste Impfung/);
      heard.push(halfDay(caller.heard));
    }
    expect(new Set(heard).size).toBe(5);
    await caller.press('2');
    expect(caller.heard).toContain('Mehr Vorschläge haben wir nicht');
    await caller.press('1');
    expect(halfDay(caller.heard)).toBe(heard[4]);
    expect(await ofCaller(caller)).toHaveLength(1);
    await pressAll(caller, '1', '1');
    expect(caller.heard).toContain('Der Termin ist fest');
    await caller.hangUp();
  });

  it('the next person booked for in the same call has five of their own', async () => {
    const caller = await line.call(newNumber());
    await toProposal(caller, ['07', '03', '1938'], PLZ.Herne);
    await pressAll(caller, '2', '2', '2', '2', '1', '1');
    await pressAll(caller, '2', '1', ...PARTNER, '1', PLZ.Herne, '1', '1');
    await caller.press('2');
    expect(caller.heard).not.toContain('Mehr Vorschläge haben wir nicht');
    await caller.hangUp();
  });

  it('when there is no other one the first stays held', async () => {
    const caller = await line.call(newNumber());
    await toProposal(caller, BIRTH, PLZ.Hamm);
    await caller.press('2');
    expect(caller.heard).toMatch(/Einen anderen Termin haben wir im Moment nicht. Diesen halten wir noch für Sie fest. Erste Impfung/s);
    await pressAll(caller, '1', '1');
    expect(caller.heard).toContain('Der Termin ist fest');
    await caller.hangUp();
    const next = await line.call(newNumber());
    await pressAll(next, '1', ...PARTNER, '1', PLZ.Hamm, '1');
    expect(next.heard).toContain('alle Termine vergeben');
    await next.hangUp();
  });

  it('nothing is oversold when somebody looks for a pen too long', async () => {
    await stockDays(line, 'Münster', [10], ['08:00'], 1);
    const slow = await line.call(newNumber());
    await toProposal(slow, BIRTH, PLZ.Münster);
    await slow.press('1');
    expect(slow.heard).toContain('Papier und Stift');
    await line.advance(301);
    const quick = await line.call(newNumber());
    await toFixed(quick, PARTNER, PLZ.Münster);
    expect(quick.heard).toContain('Der Termin ist fest');
    await slow.press('1');
    expect(slow.heard).toMatch(/Reservierung ist abgelaufen.*alle Termine vergeben/s);
    expect((await ofCaller(slow)).filter(({ state }) => state === 'booked')).toEqual([]);
    const { rows } = await line.pool.query(`select capacity, taken from slots where kreis = (select kreis from postcodes where plz = $1)`, [
      PLZ.Münster,
    ]);
    for (const { capacity, taken } of rows) expect(taken).toBeLessThanOrEqual(capacity);
    await slow.hangUp();
    await quick.hangUp();
  });

  it('and where there is more, a new proposal is made at once', async () => {
    const caller = await line.call(newNumber());
    await toProposal(caller);
    await caller.press('1');
    await line.advance(301);
    await line.hotline.worker?.sweep();
    await caller.press('1');
    expect(caller.heard).toMatch(/Reservierung ist abgelaufen.*Wir haben einen Termin für Sie/s);
    await pressAll(caller, '1', '1');
    expect(caller.heard).toContain('Der Termin ist fest');
    await caller.hangUp();
  });
});

describe('"I have an appointment already"', () => {
  it('a right number hears it, as often as wished', async () => {
    const booker = await line.call(newNumber());
    await toFixed(booker);
    await pressAll(booker, '2', '2');
    const [{ code } = { code: '' }] = await ofCaller(booker);
    const caller = await line.call(newNumber());
    await pressAll(caller, '2', code ?? '');
    for (let times = 0; times < 3; times += 1) {
      await caller.press('1');
      expect(caller.heard).toMatch(/Ihr Termin\. Erste Impfung: .*Zweite Impfung: .*Beide hier/s);
    }
    await caller.hangUp();
  });

  it('a wrong one is refused: not a valid number, and valid but nobody’s', async () => {
    const caller = await line.call(newNumber());
    await pressAll(caller, '2', '12345678');
    expect(caller.heard).toContain('stimmt noch nicht');
    await caller.press(drawCode((below) => Math.floor(below / 3)));
    expect(caller.heard).toContain('Diese Terminnummer kennen wir nicht');
    expect(caller.heard).not.toContain('Erste Impfung');
    await caller.hangUp();
  });

  it('who tries too many is locked, also in the next call, and others are not', async () => {
    const number = newNumber();
    let tries = 0;
    let answered = 0;
    let locked = false;
    while (!locked && tries < 40) {
      const caller = await line.call(number);
      await caller.press('2');
      while (caller.heard.includes('Terminnummer') && !locked) {
        tries += 1;
        await caller.press(drawCode((below) => (tries * 7_919) % below));
        locked = caller.heard.includes('zu viele falsche');
        if (caller.heard.includes('kennen wir nicht')) answered += 1;
      }
      await caller.hangUp();
    }
    expect(locked).toBe(true);
    expect(answered).toBeLessThanOrEqual(10);
    const other = await line.call(newNumber());
    await pressAll(
      other,
      '2',
      drawCode((below) => Math.floor(below / 5)),
    );
    expect(other.heard).toContain('Diese Terminnummer kennen wir nicht');
    await other.hangUp();
  });
});

describe('English', () => {
  it('9, 2 and to the end: no German sentence is left', async () => {
    const caller = await line.call(newNumber());
    await caller.press('9');
    const before = caller.transcript.length;
    await caller.press('2');
    await toHowMany(caller);
    await pressAll(caller, '2', ...PARTNER, '1', '2', '1', '1');
    expect(caller.heard).toContain('Your appointment is booked');
    await pressAll(caller, '1', '7', '2', '7');
    await caller.silence();
    await caller.press('1');
    await caller.press('0*');
    await caller.press('1');
    await pressAll(caller, '31', '02', '1938', '05', '03', '1905');
    await caller.press('1');
    expect(caller.state).toBe('ended');
    const spoken = caller.transcript.slice(before).filter((entry) => 'text' in entry && entry.audio === undefined);
    expect(spoken.length).toBeGreaterThan(20);
    for (const entry of spoken) expect(entry).toMatchObject({ language: 'en-GB' });
    const text = spoken.map((entry) => ('text' in entry ? entry.text : '')).join(' ');
    expect(text).not.toMatch(
      /\b(und|oder|Sie|bitte|Termin|Drücken|Impfung|Uhr|eins|zwo|drei|Januar|Februar|März|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)\b/,
    );
  });

  it('a callback registered in English rings in English', async () => {
    await line.tune({ mode: 'open', dialPerSecond: 100 });
    const caller = await line.call(newNumber());
    await pressAll(caller, '9', '2', '0', '1');
    expect(caller.heard).toMatch(/your code|number/i);
    const { rows } = await line.pool.query('select language from callback_requests where caller_hash = $1', [
      line.hotline.house.parts.hashes.caller(caller.number),
    ]);
    expect(rows).toEqual([{ language: 'en' }]);
  });

  it('all that the network was given was valid TwiML', () => {
    expect(faultyDocuments(line)).toEqual([]);
  });
});
