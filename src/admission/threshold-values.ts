import type { ThresholdSpec } from './threshold-specs.ts';

/** One value from text or JSON, checked against its spec. */
export type ValueResult = { ok: true; value: string | number | boolean } | { ok: false; fault: string; remedy: string };

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;
const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-(([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/** The value in the field's own type, or what is wrong with it and what to write instead. Nothing is rounded or cut to fit. */
export function parseValue(spec: ThresholdSpec, given: unknown): ValueResult {
  switch (spec.kind) {
    case 'number':
    case 'minutes':
      return parseNumber(spec, given);
    case 'choice':
      return typeof given === 'string' && spec.choices.includes(given)
        ? { ok: true, value: given }
        : refused(given, `write one of ${spec.choices.join(', ')}`);
    case 'switch':
      return parseSwitch(given);
    case 'hours':
      return parseHours(given);
    case 'text':
      return parseText(spec, given);
  }
}

function parseNumber(spec: { whole: boolean; min: number; max: number; unit: string }, given: unknown): ValueResult {
  const remedy = `write a ${spec.whole ? 'whole ' : ''}number from ${spec.min} to ${spec.max} (${spec.unit})`;
  if (typeof given === 'string' && /^\d+,\d+$/.test(given)) return refused(given, `${remedy}, with a point: ${given.replace(',', '.')}`);
  const value = typeof given === 'string' && NUMBER.test(given) ? Number(given) : given;
  if (typeof value !== 'number' || !Number.isFinite(value)) return refused(given, remedy);
  if (spec.whole && !Number.isInteger(value)) return refused(given, remedy);
  if (value < spec.min || value > spec.max)
    return { ok: false, fault: `${value} is ${value < spec.min ? 'too small' : 'too large'}`, remedy };
  return { ok: true, value };
}

function parseSwitch(given: unknown): ValueResult {
  if (typeof given === 'boolean') return { ok: true, value: given };
  if (given === 'on' || given === 'true') return { ok: true, value: true };
  if (given === 'off' || given === 'false') return { ok: true, value: false };
  return refused(given, 'write on or off');
}

function parseHours(given: unknown): ValueResult {
  const remedy = 'write HH:MM-HH:MM with the end after the start, like 09:00-19:00; 00:00-24:00 is at all times';
  if (typeof given !== 'string' || !HOURS.test(given)) return refused(given, remedy);
  const [from = '', to = ''] = given.split('-');
  // Both have two digits everywhere, so text order is time order
  return from < to ? { ok: true, value: given } : refused(given, remedy);
}

function parseText(spec: { maxLength: number }, given: unknown): ValueResult {
  if (typeof given !== 'string') return refused(given, 'write text');
  if (given.length > spec.maxLength) return { ok: false, fault: `has ${given.length} characters`, remedy: `use at most ${spec.maxLength}` };
  return { ok: true, value: given.trim() };
}

function refused(given: unknown, remedy: string): ValueResult {
  const shown = typeof given === 'string' ? given : (JSON.stringify(given) ?? String(given));
  return { ok: false, fault: `"${shown.slice(0, 60)}" is not allowed`, remedy };
}
