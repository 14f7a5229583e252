import { putOff } from '../../src/callbacks/attempts.ts';
import { isOpen, parseHours } from '../../src/callbacks/calling-hours.ts';
import { callbackEnded } from '../../src/calls/callback-ended.ts';
import { localTime } from '../../src/platform/berlin-time.ts';
import { DependencyDown } from '../../src/platform/errors.ts';
import { seeded } from '../support/seeded.ts';
import { MINUTE, type WorkerHouse } from './worker-house.ts';

/** People with habits, on a telephone network with moods. Everything they do is told by the seed. */

const HOURS = parseHours('09:00-19:00');
const SECOND = 1_000;
const FINAL = {
  busy: 'busy',
  noAnswer: 'no-answer',
  mailbox: 'completed',
  later: 'completed',
  notWanted: 'completed',
  yes: 'completed',
} as const;
type Fate = keyof typeof FINAL;

interface Person {
  number: string;
  /** Out of the house in this third of the calling hours. */
  outInThird: number;
  refused: boolean;
}

interface Happening {
  atMs: number;
  run: () => Promise<void>;
}

export interface SimulatedPeople {
  /** What must never happen, and did. */
  readonly faults: string[];
  readonly rings: { atMs: number; to: string }[];
  /** The network answers nothing until then. */
  outageUntilMs: number;
  person(index: number): Person;
  later(atMs: number, run: () => Promise<void>): void;
  /** When the next thing happens. */
  nextMs(): number;
  happen(): Promise<void>;
  /** The person rings us and is on the line for minutes; about the callback, or about something else (a doctor) that passes no front door. */
  ringsUs(person: Person, about: 'callback' | 'else'): Promise<void>;
}

/** Takes over the house's network. */
export function simulatePeople(house: WorkerHouse, seed: number): SimulatedPeople {
  const random = seeded(seed);
  const happenings: Happening[] = [];
  const live = new Set<string>();
  const talking = new Set<string>();
  const placed = new Map<string, { sid: string; atMs: number }>();
  const byNumber = new Map<string, Person>();
  const now = () => house.clock.nowMs();
  let sids = 0;
  const people: SimulatedPeople = {
    faults: [],
    rings: [],
    outageUntilMs: 0,
    person(index) {
      const number = index % 3 === 0 ? `+491512${String(3_000_000 + index)}` : `+492314${String(500_000 + index)}`;
      const known = byNumber.get(number) ?? { number, outInThird: random.below(4), refused: random.next() < 0.01 };
      byNumber.set(number, known);
      return known;
    },
    later(atMs, run) {
      const at = happenings.findIndex((other) => other.atMs > atMs);
      happenings.splice(at === -1 ? happenings.length : at, 0, { atMs, run });
    },
    nextMs: () => happenings[0]?.atMs ?? Number.POSITIVE_INFINITY,
    async happen() {
      while ((happenings[0]?.atMs ?? Number.POSITIVE_INFINITY) <= now()) await happenings.shift()?.run();
    },
    async ringsUs({ number }, about) {
      if (talking.has(number) || live.has(number)) return;
      sids += 1;
      const callSid = `CA-in-${sids}`;
      const caller = house.parts.hashes.caller(number);
      talking.add(number);
      await house.parts.onTheLine.began(caller, callSid, now());
      const admission = about === 'callback' ? await house.frontDoor.admit({ callSid, caller }) : undefined;
      if (admission?.answer === 'missedCallback') {
        await house.callbacks.accept(admission.callbackId, now());
        await house.frontDoor.noteCallback(caller, undefined);
      }
      people.later(now() + 4 * MINUTE, async () => {
        talking.delete(number);
        await Promise.all([
          house.frontDoor.leave(callSid, { caller, served: admission?.answer === 'missedCallback' }),
          house.parts.onTheLine.ended(caller, callSid),
        ]);
      });
    },
  };

  house.network.answer = async ({ to, path }) => {
    checkRing(to);
    const mood = random.next();
    if (now() < people.outageUntilMs) throw new DependencyDown('twilio', new Error('outage'));
    if (mood < 0.02) return { slowDown: true };
    const person = byNumber.get(to);
    if (person?.refused) return { refused: '21217' };
    const lost = mood < 0.06;
    if (mood < 0.04) throw new DependencyDown('twilio', new Error('never reached the network'));
    sids += 1;
    const sid = `CA-out-${sids}`;
    ring(sid, to, path.split('=')[1] ?? '', fateOf(person));
    // It rings all the same
    if (lost) throw new DependencyDown('twilio', new Error('the answer was lost'));
    return { placed: sid };
  };
  house.network.recentCallTo = async (to, sinceMs = 0) => {
    if (now() < people.outageUntilMs) throw new DependencyDown('twilio', new Error('outage'));
    const last = placed.get(to);
    return last && last.atMs >= sinceMs - 30 * SECOND ? last.sid : undefined;
  };
  return people;

  function checkRing(to: string): void {
    const { day, month, minute } = localTime(now());
    const told = `${to} on ${day}.${month}. at minute ${minute}`;
    if (!isOpen(HOURS, now())) people.faults.push(`outside the calling hours: ${told}`);
    if (live.has(to)) people.faults.push(`twice at once: ${told}`);
    if (talking.has(to)) people.faults.push(`while talking to us: ${told}`);
  }

  function fateOf(person: Person | undefined): Fate {
    const third = Math.floor((localTime(now()).minute - 540) / 200);
    const chance = random.next();
    if (person?.outInThird === third) return chance < 0.5 ? 'noAnswer' : 'mailbox';
    if (chance < 0.06) return 'busy';
    if (chance < 0.2) return 'noAnswer';
    if (chance < 0.26) return 'mailbox';
    if (chance < 0.31) return 'later';
    return chance < 0.34 ? 'notWanted' : 'yes';
  }

  function ring(sid: string, to: string, id: string, fate: Fate): void {
    const caller = house.parts.hashes.caller(to);
    live.add(to);
    placed.set(to, { sid, atMs: now() });
    people.rings.push({ atMs: now(), to });
    const answered = now() + 12 * SECOND;
    if (fate === 'yes')
      people.later(answered, async () => {
        await house.frontDoor.handSeatOver(id, sid);
        await house.callbacks.accept(id, now());
        await house.frontDoor.noteCallback(caller, undefined);
      });
    if (fate === 'later')
      people.later(answered, async () => {
        const { nextTryAtMs, window } = putOff(HOURS, { nowMs: now() });
        await house.callbacks.snooze(id, nextTryAtMs, window);
      });
    if (fate === 'notWanted')
      people.later(answered, async () => {
        await house.callbacks.drop(id, now());
        await house.frontDoor.noteCallback(caller, undefined);
      });
    const seconds = { busy: 4, noAnswer: 60, mailbox: 55, later: 40, notWanted: 40, yes: 180 + random.below(240) }[fate];
    people.later(now() + seconds * SECOND, async () => {
      live.delete(to);
      const durationSeconds = fate === 'busy' || fate === 'noAnswer' ? 0 : seconds - 12;
      const state = await callbackEnded(house.parts, {
        callbackId: id,
        callSid: sid,
        finalStatus: FINAL[fate],
        durationSeconds,
        nowMs: now(),
      });
      if (state === 'accepted') await house.frontDoor.leave(sid, { caller, served: true });
    });
  }
}
