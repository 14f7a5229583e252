import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { XMLValidator } from 'fast-xml-parser';
import { type Line, startLine } from '../support/line.ts';
import { type Answer, byHand, type Hand, newCallSid } from '../support/signed.ts';
import { faultyDocuments, stockDays } from '../support/walks.ts';

let line: Line;
let hand: Hand;
let lastNumber = 0;
const newNumber = () => {
  lastNumber += 1;
  return `+492331208${String(lastNumber).padStart(3, '0')}`;
};

beforeAll(async () => {
  line = await startLine({ TWILIO_AUTH_TOKEN: 'the-token-of-the-tests,the-next-token-of-the-tests' });
  hand = byHand(line);
  await stockDays(line, 'Hagen', [10, 11, 12], ['09:00', '15:00'], 50);
});
afterAll(() => line.close());

const MENU = 'mit den Tasten einen Termin buchen';
const seats = async () => (await line.hotline.house.parts.frontDoor.picture()).activeCalls;

/** Everything Redis holds, value by value. */
/** All keys but those that are written at their own pace: counters of earlier calls, and the pacer's heartbeat. */
async function redisPicture(): Promise<Record<string, string>> {
  const keys = (await line.redis.keys('*')).filter((key) => !/^(\{tally\}:|b_)/.test(key)).sort();
  const entries = await Promise.all(keys.map(async (key) => [key, (await line.redis.dumpBuffer(key))?.toString('hex') ?? ''] as const));
  return Object.fromEntries(entries);
}

function expectTwiml(answer: Answer): void {
  expect(answer.status).toBe(200);
  expect(answer.type).toMatch(/^text\/xml/);
  expect(XMLValidator.validate(answer.body)).toBe(true);
  expect(answer.body).toMatch(/^<\?xml [^>]*\?><Response>.*<\/Response>$|<Response\/>$/s);
}

/** A call that was answered and stands in the main menu, turn 0. */
async function inMenu(): Promise<{ callSid: string; from: string; input(turn: number, digits: string): Promise<Answer> }> {
  const callSid = newCallSid();
  const from = newNumber();
  const first = await hand.post('/voice/incoming', hand.fields(callSid, from));
  expect(first.body).toContain(MENU);
  return {
    callSid,
    from,
    input: (turn, digits) =>
      hand.post(`/voice/input?turn=${turn}`, hand.fields(callSid, from, { CallStatus: 'in-progress', Digits: digits })),
  };
}

/** …and goes on with these keys; returns the turn it stands at. */
async function walk(call: Awaited<ReturnType<typeof inMenu>>, ...keys: string[]): Promise<number> {
  let turn = 0;
  for (const key of keys) {
    expectTwiml(await call.input(turn, key));
    turn += 1;
  }
  return turn;
}

const TO_HELD = ['1', '05', '03', '1938', '1', '58095', '1', '1', '1'];

describe('a webhook that did not come from our account is refused, and nothing changes', () => {
  const ours = (over: Record<string, string | string[]> = {}) => hand.fields(`CA${'e'.repeat(32)}`, '+492331209999', over);
  const paths = [
    'incoming',
    'input?turn=0',
    'silence?turn=0',
    'waited?turn=0',
    'connected?turn=0',
    'promoted',
    'callback',
    'again',
    'fallback',
    'status',
    'whisper',
    'accept',
  ];
  const attacks: [string, () => Promise<Answer>][] = [
    ...paths.map((path): [string, () => Promise<Answer>] => [
      `unsigned, ${path}`,
      () => hand.post(`/voice/${path}`, ours(), { signature: undefined }),
    ]),
    ['an empty signature', () => hand.post('/voice/incoming', ours(), { signature: '' })],
    ['a signature that is no base64', () => hand.post('/voice/incoming', ours(), { signature: '\u00fc%%%' })],
    ['signed with another token', () => hand.post('/voice/incoming', ours(), { token: 'a-guess' })],
    ['signed for another path', () => hand.post('/voice/incoming', ours(), { sentTo: '/voice/status' })],
    ['a tampered query', () => hand.post('/voice/input?turn=0', ours({ Digits: '1' }), { sentTo: '/voice/input?turn=1' })],
    ['a parameter put behind the path', () => hand.post('/voice/incoming', ours(), { sentTo: '/voice/incoming?turn=0' })],
    [
      'a tampered field',
      () =>
        hand.post('/voice/incoming', ours(), { body: new URLSearchParams(ours({ From: '+49800' }) as Record<string, string>).toString() }),
    ],
    [
      'a field put on',
      () => hand.post('/voice/incoming', ours(), { body: `${new URLSearchParams(ours() as Record<string, string>)}&Digits=1` }),
    ],
    ['another account, signed', () => hand.post('/voice/incoming', ours({ AccountSid: `AC${'0'.repeat(32)}` }))],
    ['no account, signed', () => hand.post('/voice/incoming', ours({ AccountSid: '' }))],
    ['a malformed CallSid', () => hand.post('/voice/incoming', ours({ CallSid: 'CA1' }))],
    ['a CallSid that is a Redis pattern', () => hand.post('/voice/incoming', ours({ CallSid: `CA${'*'.repeat(32)}` }))],
    ['a CallSid with a line break behind it', () => hand.post('/voice/incoming', ours({ CallSid: `CA${'e'.repeat(32)}\n` }))],
    ['no CallSid', () => hand.post('/voice/incoming', ours({ CallSid: '' }))],
    ['a CallSid given twice', () => hand.post('/voice/incoming', ours({ CallSid: [`CA${'e'.repeat(32)}`, `CA${'f'.repeat(32)}`] }))],
    ['a turn that is none', () => hand.post('/voice/input?turn=-1', ours({ Digits: '1' }))],
    ['a turn of words', () => hand.post('/voice/input?turn=abc', ours({ Digits: '1' }))],
    ['a turn given twice', () => hand.post('/voice/input?turn=0&turn=1', ours({ Digits: '1' }))],
    ['a callback request that is none', () => hand.post("/voice/callback?request=1'or'1", ours())],
    ['1 MB', () => hand.post('/voice/incoming', ours({ Rest: 'x'.repeat(1_000_000) }))],
    [
      'ten thousand fields',
      () => hand.post('/voice/incoming', { ...ours(), ...Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`f${n}`, ''])) }),
    ],
    ['JSON', () => hand.post('/voice/incoming', ours(), { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(ours()) })],
    ['JSON that claims to be a form', () => hand.post('/voice/incoming', ours(), { body: JSON.stringify(ours()) })],
    ['plain text', () => hand.post('/voice/incoming', ours(), { headers: { 'Content-Type': 'text/plain' } })],
    ['no content type', () => hand.post('/voice/incoming', ours(), { headers: { 'Content-Type': '' } })],
    ['an unknown encoding', () => hand.post('/voice/incoming', ours(), { headers: { 'Content-Encoding': 'nonsense' } })],
    [
      'an unknown charset',
      () => hand.post('/voice/incoming', ours(), { headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=klingon' } }),
    ],
    ['an empty body', () => hand.post('/voice/incoming', {}, { body: '' })],
    [
      'a forged host',
      () =>
        hand.post('/voice/incoming', ours(), {
          token: 'a-guess',
          headers: { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' },
        }),
    ],
  ];

  it.each(attacks)('%s', async (_name, attack) => {
    const before = await redisPicture();
    const answer = await attack();
    expect(answer.status).toBe(403);
    expect(answer.body.length).toBeLessThan(100);
    expect(await redisPicture()).toEqual(before);
  });

  it.each(['GET', 'PUT', 'DELETE'])('%s is no webhook', async (method) => {
    const before = await redisPicture();
    const answer = await hand.post('/voice/incoming', ours(), { method });
    expect([403, 404, 405]).toContain(answer.status);
    expect(await redisPicture()).toEqual(before);
  });
});

describe('what Twilio may send is accepted', () => {
  it('signed with the second token while it is being rotated', async () => {
    const answer = await hand.post('/voice/incoming', hand.fields(newCallSid(), newNumber()), { token: 'the-next-token-of-the-tests' });
    expectTwiml(answer);
    expect(answer.body).toContain(MENU);
  });

  it('with fields nobody knows, empty ones, untrimmed ones and repeated ones', async () => {
    const strange = { NewIn2027: 'x', Empty: '', Spaces: '  a b ', Umlaut: 'Möhnesee & Söhne <b>', Twice: ['1', '2'], FromCity: 'HAGEN' };
    const answer = await hand.post('/voice/incoming', hand.fields(newCallSid(), newNumber(), strange));
    expectTwiml(answer);
    expect(answer.body).toContain(MENU);
  });

  it('with fields missing that are not promised', async () => {
    const { CallSid, AccountSid, From, To } = hand.fields(newCallSid(), newNumber());
    expectTwiml(
      await hand.post('/voice/incoming', {
        CallSid: CallSid as string,
        AccountSid: AccountSid as string,
        From: From as string,
        To: To as string,
      }),
    );
    expectTwiml(await hand.post('/voice/incoming', { CallSid: newCallSid(), AccountSid: AccountSid as string }));
  });
});

describe('the same turn twice', () => {
  it('one after the other: byte for byte the same answer, one step', async () => {
    const call = await inMenu();
    const first = await call.input(0, '1');
    expect(await call.input(0, '1')).toMatchObject({ status: 200, body: first.body });
    expect((await call.input(1, '05')).body).toContain('Jetzt den Monat');
  });

  it('the ring itself twenty times at once: one decision, one answer, one seat', async () => {
    const before = await seats();
    const fields = hand.fields(newCallSid(), newNumber());
    const answers = await Promise.all(Array.from({ length: 20 }, () => hand.post('/voice/incoming', fields)));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(await seats()).toBe(before + 1);
  });

  it('twenty at once: byte for byte the same answer, one step', async () => {
    const call = await inMenu();
    const answers = await Promise.all(Array.from({ length: 20 }, () => call.input(0, '1')));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(answers[0]?.body).toContain('Zuerst nur den Tag');
    expect((await call.input(1, '05')).body).toContain('Jetzt den Monat');
  });

  it('twenty at once with different keys: one of them counted, everybody hears that', async () => {
    const call = await inMenu();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => call.input(0, n % 2 ? '1' : '9')));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  });

  it('late and out of order: no step back, none ahead', async () => {
    const call = await inMenu();
    await walk(call, '1', '05');
    const standing = (await hand.post('/voice/again', hand.fields(call.callSid, call.from))).body;
    expect(standing).toContain('Jetzt den Monat');
    for (const [turn, key] of [
      [0, '0'],
      [1, '31'],
      [7, '1'],
      [99_999, '1'],
    ] as const)
      expect((await call.input(turn, key)).body).toBe(standing);
    expect((await call.input(2, '03')).body).toContain('Jetzt das Jahr');
  });

  it('the booking twenty times at once: one appointment, one code, one answer', async () => {
    const call = await inMenu();
    const turn = await walk(call, ...TO_HELD);
    const answers = await Promise.all(Array.from({ length: 20 }, () => call.input(turn, '1')));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(answers[0]?.body).toContain('Der Termin ist fest');
    const { rows } = await line.pool.query(`select code from bookings where request_key like $1`, [`${call.callSid}:%`]);
    expect(rows).toEqual([{ code: expect.stringMatching(/^\d{8}$/) }]);
  });

  it('another proposal twenty times at once: one place is held, not twenty', async () => {
    const call = await inMenu();
    const turn = await walk(call, '1', '06', '03', '1938', '1', '58095', '1', '1');
    const answers = await Promise.all(Array.from({ length: 20 }, () => call.input(turn, '2')));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    const { rows } = await line.pool.query(`select state from bookings where request_key like $1`, [`${call.callSid}:%`]);
    expect(rows).toEqual([{ state: 'held' }]);
  });

  it('a right appointment number twenty times at once is one try, not twenty', async () => {
    const booker = await inMenu();
    await walk(booker, '1', '07', '03', '1938', '1', '58095', '1', '1', '1', '1');
    const { rows } = await line.pool.query(`select code from bookings where request_key like $1`, [`${booker.callSid}:%`]);
    const call = await inMenu();
    await walk(call, '2');
    const answers = await Promise.all(Array.from({ length: 20 }, () => call.input(1, rows[0].code)));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(answers[0]?.body).toContain('Wir haben Ihren Termin gefunden');
    const again = hand.fields(newCallSid(), call.from);
    await hand.post('/voice/incoming', again);
    await hand.post('/voice/input?turn=0', { ...again, Digits: '2' });
    expect((await hand.post('/voice/input?turn=1', { ...again, Digits: rows[0].code })).body).toContain('Wir haben Ihren Termin gefunden');
  });
});

describe('the end of a call', () => {
  const completed = (callSid: string, from: string) =>
    hand.post('/voice/status', hand.fields(callSid, from, { CallStatus: 'completed', CallDuration: '9' }));

  it('twice, and ten times at once: the seat is given back once', async () => {
    const before = await seats();
    const [one, other] = [await inMenu(), await inMenu()];
    expect(await seats()).toBe(before + 2);
    const answers = await Promise.all(Array.from({ length: 10 }, () => completed(one.callSid, one.from)));
    for (const answer of answers) expectTwiml(answer);
    expectTwiml(await completed(one.callSid, one.from));
    expect(await seats()).toBe(before + 1);
    await completed(other.callSid, other.from);
    expect(await seats()).toBe(before);
  });

  it('before the first webhook: valid TwiML, and no seat is taken', async () => {
    const before = await seats();
    const callSid = newCallSid();
    const from = newNumber();
    expectTwiml(await completed(callSid, from));
    const answer = await hand.post('/voice/incoming', hand.fields(callSid, from));
    expectTwiml(answer);
    expect(answer.body).toContain('<Hangup/>');
    expect(await seats()).toBe(before);
  });

  it('late keys of a call that is over change nothing and hang up', async () => {
    const call = await inMenu();
    await completed(call.callSid, call.from);
    const before = await seats();
    const answer = await call.input(0, '1');
    expectTwiml(answer);
    expect(answer.body).toContain('<Hangup/>');
    expect((await call.input(1, '0')).body).toBe(answer.body);
    expect(await seats()).toBe(before);
  });

  it('a status that is not final changes nothing', async () => {
    const call = await inMenu();
    const before = await redisPicture();
    expectTwiml(await hand.post('/voice/status', hand.fields(call.callSid, call.from, { CallStatus: 'in-progress' })));
    expect(await redisPicture()).toEqual(before);
  });

  it('while keys are being worked on: no seat and no agent stays behind', async () => {
    await line.agent('race', '+493012345001');
    const before = await seats();
    for (let round = 0; round < 12; round += 1) {
      const call = await inMenu();
      await Promise.all([call.input(0, '0'), completed(call.callSid, call.from)]);
      await completed(call.callSid, call.from);
      expect(await line.hotline.house.parts.agents.status('race')).toMatchObject({ state: 'available' });
    }
    expect(await seats()).toBe(before);
  });
});

describe('when something went wrong on the way', () => {
  it('the fallback says sorry and asks the same question again, without a step', async () => {
    const call = await inMenu();
    await call.input(0, '1');
    const answer = await hand.post(
      '/voice/fallback',
      hand.fields(call.callSid, call.from, { ErrorCode: '11200', ErrorUrl: `${line.app}/voice/input?turn=0` }),
    );
    expectTwiml(answer);
    expect(answer.body).toMatch(/Entschuldigung.*Zuerst nur den Tag/s);
    expect((await call.input(1, '05')).body).toContain('Jetzt den Monat');
  });

  it('a menu that an older version asked: read as it is now, and its key does nothing', async () => {
    const call = await inMenu();
    const { sessions } = line.hotline.house.parts;
    const before = await sessions.load(call.callSid);
    if (!before) throw new Error('no session');
    const { session, document } = before;
    await sessions.save({ ...session, flowVersion: 'older', turn: session.turn + 1 }, document, session.turn);
    const asked = await call.input(session.turn + 1, '1');
    expectTwiml(asked);
    expect(asked.body).toContain(MENU);
    expect((await call.input(session.turn + 2, '1')).body).toContain('Zuerst nur den Tag');
  });

  it('a call nobody knows any more: an apology and a fresh decision', async () => {
    const callSid = newCallSid();
    const answer = await hand.post('/voice/input?turn=6', hand.fields(callSid, newNumber(), { Digits: '1' }));
    expectTwiml(answer);
    expect(answer.body).toMatch(/Entschuldigung.*mit den Tasten einen Termin buchen/s);
    const next = await hand.post('/voice/input?turn=7', hand.fields(callSid, newNumber(), { Digits: '1' }));
    expect(next.body).toContain('Zuerst nur den Tag');
  });

  it('a call of which the fallback is the first we hear: an apology and a decision', async () => {
    const answer = await hand.post('/voice/fallback', hand.fields(newCallSid(), newNumber(), { ErrorCode: '11205' }));
    expectTwiml(answer);
    expect(answer.body).toMatch(/Entschuldigung.*mit den Tasten einen Termin buchen/s);
  });

  it('the answer to a key gets lost: the caller hears the next question all the same, and nothing is done twice', async () => {
    const caller = await line.call(newNumber());
    line.carrier.misbehave({ webhook: 'gather', callSid: caller.callSid, what: 'lose-answer' });
    await caller.press('1');
    expect(caller.heard).toMatch(/Entschuldigung.*Zuerst nur den Tag/s);
    await caller.press('05');
    expect(caller.heard).toContain('Jetzt den Monat');
    await caller.hangUp();
  });

  it('the very first webhook is dropped: the caller reaches the menu over the fallback', async () => {
    line.carrier.misbehave({ webhook: 'voice', what: 'drop' });
    const caller = await line.call(newNumber());
    expect(caller.heard).toContain(MENU);
    await caller.hangUp();
  });

  it('all that the network was given was valid TwiML', () => {
    expect(faultyDocuments(line)).toEqual([]);
  });
});
