import type { AdviceShown } from '../src/calls/advice.ts';
import type { ShadowFigures, ShadowShown } from '../src/calls/shadow.ts';
import type { WhatIfAnswer, WhatIfForecast } from '../src/calls/what-if.ts';

/** Forecast, advice and shadow as ops read them in a terminal. */

type Forecast = Omit<Extract<WhatIfAnswer, { status: 'predicted' }>, 'status'>;

/** Now and proposed side by side, then the proposal over time. */
export function whatIfText({ basis, now, proposed }: Forecast): string {
  const rows: [string, (one: WhatIfForecast) => string][] = [
    ['let in at once', ({ total }) => percent(total.shares.admitted)],
    ['put on hold', ({ total }) => percent(total.shares.queued)],
    ['offered a callback', ({ total }) => percent(total.shares.callbackOffered)],
    ['on the list already', ({ total }) => percent(total.shares.known)],
    ['busy', ({ total }) => percent(total.shares.busy)],
    ['line closed', ({ total }) => percent(total.shares.closed)],
    ['people / calls', ({ total }) => `${whole(total.people)} / ${whole(total.attempts)}`],
    ['served', ({ people }) => whole(people.served)],
    [
      'wait on hold: half / 95 % / longest',
      ({ total: { waitSeconds: wait } }) => `${minutes(wait.median)} / ${minutes(wait.p95)} / ${minutes(wait.longest)}`,
    ],
    ['callbacks made', ({ total }) => whole(total.calledBack)],
    ['longest backlog', ({ total }) => whole(total.longestBacklog)],
    ['backlog at the end', ({ people }) => whole(people.openCallbacks)],
    [
      'backlog cleared',
      ({ clearedAboutMs, total }) => (total.clearedAtMs === null ? `about ${when(clearedAboutMs)}` : when(total.clearedAtMs)),
    ],
    ['seats used', ({ total }) => percent(total.seatUse)],
    ['agents busy', ({ total }) => percent(total.occupancy)],
  ];
  const table = rows.map(([name, of]) => `${name.padEnd(38)}${of(now).padStart(24)}${of(proposed).padStart(24)}`);
  const course = proposed.intervals.map(
    (one) =>
      `${when(one.fromMs)}  calls ${whole(one.attempts).padStart(8)}  on hold ${whole(one.onHold).padStart(6)}  wait ${minutes(one.waitSeconds.median).padStart(7)}` +
      `  callbacks open ${whole(one.openCallbacks).padStart(8)}  seats ${percent(one.seatUse).padStart(6)}  agents ${percent(one.agents.occupancy).padStart(6)}`,
  );
  const from = `from ${when(basis.startMs)} for ${basis.hours} h, with ${basis.today.onHold} on hold, ${basis.today.openCallbacks} callbacks open, ${basis.handling.agents} agents`;
  return [from, `${''.padEnd(38)}${'now'.padStart(24)}${'proposed'.padStart(24)}`, ...table, '', 'proposed, over time:', ...course].join(
    '\n',
  );
}

export function adviceText({ advice, admitPerSecond, applied, ageSeconds }: AdviceShown): string {
  const headline = `admitPerSecond=${advice.admitPerSecond} (was ${admitPerSecond}${applied ? ', applied' : ''}), ${ageSeconds} s old`;
  return [headline, ...advice.reasons.map((reason) => `  ${reason}`)].join('\n');
}

export function shadowText(shown: ShadowShown | null, nowMs: number): string {
  if (!shown) return 'no candidate runs';
  const { run, live, shadow } = shown;
  const changes = Object.entries(run.changes).map(([field, value]) => `${field}=${String(value)}`);
  const rows: [string, (one: ShadowFigures) => string][] = [
    ['people / calls', (one) => `${one.people} / ${one.attempts}`],
    ['let in at once', (one) => String(one.decisions.admitted)],
    ['put on hold', (one) => String(one.decisions.queued)],
    ['offered a callback', (one) => String(one.decisions.callbackOffered)],
    ['on the list already', (one) => String(one.decisions.known)],
    ['busy', (one) => String(one.decisions.busy)],
    ['in the menus now', (one) => String(one.activeCalls)],
    ['on hold now', (one) => String(one.onHold)],
    ['callbacks open now', (one) => String(one.openCallbacks)],
  ];
  const table = rows.map(([name, of]) => `${name.padEnd(24)}${of(live).padStart(16)}${of(shadow).padStart(16)}`);
  const age = Math.round((nowMs - run.startedAtMs) / 60_000);
  return [
    `candidate ${changes.join(' ')}, started by ${run.startedBy} ${age} min ago${run.reason ? `: ${run.reason}` : ''}`,
    `${''.padEnd(24)}${'live'.padStart(16)}${'candidate'.padStart(16)}`,
    ...table,
    `calls that would not have come, because the candidate would have served their callers before: ${shadow.spared}`,
  ].join('\n');
}

const clock = new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'short' });

function when(ms: number | null): string {
  return ms === null ? 'nobody can say' : clock.format(ms);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function whole(amount: number): string {
  return String(Math.round(amount));
}

function minutes(seconds: number | null): string {
  return seconds === null ? '-' : `${(seconds / 60).toFixed(1)} min`;
}
