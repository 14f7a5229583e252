/** Every field that ops may set, with unit, default and bounds: the one table that the parser, the console and the command line read. */
export type ThresholdSpec = { meaning: string; unit: string } & (
  | { kind: 'number'; whole: boolean; min: number; max: number; default: number }
  /** Only together with `mode=closed`; stored as the instant it ends. */
  | { kind: 'minutes'; whole: true; min: number; max: number }
  | { kind: 'choice'; choices: readonly string[]; default: string }
  | { kind: 'switch'; default: boolean }
  | { kind: 'hours'; default: string }
  | { kind: 'text'; maxLength: number; default: string }
);

const count = (unit: string, fallback: number, min: number, max: number, meaning: string) =>
  ({ kind: 'number', whole: true, unit, default: fallback, min, max, meaning }) as const;
const rate = (unit: string, fallback: number, min: number, max: number, meaning: string) =>
  ({ kind: 'number', whole: false, unit, default: fallback, min, max, meaning }) as const;

const specs = {
  mode: {
    kind: 'choice',
    choices: ['open', 'callback_only', 'closed'],
    default: 'open',
    unit: 'one of the words',
    meaning: 'open lets in, callback_only offers every new caller a callback, closed needs closeMinutes',
  },
  closeMinutes: {
    kind: 'minutes',
    whole: true,
    min: 1,
    max: 60,
    unit: 'minutes',
    meaning: 'with mode=closed: after so long the line opens again by itself',
  },
  closedReason: {
    kind: 'text',
    maxLength: 200,
    default: '',
    unit: 'text',
    meaning: 'with mode=closed: spoken to callers; the reason of the change where not given',
  },
  admitPerSecond: rate('calls per second', 20, 0.1, 2_000, 'new calls let in at the front door'),
  burst: count('calls', 40, 1, 10_000, 'calls let in at once after a quiet time'),
  maxActiveCalls: count('calls', 5_000, 1, 200_000, 'calls in the menus at the same time'),
  maxQueueLength: count('callers', 5_000, 0, 200_000, 'callers on hold'),
  maxWaitSeconds: count('seconds', 600, 0, 7_200, 'longest wait that is offered; beyond it a callback is'),
  callbackShare: rate('share', 0.5, 0, 1, 'share of admissions for callbacks while people hold'),
  maxOpenCallbacks: count('callbacks', 300_000, 0, 10_000_000, 'open callback requests'),
  callbackAttempts: count('tries', 3, 1, 6, 'how often a callback is tried'),
  callbackRetryMinutes: count('minutes', 30, 5, 1_440, 'time between two tries'),
  callbackHours: {
    kind: 'hours',
    default: '09:00-19:00',
    unit: 'HH:MM-HH:MM, local time',
    meaning: 'when callbacks may ring; 00:00-24:00 is at all times, holidays too',
  },
  dialPerSecond: rate('calls per second', 1, 0.1, 200, 'calls we start, the limit of the Twilio account'),
  agentQueueLength: count('callers', 500, 0, 10_000, "callers in the agents' waiting line"),
  agentMaxWaitSeconds: count('seconds', 600, 0, 7_200, 'longest wait for an agent that is offered'),
  ringSeconds: count('seconds', 20, 5, 120, "how long an agent's telephone rings"),
  humanCallbacks: {
    kind: 'choice',
    choices: ['callerFirst', 'agentFirst'],
    default: 'callerFirst',
    unit: 'one of the words',
    meaning: "who is rung first when a human calls back: the caller, who then waits in the agents' line, or the agent",
  },
  wrapUpSeconds: count('seconds', 30, 0, 900, 'rest for an agent after a call'),
  holdSeconds: count('seconds', 300, 60, 1_800, 'how long a proposed appointment is held, renewed while the call lives'),
  neighbourCentres: { kind: 'switch', default: false, unit: 'on or off', meaning: 'may a caller be offered the centre of another Kreis' },
  listShare: rate('share', 1, 0, 1, 'share of new and returned places that goes to the waiting list first'),
  autoTune: {
    kind: 'choice',
    choices: ['off', 'advise', 'on'],
    default: 'advise',
    unit: 'one of the words',
    meaning: 'advise shows the rate that fits, on applies it',
  },
} as const satisfies Record<string, ThresholdSpec>;

/** A name that `changeThresholds` accepts. */
export type SettableField = keyof typeof specs;

export const thresholdSpecs: Readonly<Record<SettableField, ThresholdSpec>> = Object.freeze(specs);
