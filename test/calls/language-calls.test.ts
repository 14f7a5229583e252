import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Caller } from '../../scripts/carrier/carrier.ts';
import { type Line, startLine, testConfig } from '../support/line.ts';
import { BIRTH, faultyDocuments, pressAll, stockDays, toFixed } from '../support/walks.ts';

/** Turkish and Russian from the language menu to the code, to a human who speaks it, and with recordings. */

const AGENTS = { deniz: '+493012345101', karl: '+493012345102' };
const AUDIO = 'https://audio.example.org/hotline';
let line: Line;
let folder: string;
let lastNumber = 0;
const dial = () => {
  lastNumber += 1;
  return line.call(`+492331209${String(lastNumber).padStart(3, '0')}`);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recordings-'));
  const file = join(folder, 'recordings.json');
  writeFileSync(file, JSON.stringify({ tr: { howMany: 'tr/how-many.wav', birthRight: ['tr/born.wav', 'tr/right.wav'] } }));
  line = await startLine({ RECORDINGS_FILE: file, RECORDINGS_URL: AUDIO });
  await line.tune({ callbackHours: '00:00-24:00', admitPerSecond: 1_000, burst: 1_000 });
  await stockDays(line, 'Hagen', [10, 12], ['08:00'], 20);
  await line.agent('deniz', AGENTS.deniz, ['de', 'tr']);
  await line.agent('karl', AGENTS.karl, ['de']);
  for (const number of Object.values(AGENTS)) line.carrier.phone(number);
});
afterAll(async () => {
  await line.close();
  rmSync(folder, { recursive: true });
});

/** What was said since, with the language of its voice. */
function saidSince(caller: Caller, entries: number): { text: string; language: string }[] {
  return caller.transcript
    .slice(entries)
    .flatMap((entry) => ('language' in entry ? [{ text: entry.text, language: entry.language ?? '' }] : []));
}

async function codesOf(caller: Caller): Promise<string[]> {
  const hash = line.hotline.house.parts.hashes.caller(caller.number);
  const { rows } = await line.pool.query(`select code from bookings where caller_hash = $1 and state = 'booked'`, [hash]);
  return (rows as { code: string }[]).map(({ code }) => code);
}

describe.each([
  ['Russian', '4', 'ru-RU', 'Чтобы записаться', 'Вы записаны'],
  ['Turkish', '3', 'tr-TR', 'tuşlarıyla randevu almak', 'Randevunuz kesinleşti'],
])('in %s', (_name, key, locale, menu, fixed) => {
  it('the whole booking is in that language, and only names of places are German', async () => {
    const caller = await dial();
    expect(caller.heard).toContain('Other languages: press nine.');
    await caller.press('9');
    expect(saidSince(caller, 0).at(-1)).toEqual({ text: 'Для русского языка: нажмите четыре.', language: 'ru-RU' });
    const before = caller.transcript.length;
    await caller.press(key);
    expect(caller.heard).toContain(menu);
    await toFixed(caller, BIRTH);
    expect(caller.heard).toContain(fixed);
    expect(await codesOf(caller)).toHaveLength(1);
    await pressAll(caller, '2', '2');
    expect(caller.state).toBe('ended');
    const said = saidSince(caller, before);
    expect(new Set(said.map(({ language }) => language))).toEqual(new Set([locale, 'de-DE']));
    for (const { text } of said.filter(({ language }) => language === 'de-DE')) expect(text).toMatch(/^(Hagen|Stadthalle Hagen)[.?]$/);
  });
});

describe('an agent', () => {
  it('who speaks Turkish gets the Turkish caller, and is told so', async () => {
    const caller = await dial();
    await pressAll(caller, '9', '3', '0');
    const rung = await line.carrier.phone(AGENTS.deniz).rings();
    await rung.answer();
    expect(rung.heard).toContain('auf Türkisch');
    expect((await line.hotline.house.parts.agents.status('karl')).state).toBe('available');
    await caller.hangUp();
  });

  it('is rung for Russian only who speaks it; nobody does, so a callback is offered in Russian', async () => {
    const caller = await dial();
    await pressAll(caller, '9', '4', '0');
    expect(caller.heard).toContain('Сейчас нет свободных сотрудников');
    expect((await line.hotline.house.parts.agents.status('karl')).state).toBe('available');
    await caller.hangUp();
  });
});

describe('a recording', () => {
  it('is played where there is one, and its blanks are spoken between the pieces', async () => {
    const caller = await dial();
    await pressAll(caller, '9', '3', '1', ...BIRTH);
    const [born, date, right] = caller.transcript.slice(-3);
    expect(born).toEqual({ who: 'line', text: '♪ born.wav', audio: `${AUDIO}/tr/born.wav` });
    expect(date).toMatchObject({ text: 'beş Mart bin dokuz yüz otuz sekiz', language: 'tr-TR' });
    expect(right).toMatchObject({ audio: `${AUDIO}/tr/right.wav` });
    await pressAll(caller, '1', '58095', '1');
    expect(caller.transcript.at(-1)).toMatchObject({ text: '♪ how-many.wav' });
    await caller.hangUp();
  });

  it('of a Turkish line changes nothing for others', async () => {
    const caller = await dial();
    await pressAll(caller, '1', ...BIRTH);
    expect(caller.heard).toContain('Geboren am fünften März');
    await caller.hangUp();
    expect(faultyDocuments(line)).toEqual([]);
  });

  it('needs both settings, and an address that is one', () => {
    const rest = { PUBLIC_URL: 'https://hotline.example.org', DATABASE_URL: 'postgresql://db/hotline', REDIS_URL: 'redis://redis' };
    expect(() => testConfig({ ...rest, RECORDINGS_URL: AUDIO })).toThrow('RECORDINGS_FILE and RECORDINGS_URL belong together');
    expect(() => testConfig({ ...rest, RECORDINGS_FILE: 'a.json', RECORDINGS_URL: 'audio/tr' })).toThrow(
      'RECORDINGS_URL must be an address',
    );
    expect(testConfig({ ...rest, RECORDINGS_FILE: 'a.json', RECORDINGS_URL: AUDIO }).recordings).toEqual({ file: 'a.json', url: AUDIO });
  });
});
