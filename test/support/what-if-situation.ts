import type { Behaviour, Handling, Situation } from '../../src/admission/what-if-terms.ts';

/** A situation to forecast: a quiet hour from eight o'clock on, with what a test wants otherwise. */
export const START_MS = Date.UTC(2021, 0, 25, 7);

type Over = Partial<Omit<Situation, 'behaviour' | 'handling'>> & { behaviour?: Partial<Behaviour>; handling?: Partial<Handling> };

export function makeSituation({ behaviour, handling, ...over }: Over = {}): Situation {
  return {
    startMs: START_MS,
    hours: 1,
    intervalMinutes: 15,
    arrivals: [{ fromMinute: 0, peoplePerSecond: 1 }],
    openings: [{ fromMs: START_MS, toMs: START_MS + 12 * 3_600_000 }],
    today: { onHold: 0, openCallbacks: 0, activeCalls: 0 },
    ...over,
    behaviour: {
      redialShare: 0.95,
      redialFromSeconds: 10,
      redialToSeconds: 60,
      knownRedialShare: 0.07,
      takesCallback: 0.9,
      patienceSeconds: 600,
      leavesHoldForCallback: 0.5,
      answersCallback: 0.7,
      ...behaviour,
    },
    handling: { ivrSeconds: 180, agentShare: 0, agentSeconds: 210, agents: 0, dialSeconds: 20, ...handling },
  };
}
