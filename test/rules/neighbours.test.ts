import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';

const read = (file: string) =>
  parse<Record<string, string>>(readFileSync(new URL(`../../db/data/${file}`, import.meta.url), 'utf8'), { columns: true });
const kreise = read('impfzentren-westfalen-lippe.csv').map(({ kreis = '' }) => kreis);
const borders = read('nachbarkreise.csv').map(({ kreis = '', neighbour = '' }) => [kreis, neighbour] as const);
const neighboursOf = (kreis: string) => borders.flatMap(([one, other]) => (one === kreis ? [other] : other === kreis ? [one] : []));

describe('the table of neighbours', () => {
  it('knows only Kreise that have a centre, by their names', () => {
    expect(borders.flat().filter((kreis) => !kreise.includes(kreis))).toEqual([]);
  });

  it('has each border once, and none of a Kreis with itself', () => {
    expect(borders.filter(([one, other]) => one === other)).toEqual([]);
    const named = borders.map((border) => [...border].sort().join('|'));
    expect(new Set(named).size).toBe(borders.length);
  });

  it('gives each of the 27 a neighbour, and leads from each to each', () => {
    expect(kreise.filter((kreis) => neighboursOf(kreis).length === 0)).toEqual([]);
    const reached = new Set(['Hagen']);
    for (const kreis of reached) for (const next of neighboursOf(kreis)) reached.add(next);
    expect(reached.size).toBe(27);
  });

  it('is right where the map is well known', () => {
    expect(neighboursOf('Hagen').sort()).toEqual(['Dortmund', 'Ennepe-Ruhr-Kreis', 'Kreis Unna', 'Märkischer Kreis']);
    expect(neighboursOf('Münster').sort()).toEqual(['Kreis Coesfeld', 'Kreis Steinfurt', 'Kreis Warendorf']);
    expect(neighboursOf('Kreis Minden-Lübbecke').sort()).toEqual(['Kreis Herford', 'Kreis Lippe']);
  });
});
