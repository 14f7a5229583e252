import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DependencyDown } from '../../src/platform/errors.ts';
import { faultsDe, refusalsDe } from '../../src/web/desk/refusals.de.ts';
import { faultsEn, refusalsEn } from '../../src/web/desk/refusals.en.ts';

/** Whatever the desk's API refuses, the agent reads in their own words. Read from the sources: a new code without a text fails here. */

const HTTP = new URL('../../src/http/', import.meta.url);

/** What stands between a desk and its answer; the files of the ops console are not among it. */
const DOORS = ['api-app.ts', 'api-session.ts', 'problem.ts', 'sign-in-refusals.ts'];

const deskFiles = readdirSync(HTTP).filter((name) => name.startsWith('desk-') || DOORS.includes(name));

/** All of `code: 'IN_CALL'`, and both of `code: tooYoung ? 'NOT_ELIGIBLE' : 'INVALID_INPUT'`. */
function codesIn(file: string): string[] {
  const lines = readFileSync(new URL(file, HTTP), 'utf8').match(/\bcode: .*/g) ?? [];
  return lines.flatMap((line) => [...line.replace(/detail:.*/, '').matchAll(/'([A-Z][A-Z_]+)'/g)].map(([, code = '']) => code));
}

/** A part that does not answer is a code as well. */
const away = (['redis', 'postgres', 'twilio'] as const).map((part) => new DependencyDown(part, undefined).code);

const codes = [...new Set([...deskFiles.flatMap(codesIn), ...away])];

describe('every refusal of the desk has words', () => {
  it('and the codes were found where they are written', () => {
    expect(codes).toEqual(
      expect.arrayContaining(['WRONG_SIGN_IN', 'NOT_ELIGIBLE', 'INVALID_INPUT', 'BEGUN', 'CHANGED', 'TAKEN', 'INTERNAL']),
    );
    expect(codes.length).toBeGreaterThan(30);
  });

  it('in German and English', () => {
    expect(codes.filter((code) => !(code in refusalsDe))).toEqual([]);
    expect(codes.filter((code) => !(code in refusalsEn))).toEqual([]);
  });

  it('and none for a code that no longer exists', () => {
    const ownWords = ['OFFLINE'];
    expect(Object.keys(refusalsDe).filter((code) => ![...codes, ...ownWords].includes(code))).toEqual([]);
  });

  it.each([
    ['German', { ...refusalsDe, ...faultsDe }],
    ['English', { ...refusalsEn, ...faultsEn }],
  ])('in %s each is a whole sentence without a code in it', (_language, texts) => {
    expect(Object.values(texts).filter((text) => !/^\p{Lu}.*\.$/u.test(text) || /[A-Z]{2,}_/.test(text))).toEqual([]);
  });
});
