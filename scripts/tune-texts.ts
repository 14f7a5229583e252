import { type ThresholdFault, thresholdSpecs } from '../src/admission/thresholds.ts';
import type { ThresholdsVersion } from '../src/calls/ports/thresholds.ts';
import type { Tuned } from '../src/calls/tune-admission.ts';

/** What `npm run tune` prints, for people and as problem JSON (RFC 9457). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  faults: ThresholdFault[];
}

/** A refused change as a problem; the status is what the ops API would answer. */
export function problemOf(tuned: Exclude<Tuned, { status: 'stored' }>): Problem {
  if (tuned.status === 'conflict') {
    const detail = `version ${tuned.current.version} by ${tuned.current.changedBy} came first; look at it and try again`;
    return { type: 'about:blank', title: 'Somebody else was faster', status: 409, code: 'THRESHOLDS_CONFLICT', detail, faults: [] };
  }
  const { faults } = tuned;
  const detail = faults.map(faultText).join('; ');
  return { type: 'about:blank', title: 'The thresholds were not changed', status: 422, code: 'THRESHOLDS_REFUSED', detail, faults };
}

export function problemText(problem: Problem): string {
  const lines = problem.faults.length > 0 ? problem.faults.map((fault) => `  ${faultText(fault)}`) : [`  ${problem.detail}`];
  return [`${problem.title}:`, ...lines].join('\n');
}

export function versionText(version: ThresholdsVersion): string {
  const width = Math.max(...Object.keys(version.values).map((field) => field.length));
  const lines = Object.entries(version.values).map(([field, value]) => `  ${field.padEnd(width)}  ${valueText(field, value)}`);
  return [headline(version), ...lines].join('\n');
}

/** One line per version with what it changed over the one before it. */
export function historyText(versions: readonly ThresholdsVersion[]): string {
  return versions.map((version, index) => `${headline(version)}${changesText(version, versions[index + 1])}`).join('\n');
}

/** Every field with unit, bounds and default, as `set --help` lists them. */
export function thresholdsHelp(): string {
  const width = Math.max(...Object.keys(thresholdSpecs).map((field) => field.length));
  const lines = Object.entries(thresholdSpecs).map(([field, spec]) => {
    const allowed = 'min' in spec ? `${spec.min} to ${spec.max} ${spec.unit}` : 'choices' in spec ? spec.choices.join(' | ') : spec.unit;
    return `  ${field.padEnd(width)}  ${allowed}${defaultText(spec)}\n  ${' '.repeat(width)}    ${spec.meaning}`;
  });
  return ['KEY is one of:', ...lines, '', 'Closing the line for half an hour: set mode=closed closeMinutes=30 --reason "…"'].join('\n');
}

function defaultText(spec: object): string {
  if (!('default' in spec) || spec.default === '') return '';
  return ` (default ${spec.default === false ? 'off' : spec.default === true ? 'on' : spec.default})`;
}

function faultText({ field, fault, remedy }: ThresholdFault): string {
  return `${field} ${fault}: ${remedy}`;
}

function headline({ version, changedBy, changedAt, reason }: ThresholdsVersion): string {
  return `version ${version}, ${changedAt} by ${changedBy}: ${reason}`;
}

function changesText(version: ThresholdsVersion, before: ThresholdsVersion | undefined): string {
  if (!before) return '';
  const old = new Map<string, unknown>(Object.entries(before.values));
  const changed = Object.entries(version.values).filter(([field, value]) => old.get(field) !== value);
  return changed.map(([field, value]) => `\n    ${field}: ${valueText(field, old.get(field))} → ${valueText(field, value)}`).join('');
}

function valueText(field: string, value: unknown): string {
  if (field === 'closedUntilMs') return value ? new Date(Number(value)).toISOString() : '-';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return value === '' ? '-' : String(value);
}
