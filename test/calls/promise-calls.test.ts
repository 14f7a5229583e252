import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Callee, Caller } from '../../scripts/carrier/carrier.ts';
import { spokenGerman } from '../../src/ivr/spoken-german.ts';
import { type Line, startLine } from '../support/line.ts';
import { faultyDocuments, pressAll, stockDays, toFixed, toProposal } from '../support/walks.ts';

let line: Line;
let lastNumber = 0;
const newNumber = () => {
  lastNumber += 1;
  return `+492331206${String(lastNumber).padStart(3, '0')}`;
};
const MENU = 'mit den Tasten einen Termin buchen';
const request = async (number: string) => {
  const { rows } = await line.pool.query('select state, attempts, next_try_at, ticket_at from callback_requests where caller_hash = $1', [
    line.hotline.house.parts.hashes.caller(number),
  ]);
  expect(rows).toHaveLength(1);
  return rows[0] as { state: string; attempts: number; next_try_at: Date; ticket_at: Date };
};
const work = async () => {
  await line.hotline.worker?.promote();
  await line.hotline.worker?.idle();
};

/** Everybody is offered a callback. */
const onlyCallbacks = () => line.tune({ mode: 'callback_only' });
const open = () => line.tune({ mode: 'open', admitPerSecond: 1_000, burst: 1_000, maxQueueLength: 5_000, maxActiveCalls: 5_000 });

async function registered(number = newNumber()): Promise<{ number: string; kennzahl: string }> {
  await onlyCallbacks();
  const caller = await line.call(number);
  expect(caller.heard).toContain('Sollen wir diese Nummer anrufen');
  await caller.press('1');
  expect(caller.heard).toContain('Sie stehen auf der Liste');
  expect(caller.state).toBe('ended');
  await open();
  const kennzahl = /die Kennzahl ([^.]*)\./.exec(caller.heard)?.[1] ?? '';
  return { number, kennzahl };
}

/** The callback of this number rings now. */
async function rung(number: string): Promise<Callee> {
  const phone = line.carrier.phone(number);
  await line.advance(3_600);
  await work();
  return phone.rings();
}

beforeAll(async () => {
  line = await startLine();
  await line.tune({ callbackHours: '00:00-24:00', dialPerSecond: 100, callbackAttempts: 3, callbackRetryMinutes: 30 });
  await open();
  await stockDays(line, 'Hagen', [40, 41, 42], ['09:00', '15:00'], 50);
});
afterAll(() => line.close());

describe('a caller whose number is withheld', () => {
  const forms = [
    'anonymous',
    'Anonymous',
    'unknown',
    'restricted',
    'private',
    'unavailable',
    'withheld',
    'blocked',
    '',
    '+266696687',
    '+86282452253',
    '+8656696',
    '+2562533',
    '+7378742833',
    '266696687',
    'sip:anonymous@anonymous.invalid',
  ];

  it.each(forms)('shown as "%s": types a number, hears it again, and that one is registered', async (from) => {
    await onlyCallbacks();
    const caller = await line.call(from);
    expect(caller.heard).toContain('Wir sehen Ihre Telefonnummer nicht');
    const typed = newNumber();
    await caller.press(`${typed.replace('+49', '0')}#`);
    expect(caller.heard).toMatch(/Wir haben verstanden.*Stimmt die Nummer/s);
    await caller.press('1');
    expect(caller.heard).toContain('Sie stehen auf der Liste');
    expect(await request(typed)).toMatchObject({ state: 'open', attempts: 0 });
    await open();
  });

  it('without # at the end, with 0049, with 49; and 2 types it again', async () => {
    await onlyCallbacks();
    const caller = await line.call('anonymous');
    const typed = newNumber();
    await caller.press(typed.replace('+', '00'));
    await caller.silence();
    expect(caller.heard).toContain('Stimmt die Nummer');
    await caller.press('2');
    expect(caller.heard).toContain('Tippen Sie die Nummer');
    await caller.press(`${typed.replace('+', '')}#`);
    await caller.press('1');
    expect(await request(typed)).toMatchObject({ state: 'open' });
    await open();
  });

  const refused = [
    '0033142685300',
    '09001234567',
    '01371234567',
    '01805123456',
    '118331',
    '00881612345678',
    '110',
    '112',
    '116117',
    '08001161170',
    '070012345678',
    '03211234567',
    '4433221100',
    '0231',
    '0000000000',
    '00493',
  ];

  it.each(refused)('%s is not rung: refused aloud, nothing is stored, and the call goes on', async (typed) => {
    await onlyCallbacks();
    const before = (await line.pool.query('select count(*) from callback_requests')).rows[0].count;
    const caller = await line.call('anonymous');
    await caller.press(`${typed}#`);
    expect(caller.heard).not.toContain('Stimmt die Nummer');
    expect(caller.heard).toMatch(/keine vollständige Telefonnummer|können wir nicht anrufen|fehlen noch Ziffern/);
    expect(caller.state).toBe('talking');
    await caller.hangUp();
    expect((await line.pool.query('select count(*) from callback_requests')).rows[0].count).toBe(before);
    await open();
  });

  it('500 digits as a number: refused aloud, and the call goes on', async () => {
    await onlyCallbacks();
    const caller = await line.call('anonymous');
    await caller.press(`${'0231'.repeat(125)}#`);
    expect(caller.heard).toContain('zu viele Ziffern');
    await caller.hangUp();
    await open();
  });

  it('1,200 digits as a number: refused aloud, and the call goes on', async () => {
    await onlyCallbacks();
    const caller = await line.call('anonymous');
    await caller.press(`${'0231'.repeat(300)}#`);
    expect(caller.heard).toContain('zu viele Ziffern');
    await caller.hangUp();
    await open();
  });

  it('the caller of a foreign number types a German one', async () => {
    await onlyCallbacks();
    const caller = await line.call('+33142685300');
    expect(caller.heard).toContain('können wir nicht zurückrufen');
    const typed = newNumber();
    await caller.press(`${typed.replace('+49', '0')}#`);
    await caller.press('1');
    expect(await request(typed)).toMatchObject({ state: 'open' });
    await open();
  });
});

describe('a caller who is on the list rings again', () => {
  it('hears so, and 1 stays', async () => {
    const { number } = await registered();
    const before = await request(number);
    const caller = await line.call(number);
    expect(caller.heard).toContain('Sie stehen schon auf der Liste');
    await caller.press('1');
    expect(caller.heard).toContain('Ihr Platz bleibt');
    expect(caller.state).toBe('ended');
    expect(await request(number)).toEqual(before);
  });

  it('2 takes off: not rung any more, and the next call is a new caller', async () => {
    const { number } = await registered();
    const caller = await line.call(number);
    await caller.press('2');
    expect(caller.heard).toContain('Wir rufen nicht mehr an');
    expect(await request(number)).toMatchObject({ state: 'dropped' });
    const phone = line.carrier.phone(number);
    await line.advance(7_200);
    await work();
    expect(phone.received).toHaveLength(0);
    expect((await line.call(number)).heard).toContain(MENU);
  });

  it('while it is due: is served as it, and is not rung', async () => {
    const { number } = await registered();
    await line.advance(3_600);
    const caller = await line.call(number);
    expect(caller.heard).toMatch(/Wir wollten Sie gerade zurückrufen.*mit den Tasten/s);
    expect(await request(number)).toMatchObject({ state: 'accepted' });
    const phone = line.carrier.phone(number);
    await work();
    expect(phone.received).toHaveLength(0);
    await caller.hangUp();
  });
});

describe('the line dies between the booking and the caller’s ear', () => {
  const dates = async (number: string) => {
    const { rows } = await line.pool.query('select code, heard_at from bookings where caller_hash = $1 and state = $2', [
      line.hotline.house.parts.hashes.caller(number),
      'booked',
    ]);
    return rows as { code: string; heard_at: Date | null }[];
  };
  const spokenCode = (code: string) => {
    const words = ['null', 'eins', 'zwo', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'];
    return words[Number(code[0])] as string;
  };

  async function diesAtConfirm(how: 'hang-up' | 'lose-answer', caller: Caller): Promise<void> {
    await toProposal(caller);
    await caller.press('1');
    line.carrier.misbehave({ webhook: 'gather', callSid: caller.callSid, what: how });
    await caller.press('1');
  }

  it('the redial asks for the year of birth and reads dates and code', async () => {
    const number = newNumber();
    const caller = await line.call(number);
    await diesAtConfirm('hang-up', caller);
    expect(caller.state).toBe('ended');
    const booked = await dates(number);
    expect(booked).toEqual([{ code: expect.any(String), heard_at: null }]);
    const again = await line.call(number);
    expect(again.heard).toContain('Ihr Termin ist gebucht');
    await again.press('1938');
    expect(again.heard).toContain('Der Termin ist fest');
    expect(again.heard).toContain(spokenCode(booked[0]?.code ?? ''));
    await pressAll(again, '2', '2');
    expect((await dates(number))[0]?.heard_at).not.toBeNull();
    expect((await line.call(number)).heard).toContain(MENU);
  });

  it('also when the caller hung up while the dates were being read', async () => {
    const number = newNumber();
    const caller = await line.call(number);
    await toFixed(caller);
    await caller.hangUp();
    const again = await line.call(number);
    expect(again.heard).toContain('Ihr Termin ist gebucht');
    await again.hangUp();
  });

  it('moved meanwhile by somebody else: the redial reads the dates that hold now', async () => {
    const number = newNumber();
    const { parts, clock } = line.hotline.house;
    await diesAtConfirm('hang-up', await line.call(number));
    const [booked] = await dates(number);
    const before = await parts.bookings.byCode(booked?.code ?? '');
    if (!before) throw new Error('not booked');
    const heldUntilMs = clock.nowMs() + 60_000;
    const wish = { requestKey: 'desk', kreis: 'Hagen', people: 1, notBeforeMs: clock.nowMs(), avoidMs: before.firstMs, heldUntilMs };
    const to = await parts.bookings.hold(wish);
    if (to === 'none') throw new Error('nothing else is free');
    const moved = await parts.changes.move({ holdId: before.holdId, to, nowMs: clock.nowMs() });
    expect(moved).toMatchObject({ firstMs: to.firstMs });
    const again = await line.call(number);
    await again.press('1938');
    const spoken = (text: string) => text.replaceAll(' _', '');
    expect(spoken(again.heard)).toContain(spoken(spokenGerman.appointments(to.firstMs)));
    expect(spoken(again.heard)).not.toContain(spoken(spokenGerman.appointments(before.firstMs)));
    await again.hangUp();
  });

  it('a wrong year does not hear it, however often', async () => {
    const number = newNumber();
    await diesAtConfirm('hang-up', await line.call(number));
    const again = await line.call(number);
    expect(again.heard).toContain('Ihr Termin ist gebucht');
    for (const year of ['1937', '1936', '1935', '1934']) {
      await again.press(year);
      expect(again.heard).not.toContain('Erste Impfung');
      expect(again.heard).not.toContain('Schön, dass Sie wieder da sind');
      if (!again.heard.includes('Das Jahr passt nicht')) break;
    }
    expect(again.heard).toMatch(/niemand frei|verbinden/);
    await again.hangUp();
  });

  it('also when we had called the person back', async () => {
    const { number } = await registered();
    const called = await rung(number);
    await called.answer();
    await called.press('1');
    await diesAtConfirm('hang-up', called);
    expect(await dates(number)).toHaveLength(1);
    const again = await line.call(number);
    expect(again.heard).toContain('Ihr Termin ist gebucht');
    await again.hangUp();
  });

  it('also when the same call had listened to another appointment before', async () => {
    const other = newNumber();
    const booker = await line.call(other);
    await toFixed(booker);
    await pressAll(booker, '2', '2');
    const [theirs] = await dates(other);
    const number = newNumber();
    const caller = await line.call(number);
    await pressAll(caller, '2', theirs?.code ?? '');
    await caller.press('1');
    expect(caller.heard).toContain('Ihr Termin. Erste Impfung');
    // Nothing more pressed: the call asks whether to book for somebody else
    await caller.silence();
    await caller.silence();
    await diesAtConfirm('hang-up', caller);
    expect((await line.call(number)).heard).toContain('Ihr Termin ist gebucht');
  });

  it('the answer is lost but the call lives: the fallback reads it', async () => {
    const caller = await line.call(newNumber());
    await diesAtConfirm('lose-answer', caller);
    expect(caller.heard).toMatch(/Entschuldigung.*Der Termin ist fest/s);
    await caller.hangUp();
  });
});

describe('a callback', () => {
  it('says its Kennzahl first, shows our number, and 1 leads to the main menu', async () => {
    const { number, kennzahl } = await registered();
    const called = await rung(number);
    expect(called.from).toBe(line.config.callerId);
    await called.answer();
    expect(kennzahl).not.toBe('');
    expect(called.heard).toContain(`Ihre Kennzahl ist ${kennzahl}`);
    await called.press('1');
    expect(called.heard).toContain(MENU);
    expect(await request(number)).toMatchObject({ state: 'accepted' });
    await called.hangUp();
  });

  it('not answered: keeps its ticket, is tried again later, not at once', async () => {
    const { number } = await registered();
    const { ticket_at } = await request(number);
    const first = await rung(number);
    await first.ignore();
    const after = await request(number);
    expect(after).toMatchObject({ state: 'open', attempts: 1, ticket_at });
    const phone = line.carrier.phone(number);
    await work();
    expect(phone.incoming).toHaveLength(0);
    await line.advance(31 * 60);
    await work();
    const second = await phone.rings();
    await second.answer();
    await second.press('1');
    expect(second.heard).toContain(MENU);
    await second.hangUp();
  });

  it('not answered, and the person rings us before the next try: let in as that callback, or told of the list; never let in and rung again', async () => {
    const { number } = await registered();
    await (await rung(number)).ignore();
    await line.advance(120);
    const caller = await line.call(number);
    if (caller.heard.includes(MENU)) expect(await request(number)).toMatchObject({ state: 'accepted' });
    else expect(caller.heard).toContain('Sie stehen schon auf der Liste');
    await caller.hangUp();
  });

  it('answered by a mailbox: the try counts, the place stays', async () => {
    const { number } = await registered();
    const called = await rung(number);
    await called.answer();
    await called.silence();
    await called.silence();
    expect(called.state).toBe('ended');
    expect(await request(number)).toMatchObject({ state: 'open', attempts: 1 });
  });

  it('after the last try it is missed, and calling within a day goes to the front', async () => {
    await line.tune({ callbackAttempts: 1 });
    const { number } = await registered();
    await (await rung(number)).ignore();
    expect(await request(number)).toMatchObject({ state: 'missed' });
    await line.tune({ callbackAttempts: 3, mode: 'callback_only' });
    await line.advance(20 * 3_600);
    const caller = await line.call(number);
    expect(caller.heard).toMatch(/Wir wollten Sie gerade zurückrufen.*mit den Tasten/s);
    expect(await request(number)).toMatchObject({ state: 'accepted' });
    await caller.hangUp();
    await open();
  });

  it('2, in half an hour: does not count as a try, also not as the last one', async () => {
    await line.tune({ callbackAttempts: 1 });
    const { number } = await registered();
    const called = await rung(number);
    await called.answer();
    const nowMs = line.hotline.house.clock.nowMs();
    await called.press('2');
    expect(called.heard).toContain('in einer halben Stunde');
    expect(called.state).toBe('ended');
    const after = await request(number);
    expect(after).toMatchObject({ state: 'open', attempts: 0 });
    expect(Math.abs(after.next_try_at.getTime() - nowMs - 1_800_000)).toBeLessThan(60_000);
    const phone = line.carrier.phone(number);
    await line.advance(1_801);
    await work();
    const second = await phone.rings();
    await second.answer();
    await second.press('1');
    expect(second.heard).toContain(MENU);
    await second.hangUp();
    await line.tune({ callbackAttempts: 3 });
  });

  it('3, not needed any more: never rung again', async () => {
    const { number } = await registered();
    const called = await rung(number);
    await called.answer();
    await called.press('3');
    expect(called.heard).toContain('Wir rufen nicht mehr an');
    expect(await request(number)).toMatchObject({ state: 'dropped' });
    await line.advance(86_400);
    await work();
    expect(line.carrier.phone(number).received).toHaveLength(1);
  });

  it('gives its seat back however it ends', async () => {
    const { frontDoor } = line.hotline.house.parts;
    await line.advance(1_000);
    await line.hotline.worker?.sweep();
    const before = (await frontDoor.picture()).activeCalls;
    for (const end of ['ignore', 'reject', 'answer'] as const) {
      // Only this one is rung: another try of the one before would hold a seat of its own
      await line.pool.query(`update callback_requests set state = 'dropped', closed_at = now() where state in ('open', 'dialling')`);
      const { number } = await registered();
      const called = await rung(number);
      await called[end]();
      if (end === 'answer') await called.hangUp();
    }
    expect((await frontDoor.picture()).activeCalls).toBe(before);
  });
});

describe('ops change the rules while people wait', () => {
  it('lower and raise: counts from the next call on, and those who wait keep their place', async () => {
    await line.tune({ admitPerSecond: 0.1, burst: 1, maxQueueLength: 2 });
    await line.advance(600);
    const [first, second, third, fourth] = [
      await line.call(newNumber()),
      await line.call(newNumber()),
      await line.call(newNumber()),
      await line.call(newNumber()),
    ];
    expect(first.heard).toContain(MENU);
    expect(second.heard).toContain('viele Menschen an');
    expect(third.heard).toContain('viele Menschen an');
    expect(fourth.heard).toContain('Sollen wir diese Nummer anrufen');
    await line.tune({ maxQueueLength: 0 });
    const fifth = await line.call(newNumber());
    expect(fifth.heard).toContain('Sollen wir diese Nummer anrufen');
    await second.silence();
    expect(second.state).toBe('talking');
    await line.tune({ admitPerSecond: 1_000, burst: 1_000 });
    await line.advance(1);
    await second.silence();
    expect(second.heard).toContain('Sie sind jetzt an der Reihe');
    await third.silence();
    expect(third.heard).toContain('Sie sind jetzt an der Reihe');
    for (const caller of [first, second, third, fourth, fifth]) await caller.hangUp();
    await open();
  });

  it('closed: says why and until when, takes nothing, and opens by itself', async () => {
    await line.tune({ mode: 'closed', closeMinutes: 30, closedReason: 'Die Anlage wird gerade umgebaut.' });
    const caller = await line.call(newNumber());
    expect(caller.heard).toContain('Die Leitung ist gerade geschlossen');
    expect(caller.heard).toContain('Die Anlage wird gerade umgebaut.');
    expect(caller.heard).toMatch(/Sie öffnet wieder .*Uhr/);
    expect(caller.state).toBe('ended');
    await line.advance(29 * 60);
    expect((await line.call(newNumber())).heard).toContain('geschlossen');
    await line.advance(2 * 60);
    const later = await line.call(newNumber());
    expect(later.heard).toContain(MENU);
    await later.hangUp();
  });

  it('callback_only: everybody is offered a callback, nobody is sent away', async () => {
    await onlyCallbacks();
    const caller = await line.call(newNumber());
    expect(caller.heard).toContain('Sollen wir diese Nummer anrufen');
    await caller.hangUp();
    await open();
  });

  it('all that the network was given was valid TwiML', () => {
    expect(faultyDocuments(line)).toEqual([]);
  });
});
