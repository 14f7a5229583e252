/** What a forecast is asked with and what it answers. */

/** From this minute on (0 is now) so many people a second ring for the first time today. */
export interface ArrivalSpan {
  fromMinute: number;
  peoplePerSecond: number;
}

/** How people behave, from what hotlines of 2021 reported; every share from 0 to 1. */
export interface Behaviour {
  /** Without a place: share that rings again, evenly between the two times after hanging up. */
  redialShare: number;
  redialFromSeconds: number;
  redialToSeconds: number;
  /** On the list: share that rings again within eight hours. */
  knownRedialShare: number;
  /** Of those who are offered a callback. */
  takesCallback: number;
  /** On hold: after so long, on average, people stop waiting. */
  patienceSeconds: number;
  /** Of those who stop waiting: press the key for a callback. The others hang up; who rings again finds the place kept. */
  leavesHoldForCallback: number;
  /** Of those we ring. */
  answersCallback: number;
}

export interface Handling {
  /** Seconds in the menus. */
  ivrSeconds: number;
  /** Share of admitted people who go on to a human. */
  agentShare: number;
  /** Seconds of talk; wrap-up comes on top, from the thresholds. */
  agentSeconds: number;
  agents: number;
  /** From dialling to answer or none. */
  dialSeconds: number;
}

/** What is there already. */
export interface Today {
  onHold: number;
  openCallbacks: number;
  activeCalls: number;
  /** In the bucket; all of the burst where not given, none while people hold. */
  tokens?: number;
}

export interface Situation {
  /** ms since 1970. */
  startMs: number;
  hours: number;
  /** One line of figures for each so many minutes. */
  intervalMinutes: number;
  /** In order of time; none before the first one. */
  arrivals: readonly ArrivalSpan[];
  /** When callbacks may ring, in order of time. */
  openings: readonly { fromMs: number; toMs: number }[];
  behaviour: Behaviour;
  handling: Handling;
  today: Today;
}

/** What calls heard; amounts of calls, fractions are chances. */
export interface Decisions {
  admitted: number;
  queued: number;
  callbackOffered: number;
  known: number;
  busy: number;
  closed: number;
}

/** Waits of those on hold who were let in, in seconds; null when nobody was. */
export interface Waits {
  median: number | null;
  p95: number | null;
  /** Of those still waiting too. */
  longest: number;
}

export interface Interval {
  fromMs: number;
  /** First rings. */
  people: number;
  attempts: number;
  decisions: Decisions;
  /** Let in from hold; called back and answered. */
  letIn: number;
  calledBack: number;
  waitSeconds: Waits;
  /** At the end of the interval. */
  onHold: number;
  openCallbacks: number;
  humanCallbacks: number;
  activeCalls: number;
  /** Mean share of the seats that are taken. */
  seatUse: number;
  agents: { occupancy: number; waitSeconds: number; leaveShare: number };
}

/** Everybody is in exactly one place: together they are those who were there and those who rang. */
export interface PeopleBalance {
  served: number;
  active: number;
  onHold: number;
  openCallbacks: number;
  humanCallbacks: number;
  /** Will ring again within a minute or so. */
  redialling: number;
  /** Rung in vain to the last try. */
  missed: number;
  gaveUp: number;
}

export interface Prediction {
  intervals: Interval[];
  total: {
    people: number;
    attempts: number;
    decisions: Decisions;
    /** The decisions as shares of all calls. */
    shares: Decisions;
    letIn: number;
    calledBack: number;
    waitSeconds: Waits;
    longestBacklog: number;
    /** When the last callback of the backlog was made; null: not within these hours. */
    clearedAtMs: number | null;
    seatUse: number;
    occupancy: number;
    /** Calls for each person who rang or was here. */
    attemptsPerPerson: number;
  };
  people: PeopleBalance;
}
