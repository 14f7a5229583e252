import { type AgentRecord, recordAt } from './choose-agent.ts';

/** What an agent has done on a local day, as it is counted: times in ms, by the state they were spent in. */
export const COUNTED = [
  'calls',
  'missed',
  'talkMs',
  'wrapUpMs',
  'idleMs',
  'pausedMs',
  'booked',
  'moved',
  'cancelled',
  'calledBack',
] as const;

export type Counted = Record<(typeof COUNTED)[number], number>;

type TimedRecord = Pick<AgentRecord, 'state' | 'sinceMs' | 'idleSinceMs' | 'untilMs'>;

const SPENT = {
  available: 'idleMs',
  on_call: 'talkMs',
  wrap_up: 'wrapUpMs',
  paused: 'pausedMs',
  reserved: undefined,
  offline: undefined,
} as const;

/** Time that this record's state has taken until now and nobody has counted yet, from the day's begin on: the oracle for `spend` and `wake` in record.lua. */
export function spentIn(record: TimedRecord, nowMs: number, dayStartMs: number): [what: keyof Counted, ms: number][] {
  const spent: [keyof Counted, number][] = [];
  const spend = ({ state, sinceMs }: TimedRecord, untilMs: number) => {
    const what = SPENT[state];
    const ms = untilMs - Math.max(sinceMs, dayStartMs);
    if (what && ms > 0) spent.push([what, ms]);
  };
  const now = recordAt(record, nowMs);
  if (now !== record) spend(record, now.sinceMs);
  spend(now, nowMs);
  return spent;
}

/** The day's figures with the running state, times in whole seconds. */
export function figuresOf(counted: Partial<Counted>, record: TimedRecord | undefined, nowMs: number, dayStartMs: number) {
  const all = Object.fromEntries(COUNTED.map((what) => [what, counted[what] ?? 0])) as Counted;
  for (const [what, ms] of record ? spentIn(record, nowMs, dayStartMs) : []) all[what] += ms;
  const { talkMs, wrapUpMs, idleMs, pausedMs, ...numbers } = all;
  const seconds = (ms: number) => Math.floor(ms / 1_000);
  return {
    ...numbers,
    talkSeconds: seconds(talkMs),
    wrapUpSeconds: seconds(wrapUpMs),
    idleSeconds: seconds(idleMs),
    pausedSeconds: seconds(pausedMs),
  };
}
