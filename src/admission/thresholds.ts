/** What ops turn on the running system: units, bounds, defaults. (Values of `design` table; checked and parsed here.) */
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
  wrapUpSeconds: number;
  holdSeconds: number;
  neighbourCentres: boolean;
  autoTune: 'off' | 'advise' | 'on';
}
