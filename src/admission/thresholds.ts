import { nearestName } from './nearest-name.ts';
import { type SettableField, thresholdSpecs } from './threshold-specs.ts';
import { parseValue } from './threshold-values.ts';

export { thresholdSpecs } from './threshold-specs.ts';

/** What ops turn on the running system. Bounds, units and defaults: `threshold-specs.ts`. A change counts from the next call on. */
export interface Thresholds {
  mode: 'open' | 'callback_only' | 'closed';
  closedReason: string;
  /** When a closed line opens again by itself, ms since 1970; 0 while open. */
  closedUntilMs: number;
  admitPerSecond: number;
  burst: number;
  maxActiveCalls: number;
  maxQueueLength: number;
  maxWaitSeconds: number;
  callbackShare: number;
  maxOpenCallbacks: number;
  callbackAttempts: number;
  callbackRetryMinutes: number;
  /** `HH:MM-HH:MM`, local time; 00:00-24:00 means at all times, holidays too. */
  callbackHours: string;
  dialPerSecond: number;
  agentQueueLength: number;
  agentMaxWaitSeconds: number;
  ringSeconds: number;
  humanCallbacks: 'callerFirst' | 'agentFirst';
  wrapUpSeconds: number;
  holdSeconds: number;
  neighbourCentres: boolean;
  listShare: number;
  autoTune: 'off' | 'advise' | 'on';
}

/** One refused value: which field, what is wrong with it, and what to write instead. */
export interface ThresholdFault {
  field: string;
  fault: string;
  remedy: string;
}

export type ThresholdChange = { ok: true; values: Thresholds } | { ok: false; faults: ThresholdFault[] };

type Changes = Readonly<Record<string, unknown>>;
type Parsed = Partial<Record<SettableField, string | number | boolean>>;

const REASON_LIMIT = 200;
const CLOSING_FIELDS = ['mode', 'closedReason', 'closedUntilMs', 'closeMinutes'];

/** What counts before anybody changed anything: an open line with the defaults of every field. */
export const defaultThresholds: Thresholds = Object.freeze({
  ...(Object.fromEntries(
    Object.entries(thresholdSpecs).flatMap(([field, spec]) => ('default' in spec ? [[field, spec.default]] : [])),
  ) as unknown as Thresholds),
  closedUntilMs: 0,
});

/**
 * The values after a change, or every fault of it at once; `current` stays as it is.
 * Values may be text (`KEY=VALUE`) or what JSON gives. Fields whose value stays the same are always
 * accepted, so a whole set that was read can be sent back with one field changed.
 * @param context `reason`: why, kept for the record and spoken while closed unless `closedReason` is given
 */
export function changeThresholds(current: Thresholds, changes: Changes, context: { nowMs: number; reason: string }): ThresholdChange {
  const faults: ThresholdFault[] = [];
  const parsed: Parsed = {};
  for (const [name, value] of Object.entries(changes)) {
    if (name in current && (current as unknown as Record<string, unknown>)[name] === value) continue;
    const result = parseField(name, value);
    if ('fault' in result) faults.push(result);
    else parsed[result.field] = result.value;
  }
  faults.push(...reasonFaults(context.reason));
  const closing = close(current, parsed, changes, context);
  if (!closing.ok) faults.push(...closing.faults.filter((fault) => !faults.some((other) => other.field === fault.field)));
  if (faults.length > 0 || !closing.ok) return { ok: false, faults };
  const { closeMinutes: _, ...fields } = parsed;
  return { ok: true, values: { ...current, ...(fields as Partial<Thresholds>), ...closing.values } };
}

/** `['burst=50', 'mode=open']` → what `changeThresholds` takes; every malformed or repeated one is a fault. */
export function parseAssignments(
  texts: readonly string[],
): { ok: true; changes: Record<string, string> } | { ok: false; faults: ThresholdFault[] } {
  const changes: Record<string, string> = {};
  const faults: ThresholdFault[] = [];
  for (const text of texts) {
    const at = text.indexOf('=');
    const field = at < 0 ? text : text.slice(0, at).trim();
    if (at < 1) faults.push({ field, fault: `"${text}" is not an assignment`, remedy: 'write KEY=VALUE without spaces, like burst=50' });
    else if (Object.hasOwn(changes, field)) faults.push({ field, fault: 'is given twice', remedy: 'name each field once' });
    else changes[field] = text.slice(at + 1).trim();
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, changes };
}

/** Is the line closed at this instant? A closing ends by itself. */
export function isClosed(values: Pick<Thresholds, 'mode' | 'closedUntilMs'>, nowMs: number): boolean {
  return values.mode === 'closed' && nowMs < values.closedUntilMs;
}

function parseField(name: string, value: unknown): { field: SettableField; value: string | number | boolean } | ThresholdFault {
  if (name === 'closedUntilMs') return { field: name, fault: 'cannot be set', remedy: 'say how long with closeMinutes, 1 to 60' };
  const known = knownField(name);
  if ('fault' in known) return known;
  const result = parseValue(thresholdSpecs[known.field], value);
  return result.ok ? { field: known.field, value: result.value } : { field: name, fault: result.fault, remedy: result.remedy };
}

/** The field of that name; a name nobody knows is a fault that proposes the nearest one. */
function knownField(name: string): { field: SettableField } | ThresholdFault {
  if (Object.hasOwn(thresholdSpecs, name)) return { field: name as SettableField };
  const nearest = nearestName(name, Object.keys(thresholdSpecs));
  return { field: name, fault: 'is not a threshold', remedy: nearest ? `did you mean ${nearest}?` : 'see "tune show" for all names' };
}

function reasonFaults(reason: string): ThresholdFault[] {
  if (reason.trim() === '') return [{ field: 'reason', fault: 'is missing', remedy: 'say in a few words why, it is kept with the change' }];
  if (reason.length > 500) return [{ field: 'reason', fault: `has ${reason.length} characters`, remedy: 'use at most 500' }];
  return [];
}

type Closing = { ok: true; values: Partial<Thresholds> } | { ok: false; faults: ThresholdFault[] };

/** A closing needs words for the caller and an end; opening forgets both. */
function close(current: Thresholds, parsed: Parsed, changes: Changes, context: { nowMs: number; reason: string }): Closing {
  const modeRefused = 'mode' in changes && parsed.mode === undefined && changes.mode !== current.mode;
  if (modeRefused || !CLOSING_FIELDS.some((field) => field in changes)) return { ok: true, values: {} };
  const mode = parsed.mode ?? current.mode;
  const faults: ThresholdFault[] = [];
  if (mode !== 'closed') {
    for (const field of ['closeMinutes', 'closedReason'] as const) {
      if (!parsed[field]) continue;
      faults.push({ field, fault: 'has no meaning while the line is not closed', remedy: 'add mode=closed, or leave it out' });
    }
    return faults.length > 0 ? { ok: false, faults } : { ok: true, values: { closedReason: '', closedUntilMs: 0 } };
  }
  const stillClosed = isClosed(current, context.nowMs);
  const minutes = parsed.closeMinutes as number | undefined;
  // A closing that is over may be sent back as it was read, but not begun again without an end
  const sentBack = current.mode === 'closed' && changes['closedUntilMs'] === current.closedUntilMs;
  if (minutes === undefined && !stillClosed && !sentBack && !('closeMinutes' in changes))
    faults.push({ field: 'closeMinutes', fault: 'is missing', remedy: 'a closing ends by itself: add closeMinutes, 1 to 60' });
  const reason = (
    (parsed.closedReason as string | undefined) ||
    (stillClosed || sentBack ? current.closedReason : '') ||
    context.reason
  ).trim();
  if (reason.length > REASON_LIMIT)
    faults.push({
      field: 'closedReason',
      fault: `has ${reason.length} characters`,
      remedy: `it is spoken to callers: at most ${REASON_LIMIT}`,
    });
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    values: { closedReason: reason, closedUntilMs: minutes === undefined ? current.closedUntilMs : context.nowMs + minutes * 60_000 },
  };
}
