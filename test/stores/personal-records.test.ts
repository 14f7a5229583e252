import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { drawPins } from '../../src/booking/pin.ts';
import { forgetPerson, recordsOf } from '../../src/calls/forget-person.ts';
import { drawBelow } from '../../src/platform/ids.ts';
import { addSlots, berlin, faults } from './booking-ground.ts';
import { FIRST, openRecords, RECORDS_KEY, type RecordsGround, SECOND } from './records-ground.ts';

/** One person's data: shown whole, and erased whole. */
const NUMBER = '+4917604069042';
const OTHER = '+492331207102';
const PIN = drawPins(drawBelow).next().value;
let ground: RecordsGround;

beforeAll(async () => {
  ground = await openRecords();
});
beforeEach(async () => {
  await ground.clear();
  ground.setNow(berlin('2021-01-25 12:00'));
  await addSlots(ground.pool, { dose: 1, at: [FIRST], capacity: 20 }, { dose: 2, at: [SECOND], capacity: 20 });
});
afterAll(() => ground.close());

const mine = () => ({ number: NUMBER, caller: ground.caller(NUMBER) });

/** Everything that can be kept about a number. */
async function everything(number: string): Promise<void> {
  const { holdId } = await ground.book(number);
  await ground.text(number, holdId);
  await ground.text(number);
  await ground.callback(number);
  await ground.listed(number);
  await ground.parts.bookingWishes.write({
    ...{ id: crypto.randomUUID(), caller: ground.caller(number), number, kreis: 'Hagen', language: 'de', kennzahl: '47' },
    ...{ persons: [{ birthDate: '1936-07-11', personHash: number, plz: '58095' }], ticketAtMs: 1, atMs: 2, avoidMs: [] },
  });
}

describe('export', () => {
  it('shows everything under a number, in clear, and nothing of anybody else', async () => {
    await everything(NUMBER);
    await everything(OTHER);
    const found = await recordsOf(ground.parts, mine());
    expect(found.bookings).toMatchObject([{ state: 'booked', birthDate: '1938-03-05', number: NUMBER, firstMs: FIRST, secondMs: SECOND }]);
    expect(found.messages).toHaveLength(2);
    expect(found.messages[0]).toMatchObject({ to: NUMBER, body: expect.stringContaining('Terminnummer') });
    expect(found.callbacks).toMatchObject([{ kind: 'menu', state: 'open', number: NUMBER, tries: [] }]);
    expect(found.listEntries).toMatchObject([{ state: 'waiting', birthDates: ['1938-03-05'], number: NUMBER }]);
    expect(found.wishes).toMatchObject([{ number: NUMBER, birthDates: ['1936-07-11'] }]);
    expect(JSON.stringify(found)).not.toContain(OTHER);
  });

  it('by a code shows the one person of a couple; by a PIN the address of the letter, and the booking made with it', async () => {
    const { codes } = await ground.book(NUMBER, 2);
    expect((await recordsOf(ground.parts, { code: codes[1] ?? '' })).bookings).toMatchObject([{ code: codes[1] }]);
    const pinHash = await ground.pin(PIN, 'Erna Beispiel');
    expect((await recordsOf(ground.parts, { pinHash })).addresses).toMatchObject([{ name: 'Erna Beispiel', city: 'Hagen' }]);
    const booked = await ground.book(OTHER, 1, pinHash);
    expect(await recordsOf(ground.parts, { pinHash })).toMatchObject({
      bookings: [{ code: booked.codes[0] }],
      addresses: [{ plz: '58095' }],
    });
  });
});

describe('erase', () => {
  it('ends what is under way and leaves nothing: the places are free, nobody is rung, others keep theirs', async () => {
    await everything(NUMBER);
    await everything(OTHER);
    expect(await ground.taken()).toBe(4);
    const deleted = await forgetPerson(ground.parts, mine(), 'olga');
    expect(deleted).toEqual({ bookings: 1, addresses: 0, callbacks: 1, listEntries: 1, messages: 2, auditEntries: 0 });
    const left = await recordsOf(ground.parts, mine());
    expect(Object.values(left).flat()).toEqual([]);
    expect(await ground.taken()).toBe(2);
    expect(await faults(ground.pool)).toEqual([]);
    const others = await recordsOf(ground.parts, { number: OTHER, caller: ground.caller(OTHER) });
    expect(Object.values(others).map((list) => list.length)).toEqual([1, 0, 1, 1, 2, 1]);
    const { rows } = await ground.pool.query('select who, what, details from audit_log');
    expect(rows).toEqual([{ who: 'olga', what: 'person erased', details: deleted }]);
    expect(await forgetPerson(ground.parts, mine(), 'olga')).toMatchObject({ bookings: 0, messages: 0 });
  });

  it('of one of a couple: the other one’s appointment stands', async () => {
    const { codes, holdId } = await ground.book(NUMBER, 2);
    await forgetPerson(ground.parts, { code: codes[0] ?? '' }, 'olga');
    expect(await ground.parts.changes.findByCode(codes[1] ?? '')).toMatchObject({ state: 'booked', holdId });
    expect(await ground.parts.changes.findByCode(codes[0] ?? '')).toBeUndefined();
    expect(await ground.taken()).toBe(2);
  });

  it('while a place is held or offered: it is free for the next one', async () => {
    const id = await ground.listed(NUMBER);
    const wish = { requestKey: 'offer', kreis: 'Hagen', people: 1, notBeforeMs: 0, avoidMs: [], heldUntilMs: FIRST };
    const offer = await ground.parts.bookings.hold(wish);
    const own = await ground.parts.bookings.hold({ ...wish, requestKey: 'own', caller: ground.caller(NUMBER) });
    if (offer === 'none' || own === 'none') throw new Error('nothing is free');
    await ground.parts.waitingList.noteOffer(id, { holdId: offer.holdId, untilMs: FIRST });
    await forgetPerson(ground.parts, mine(), 'olga');
    expect([await ground.taken(), await ground.count('bookings'), await ground.count('waiting_list')]).toEqual([0, 0, 0]);
  });

  it('after the vaccinations: only the record goes, and the sums stay', async () => {
    const pinHash = await ground.pin(PIN, 'Erna Beispiel');
    await ground.book(NUMBER, 1, pinHash);
    ground.setNow(SECOND + 3_600_000);
    expect(await forgetPerson(ground.parts, { pinHash }, 'olga')).toMatchObject({ bookings: 1, addresses: 1 });
    expect([await ground.count('bookings'), await ground.count('invitation_pins')]).toEqual([0, 0]);
    expect((await ground.pool.query('select booked, ever from forgotten_bookings')).rows).toEqual([{ booked: 1, ever: 1 }]);
  });
});

describe('npm run privacy', () => {
  async function privacy(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const script = fileURLToPath(new URL('../../scripts/privacy.ts', import.meta.url));
    const keys = { DATA_KEY: RECORDS_KEY, LOOKUP_KEY: RECORDS_KEY, CALLER_ID: '+4980011611702' };
    const env = { PATH: process.env.PATH, DATABASE_URL: ground.databaseUrl, REDIS_URL: ground.redisUrl, ...keys };
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { env });
    const closed = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)));
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
    return { code, out, err };
  }

  it('exports, says what it would erase, erases with --yes, and sweeps', async () => {
    ground.setNow(Date.now());
    await ground.listed(NUMBER);
    await ground.text(NUMBER);
    const shown = await privacy('export', '--number', '0176 04069042');
    expect([shown.code, shown.err]).toEqual([0, '']);
    expect(JSON.parse(shown.out)).toMatchObject({
      listEntries: [{ number: NUMBER }],
      messages: [{ to: NUMBER, createdAt: expect.stringMatching(/^20.*T.*\+0[12]:00$/) }],
    });
    expect((await privacy('erase', '--number', NUMBER)).out).toContain('1 list entry, 1 text message. Nothing done: say --yes.');
    expect(await ground.count('messages')).toBe(1);
    expect((await privacy('erase', '--number', NUMBER, '--yes')).out).toMatch(/^Erased: 0 bookings, .*1 list entry, 1 text message/);
    expect(await ground.count('messages')).toBe(0);
    expect((await privacy('sweep')).out).toMatch(/^Deleted: 0 bookings, 0 addresses, 0 callbacks/);
    const refused = await privacy('erase', '--yes');
    expect([refused.code, refused.err]).toEqual([1, 'Nothing done: say whose data: --number, --code or --pin\n']);
  }, 90_000);
});
