import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createPinImport, type PinImport } from '../../src/booking/pg-pin-import.ts';
import { createInvitationPins } from '../../src/booking/pg-pins.ts';
import { drawPins, isPin } from '../../src/booking/pin.ts';
import { Cipher, drawBelow, LookupHash } from '../../src/platform/ids.ts';
import { closeServices, testDatabase } from '../support/services.ts';
import { addSlots, berlin, held, NINE, person, process } from './booking-ground.ts';

const lookup = new LookupHash(Buffer.alloc(32, 3).toString('base64'));
const cipher = new Cipher(Buffer.alloc(32, 7).toString('base64'));
const drawn = drawPins(drawBelow);
const PINS = Array.from({ length: 2_500 }, () => drawn.next().value);
const line = (pin: string, street = 'Straße 3') => `${pin},Vorname Nachname,${street},58095,Hagen`;
const file = (...lines: string[]) => {
  const bytes = Buffer.from(['pin,name,street,plz,city', ...lines, ''].join('\n'));
  // In small pieces, as a file is read
  return () => Array.from({ length: Math.ceil(bytes.length / 999) }, (_, n) => bytes.subarray(n * 999, (n + 1) * 999));
};

let pool: pg.Pool;
let url: string;
let pins: PinImport;

beforeAll(async () => {
  ({ pool, url } = await testDatabase());
  pins = createPinImport({ pool, cipher, lookup });
});
beforeEach(() => pool.query('truncate invitation_pins cascade'));
afterAll(closeServices);

const stored = async () => (await pool.query<{ n: number }>('select count(*)::int as n from invitation_pins')).rows[0]?.n;
const report = (imported: number, changed: number, unchanged: number) => ({ imported, changed, unchanged, errors: [], faults: 0 });

describe('importing PINs', () => {
  it('brings all lines in; the same file again changes nothing, another address replaces the former', async () => {
    const lines = PINS.map((pin) => line(pin));
    const read: number[] = [];
    expect(await pins.importCsv(file(...lines), { nowMs: NINE, onProgress: (n) => read.push(n) })).toEqual(report(2_500, 0, 0));
    expect(read).toEqual([1_000, 2_000, 2_500]);
    expect(await pins.importCsv(file(...lines), { nowMs: NINE })).toEqual(report(0, 0, 2_500));
    const moved = [line(PINS[0] ?? '', 'Weg 1'), ...lines.slice(1)];
    expect(await pins.importCsv(file(...moved), { nowMs: NINE })).toEqual(report(0, 1, 2_499));
    expect(await stored()).toBe(2_500);
  });

  it('with one bad line imports nothing and names it', async () => {
    const lines = PINS.map((pin) => line(pin));
    lines[1_700] = line('0123456789');
    const { errors, ...counts } = await pins.importCsv(file(...lines), { nowMs: NINE });
    expect(counts).toEqual({ imported: 0, changed: 0, unchanged: 0, faults: 1 });
    expect(errors).toEqual([{ line: 1_702, column: 'pin', value: '', reason: expect.any(String) }]);
    expect(await stored()).toBe(0);
  });

  it('finds a PIN that stands in the file twice, however far apart', async () => {
    const lines = [...PINS, PINS[3] ?? ''].map((pin) => line(pin));
    const { errors } = await pins.importCsv(file(...lines), { nowMs: NINE });
    expect(errors).toEqual([{ line: 2_502, column: 'pin', value: '', reason: 'the same PIN stands in line 5' }]);
    expect(await stored()).toBe(0);
  });

  it('as a dry run reports the same and writes nothing', async () => {
    expect(await pins.importCsv(file(line(PINS[0] ?? '')), { nowMs: NINE, dryRun: true })).toEqual(report(1, 0, 0));
    expect(await stored()).toBe(0);
  });

  it('that breaks off while the file is read changes nothing, says why, and the next one goes on', async () => {
    const broken = async function* () {
      yield Buffer.from(`pin,name,street,plz,city\n${PINS.map((pin) => line(pin)).join('\n')}\n`);
      throw new Error('the disk is gone');
    };
    await expect(pins.importCsv(broken, { nowMs: NINE })).rejects.toThrow('the disk is gone');
    expect(await stored()).toBe(0);
    expect(await pins.importCsv(file(line(PINS[0] ?? '')), { nowMs: NINE })).toEqual(report(1, 0, 0));
  });

  it('twice at the same time imports each PIN once', async () => {
    const lines = PINS.slice(0, 300).map((pin) => line(pin));
    const reports = await Promise.all([1, 2].map(() => pins.importCsv(file(...lines), { nowMs: NINE })));
    expect(reports).toEqual(expect.arrayContaining([report(300, 0, 0), report(0, 0, 300)]));
  });

  it('keeps neither PIN nor address readable', async () => {
    const [pin = ''] = PINS;
    await pins.importCsv(file(line(pin)), { nowMs: NINE });
    const kept = JSON.stringify((await pool.query('select * from invitation_pins')).rows);
    expect(kept).not.toMatch(new RegExp(`${pin}|Nachname|Straße|58095`));
  });
});

describe('drawing PINs', () => {
  it('gives as many as are wanted, all different and valid, and none that is known', async () => {
    await pins.importCsv(file(...PINS.slice(0, 3).map((pin) => line(pin))), { nowMs: NINE });
    // The first draws give what is known already
    const known = PINS.slice(0, 3).map((pin) => Number(pin.slice(0, 9)));
    const fresh: string[] = [];
    for await (const some of pins.draw(50, (below) => known.shift() ?? drawBelow(below))) fresh.push(...some);
    expect(new Set([...fresh, ...PINS.slice(0, 3)]).size).toBe(53);
    expect(fresh.every(isPin)).toBe(true);
    expect(await stored()).toBe(3);
  });
});

describe('PINs in a call', () => {
  it('are asked for only once there are some, and not before this process has looked', async () => {
    const known = createInvitationPins({ pool, lookup });
    await known.refresh();
    expect(known.inUse()).toBe(false);
    await pins.importCsv(file(line(PINS[0] ?? '')), { nowMs: NINE });
    expect(known.inUse()).toBe(false);
    await known.refresh();
    expect(known.inUse()).toBe(true);
  });

  it('are free, used by a booking that stands, or unknown', async () => {
    const known = createInvitationPins({ pool, lookup });
    const [pin = '', other = ''] = PINS;
    await pins.importCsv(file(line(pin)), { nowMs: NINE });
    expect(await known.stateOf(known.hashOf(other))).toBe('unknown');
    expect(await known.stateOf(known.hashOf(pin))).toBe('free');
    const { pool: own, bookings } = process(url, { nowMs: NINE });
    const times = { capacity: 2 };
    await addSlots(pool, { dose: 1, at: [berlin('2021-02-09 14:30')], ...times }, { dose: 2, at: [berlin('2021-03-02 14:30')], ...times });
    const { holdId } = await held(bookings);
    await bookings.confirm({ holdId, persons: [{ ...person(), pinHash: known.hashOf(pin) }], nowMs: NINE });
    expect(await known.stateOf(known.hashOf(pin))).toBe('used');
    const again = await held(bookings);
    const twice = { holdId: again.holdId, persons: [{ ...person(), pinHash: known.hashOf(pin) }], nowMs: NINE };
    expect(await bookings.confirm(twice)).toBe('alreadyBooked');
    await pool.query("update bookings set state = 'cancelled' where hold_id = $1", [holdId]);
    expect(await known.stateOf(known.hashOf(pin))).toBe('free');
    await own.end();
  });
});
