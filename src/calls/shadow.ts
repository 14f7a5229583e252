import { changeThresholds, type ThresholdFault, type Thresholds } from '../admission/thresholds.ts';
import type { Clock } from '../platform/clock.ts';
import { HotlineError, messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { AuditLog } from './ports/audit.ts';
import type { FrontDoor, FrontDoorPicture } from './ports/front-door.ts';
import type { LiveThresholds } from './ports/thresholds.ts';
import type { ShadowDoor, ShadowPicture, ShadowRun, Shadows } from './ports/tuning-help.ts';

/** A candidate set of thresholds beside the live one: fed with every real call, counted, and never enforced. */

/** More than so many under way: what comes on top is not counted, so that a slow shadow piles nothing up. */
const MOST_UNDER_WAY = 256;
/** One log line in so many ms, however much fails. */
const LOG_EVERY_MS = 5_000;

export interface Beside {
  shadows: Shadows;
  clock: Clock;
  logger: Logger;
}

/**
 * The live front door, with every call told to the shadow that runs. The live answer is given first and never waits: what the shadow
 * does or fails to do reaches the log alone. While none runs, a look into memory is all it costs.
 */
export function besideShadow(live: FrontDoor, beside: Beside): FrontDoor {
  const tell = teller(beside);
  return {
    async admit(call) {
      const admission = await live.admit(call);
      tell(call.callSid, (door) => door.arrive(call));
      return admission;
    },
    async checkTurn(callSid) {
      const turn = await live.checkTurn(callSid);
      tell(callSid, (door) => door.checkTurn(callSid));
      return turn;
    },
    async promote(most, dueCallbacks) {
      const granted = await live.promote(most, dueCallbacks);
      tell('promote', (door) => door.promote(most, dueCallbacks));
      return granted;
    },
    async handSeatOver(callbackId, callSid) {
      await live.handSeatOver(callbackId, callSid);
      tell(callSid, (door) => door.handSeatOver(callbackId, callSid));
    },
    async leave(callSid, options) {
      const left = await live.leave(callSid, options);
      tell(callSid, (door) => door.leave(callSid, { ...options, liveSeat: left.gaveBack === 'seat' }));
      return left;
    },
    async adoptTicket(callSid, caller) {
      const ticket = await live.adoptTicket(callSid, caller);
      tell(callSid, (door) => door.adoptTicket(callSid, caller));
      return ticket;
    },
    async renew(callSid) {
      await live.renew(callSid);
      tell(callSid, (door) => door.renew(callSid));
    },
    async sweep() {
      const freed = await live.sweep();
      tell('sweep', (door) => door.sweep());
      return freed;
    },
    async noteCallback(caller, callback) {
      await live.noteCallback(caller, callback);
      tell(caller, (door) => door.noteCallback(caller, callback));
    },
    async noteMissedCallback(caller, callback) {
      await live.noteMissedCallback(caller, callback);
      tell(caller, (door) => door.noteMissedCallback(caller, callback));
    },
    picture: () => live.picture(),
  };
}

/** Tells the shadow in the background, what belongs to one call (or caller) in order. Nothing it does comes back, not even an error. */
function teller({ shadows, clock, logger }: Beside): (about: string, what: (door: ShadowDoor) => Promise<unknown>) => void {
  const underWay = new Map<string, Promise<void>>();
  let quietUntilMs = 0;
  const complain = (cause: unknown) => {
    const nowMs = clock.nowMs();
    if (nowMs < quietUntilMs) return;
    quietUntilMs = nowMs + LOG_EVERY_MS;
    logger.warn(
      { code: cause instanceof HotlineError ? cause.code : 'UNEXPECTED', cause: messageOf(cause) },
      'shadow not told; calls go on',
    );
  };
  return (about, what) => {
    const before = underWay.get(about);
    // A round that has not ended yet covers the next one
    if (before && (about === 'promote' || about === 'sweep')) return;
    if (underWay.size >= MOST_UNDER_WAY) return complain(new HotlineError('SHADOW_BUSY', 'too much under way'));
    const told = inOrder(before, async () => {
      const run = await shadows.current();
      if (run) await what(shadows.door(run));
    }).catch(complain);
    underWay.set(about, told);
    void told.finally(() => {
      if (underWay.get(about) === told) underWay.delete(about);
    });
  };
}

async function inOrder(before: Promise<void> | undefined, job: () => Promise<void>): Promise<void> {
  await before;
  await job();
}

export type ShadowStarted = { status: 'started'; run: ShadowRun } | { status: 'refused'; faults: ThresholdFault[] };

/** Live and shadow side by side, both since the candidate was started (or since local midnight, where that was later). */
export interface ShadowShown {
  run: ShadowRun;
  live: ShadowFigures;
  shadow: ShadowFigures & Pick<ShadowPicture, 'spared'>;
}

export type ShadowFigures = Pick<
  FrontDoorPicture,
  'decisions' | 'people' | 'attempts' | 'activeCalls' | 'onHold' | 'estimatedWaitSeconds' | 'openCallbacks'
>;

/** Who does it; a candidate changes nothing, so nobody has to say why. */
export interface ShadowDoer {
  by: string;
  reason?: string;
}

export interface ShadowTrial {
  /** Over the thresholds that count now; refused as a change of them would be, and without any change. In the audit log before it starts. */
  start(changes: Readonly<Record<string, unknown>>, doer: ShadowDoer): Promise<ShadowStarted>;
  show(): Promise<ShadowShown | undefined>;
  /** In the audit log, where one runs. Returns the last figures. */
  stop(doer: ShadowDoer): Promise<ShadowShown | undefined>;
}

export function shadowTrial(parts: {
  shadows: Shadows;
  frontDoor: Pick<FrontDoor, 'picture'>;
  live: LiveThresholds;
  audit: AuditLog;
  clock: Clock;
}): ShadowTrial {
  const { shadows, frontDoor, audit, clock } = parts;
  const show = async (): Promise<ShadowShown | undefined> => {
    const run = await shadows.current();
    if (!run) return undefined;
    const [live, beside] = await Promise.all([frontDoor.picture(), shadows.door(run).picture()]);
    return { run, live: since(figures(live), run.liveThen), shadow: { ...figures(beside), spared: beside.spared } };
  };
  return {
    show,
    async start(changes, { by, ...why }) {
      const checked = await candidate(parts, changes);
      if (Array.isArray(checked)) return { status: 'refused', faults: checked };
      const liveThen = await frontDoor.picture();
      const startedAtMs = clock.nowMs();
      await audit.add({ atMs: startedAtMs, who: by, what: 'shadow started', details: { changes, ...why } });
      const run = await shadows.start({ startedAtMs, startedBy: by, ...why, changes, values: checked, liveThen });
      return { status: 'started', run };
    },
    async stop({ by, ...why }) {
      const last = await show();
      if (!last) return undefined;
      const { id: run, changes, startedBy } = last.run;
      await audit.add({ atMs: clock.nowMs(), who: by, what: 'shadow stopped', details: { run, changes, startedBy, ...why } });
      await shadows.stop();
      return last;
    },
  };
}

async function candidate(
  { live, clock }: { live: LiveThresholds; clock: Clock },
  changes: Readonly<Record<string, unknown>>,
): Promise<Thresholds | ThresholdFault[]> {
  if (Object.keys(changes).length === 0) return [{ field: 'values', fault: 'are missing', remedy: 'name at least one, like burst=50' }];
  const { values } = await live.now();
  const result = changeThresholds(values, changes, { nowMs: clock.nowMs(), reason: 'shadow' });
  return result.ok ? result.values : result.faults;
}

function figures({
  decisions,
  people,
  attempts,
  activeCalls,
  onHold,
  estimatedWaitSeconds,
  openCallbacks,
}: FrontDoorPicture): ShadowFigures {
  return { decisions, people, attempts, activeCalls, onHold, estimatedWaitSeconds, openCallbacks };
}

/** Counters begin anew at midnight; then all of them belong to the run. */
function since(now: ShadowFigures, then: FrontDoorPicture): ShadowFigures {
  if (now.attempts < then.attempts) return now;
  const decisions = Object.fromEntries(
    Object.entries(now.decisions).map(([name, count]) => [name, count - then.decisions[name as keyof FrontDoorPicture['decisions']]]),
  ) as FrontDoorPicture['decisions'];
  return { ...now, decisions, people: now.people - then.people, attempts: now.attempts - then.attempts };
}
