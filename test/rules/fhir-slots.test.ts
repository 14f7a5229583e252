import { describe, expect, it } from '@jest/globals';
import { readFhirSlots } from '../../src/booking/fhir-slots.ts';
import { isRow, type LineError, type SlotRow } from '../../src/booking/slot-row.ts';

const known = {
  kreise: ['Hagen', 'Kreis Unna'],
  centres: new Map([['Stadthalle Hagen', 'Hagen']]),
  vaccines: ['biontech', 'moderna'],
};
const TERMS = { nowMs: Date.UTC(2026, 10, 1) };
const SMART = 'http://fhir-registry.smarthealthit.org/StructureDefinition/';
const CVX = 'http://hl7.org/fhir/sid/cvx';

const dose = (valueInteger: number) => ({ url: `${SMART}vaccine-dose`, valueInteger });
const product = (code: string) => ({ url: `${SMART}vaccine-product`, valueCoding: { system: CVX, code } });
const capacity = (valueInteger: number) => ({ url: `${SMART}slot-capacity`, valueInteger });
const schedule = (id: string, actor: object, ...extension: object[]) => ({ resourceType: 'Schedule', id, actor: [actor], extension });
const slot = (over: object = {}, ...extension: object[]) => ({
  resourceType: 'Slot',
  schedule: { reference: 'Schedule/one' },
  status: 'free',
  start: '2026-12-01T14:30:00.000+01:00',
  end: '2026-12-01T14:35:00.000+01:00',
  extension,
  ...over,
});
const HAGEN_FIRST = schedule('one', { display: 'Hagen' }, dose(1), product('208'));
const START = Date.UTC(2026, 11, 1, 13, 30);

async function readText(text: string) {
  const rows: SlotRow[] = [];
  const errors: LineError[] = [];
  for await (const read of readFhirSlots(() => [Buffer.from(text)], known, TERMS)) {
    if (isRow(read)) rows.push(read);
    else errors.push(...read.errors);
  }
  return { rows, errors };
}

const bundle = (resources: object[]) =>
  JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) });
const read = (...resources: object[]) => readText(bundle(resources));

describe('a Bundle', () => {
  it('gives a row for each Slot, with centre, dose and vaccine of its Schedule; a Slot may come before it', async () => {
    const { rows, errors } = await read(slot({}, capacity(12)), HAGEN_FIRST, slot({ start: '2026-12-01T14:35:00+01:00' }));
    expect(errors).toEqual([]);
    expect(rows).toEqual([
      { line: 0, kreis: 'Hagen', startsAtMs: START, dose: 1, vaccine: 'biontech', capacity: 12 },
      { line: 2, kreis: 'Hagen', startsAtMs: START + 5 * 60_000, dose: 1, vaccine: 'biontech', capacity: 1 },
    ]);
  });

  it('lets a Slot say itself what its Schedule says otherwise', async () => {
    const { rows } = await read(HAGEN_FIRST, slot({}, dose(2), product('207')));
    expect(rows).toEqual([expect.objectContaining({ dose: 2, vaccine: 'moderna' })]);
  });

  it('takes the vaccine from a service type where there is no product', async () => {
    const serviceType = [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/service-type', code: '57' },
          { system: CVX, code: '207' },
        ],
      },
    ];
    const { rows } = await read({ ...schedule('one', { display: 'unna' }, dose(1)), serviceType }, slot());
    expect(rows).toEqual([expect.objectContaining({ kreis: 'Kreis Unna', vaccine: 'moderna' })]);
  });

  it('finds the centre by a Location in it, by its identifier, or by the name of the centre', async () => {
    const location = { resourceType: 'Location', id: 'l', name: 'Halle 3', address: { city: 'Schwerte', district: 'Kreis Unna' } };
    const slotOf = (id: string) => slot({ schedule: { reference: `https://fhir.example.org/Schedule/${id}` } });
    const { rows, errors } = await read(
      schedule('a', { reference: 'Location/l' }, dose(1), product('208')),
      schedule('b', { identifier: { value: 'Hagen' } }, dose(1), product('208')),
      schedule('c', { display: 'Stadthalle Hagen' }, dose(1), product('208')),
      location,
      slotOf('a'),
      slotOf('b'),
      slotOf('c'),
    );
    expect(errors).toEqual([]);
    expect(rows.map(({ kreis }) => kreis)).toEqual(['Kreis Unna', 'Hagen', 'Hagen']);
  });

  it.each(['busy', 'busy-unavailable', 'busy-tentative', 'entered-in-error'])('counts no place of a Slot that is %s', async (status) => {
    expect((await read(HAGEN_FIRST, slot({ status }, capacity(12)))).rows).toEqual([expect.objectContaining({ capacity: 0 })]);
  });
});

describe('a faulty Bundle', () => {
  it('names entry and path of each fault', async () => {
    const { rows, errors } = await read(
      HAGEN_FIRST,
      slot({ status: 'open', start: '2026-12-01T14:30:00' }, capacity(-1)),
      slot({ schedule: { reference: 'Schedule/none' } }),
      schedule('two', { display: 'Hagen' }),
      slot({ schedule: { reference: 'Schedule/two' } }),
    );
    expect(rows).toEqual([]);
    expect(errors.map(({ line, column, value }) => [line, column, value])).toEqual([
      [1, 'Bundle.entry[1].resource.start', '2026-12-01T14:30:00'],
      [1, 'Bundle.entry[1].resource.status', 'open'],
      [1, 'Bundle.entry[1].resource.extension(slot-capacity)', '-1'],
      [2, 'Bundle.entry[2].resource.schedule.reference', 'Schedule/none'],
      [4, 'Bundle.entry[4].resource.extension(vaccine-dose)', ''],
      [4, 'Bundle.entry[4].resource.extension(vaccine-product)', ''],
    ]);
  });

  it('tells once of a Schedule without a centre, not with each of its Slots', async () => {
    const { rows, errors } = await read(schedule('one', { display: 'Essen' }, dose(1), product('208')), slot(), slot());
    expect(rows).toEqual([]);
    expect(errors).toEqual([
      { line: 0, column: 'Bundle.entry[0].resource.actor', value: 'Essen', reason: expect.stringContaining('no Kreis') },
    ]);
  });

  it.each([
    ['no JSON', 'kreis,starts_at'],
    ['cut off', bundle([HAGEN_FIRST, slot(), slot()]).slice(0, -60)],
  ])('that is %s is refused', async (_name, text) => {
    const { errors } = await readText(text);
    expect(errors).toEqual([expect.objectContaining({ column: 'Bundle', reason: expect.stringContaining('not readable as JSON') })]);
  });

  it('says about where a large one is broken', async () => {
    const { errors } = await readText(bundle([HAGEN_FIRST, ...Array.from({ length: 2_000 }, () => slot())]).slice(0, -60));
    expect(errors).toEqual([expect.objectContaining({ reason: expect.stringMatching(/somewhere after Bundle\.entry\[\d{3,4}\]$/) })]);
  });

  it.each(['{}', '{"resourceType": "Bundle", "entry": []}', '[1, 2]'])('without any entry is refused: %s', async (text) => {
    expect((await readText(text)).errors).toHaveLength(1);
  });
});
