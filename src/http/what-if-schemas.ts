import { z } from 'zod';
import { count, text, thresholdValue } from './api-schemas.ts';

/** What `POST /ops/api/whatif` takes and gives. */

const share = z.number().min(0).max(1);

export const whatIfBody = z.strictObject({
  values: z.record(text(64), thresholdValue).default({}).describe('The change in question. Nothing is changed by asking.'),
  hours: z.number().min(0.25).max(48).exactOptional().describe('How far to look ahead; 8 where not given.'),
  intervalMinutes: z.int().min(5).max(120).exactOptional(),
  arrivals: z
    .array(z.strictObject({ fromMinute: z.number().min(0).max(2_880), peoplePerSecond: z.number().min(0).max(10_000) }))
    .max(500)
    .refine(
      (spans) => spans.every((span, index) => index === 0 || span.fromMinute > (spans[index - 1]?.fromMinute ?? 0)),
      'must be in order of time',
    )
    .exactOptional()
    .describe('First rings from a minute on (0 is now); as many as now where not given.'),
  behaviour: z
    .strictObject({
      redialShare: share,
      redialFromSeconds: z.number().min(1).max(3_600),
      redialToSeconds: z.number().min(1).max(3_600),
      knownRedialShare: share,
      takesCallback: share,
      patienceSeconds: z.number().min(1).max(36_000),
      leavesHoldForCallback: share,
      answersCallback: share,
    })
    .partial()
    .exactOptional(),
  handling: z
    .strictObject({
      ivrSeconds: z.number().min(1).max(3_600),
      agentShare: share,
      agentSeconds: z.number().min(1).max(7_200),
      agents: z.int().min(0).max(5_000),
      dialSeconds: z.number().min(1).max(120),
    })
    .partial()
    .exactOptional(),
});

const amount = z.number().min(0);
const decided = z.object({ admitted: amount, queued: amount, callbackOffered: amount, known: amount, busy: amount, closed: amount });
const waits = z.object({ median: amount.nullable(), p95: amount.nullable(), longest: amount });

const forecast = z.object({
  intervals: z.array(
    z.object({
      fromMs: count,
      people: amount,
      attempts: amount,
      decisions: decided,
      letIn: amount,
      calledBack: amount,
      waitSeconds: waits,
      onHold: amount,
      openCallbacks: amount,
      humanCallbacks: amount,
      activeCalls: amount,
      seatUse: amount,
      agents: z.object({ occupancy: share, waitSeconds: amount, leaveShare: share }),
    }),
  ),
  total: z.object({
    people: amount,
    attempts: amount,
    decisions: decided,
    shares: decided.describe('The decisions as shares of all calls.'),
    letIn: amount,
    calledBack: amount,
    waitSeconds: waits.describe('Of those on hold who were let in.'),
    longestBacklog: amount,
    clearedAtMs: amount.nullable().describe('null: not within these hours.'),
    seatUse: amount,
    occupancy: share,
    attemptsPerPerson: amount,
  }),
  people: z.object({
    served: amount,
    active: amount,
    onHold: amount,
    openCallbacks: amount,
    humanCallbacks: amount,
    redialling: amount,
    missed: amount,
    gaveUp: amount,
  }),
  clearedAboutMs: amount.nullable().describe('When the rest of the backlog is rung, if nobody rang any more.'),
});

export const whatIfReply = z.object({
  thresholdsVersion: count,
  values: z.record(z.string(), thresholdValue),
  basis: z.looseObject({ startMs: count, hours: z.number() }).describe('What it was reckoned from.'),
  now: forecast,
  proposed: forecast,
});
