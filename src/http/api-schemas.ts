import { z } from 'zod';

/** What the JSON APIs take and give. The same schemas check requests and make `/openapi.json`. */

/** What no store keeps and no screen shows: control characters, NUL among them. */
export const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^\P{Cc}*$/u, 'must not contain control characters');
const words = (longest: number) => text(longest).trim().min(1);
export const count = z.int().min(0);
const role = z.enum(['admin', 'ops', 'agent']);
const nullableCount = count.nullable();

export const signInBody = z.strictObject({ name: text(64).min(1), password: text(200).min(1) });

export const signedInReply = z.object({
  csrfToken: z.string().describe('Goes into X-CSRF-Token of every request that changes something.'),
  name: z.string(),
  roles: z.array(role),
  languages: z.array(z.string()),
});

/** The lengths are judged with the rest of the password's form. */
export const passwordBody = z.strictObject({ current: z.string().min(1).max(200), next: z.string().max(1_000) });

export const stateBody = z.strictObject({
  state: z.enum(['available', 'paused', 'offline']),
  reason: words(100).exactOptional().describe('Why, while paused.'),
});

export const meReply = z.object({
  name: z.string(),
  roles: z.array(role),
  languages: z.array(z.string()),
  endpoint: z.string().nullable().describe("Where this agent's calls ring: `tel:+49…`, `sip:…`, `client:NAME`."),
  state: z.enum(['offline', 'available', 'reserved', 'on_call', 'wrap_up', 'paused']),
  reason: z.string().optional().describe('While paused: why. `missed call` when a call rang in vain.'),
  stateSince: z.iso.datetime().nullable().describe('null: never seen before.'),
  call: z.object({ callSid: z.string() }).nullable(),
  csrfToken: z.string(),
});

export const opsMeReply = z.object({ name: z.string(), roles: z.array(role), csrfToken: z.string() });

export const thresholdValue = z.union([text(1_000), z.number(), z.boolean()]);

export const reason = words(500);

const change = {
  reason,
  baseVersion: z.int().min(0).exactOptional().describe('The version these changes were made on. 409 when it is no longer the newest.'),
};

export const thresholdsBody = z.strictObject({
  values: z.record(text(64), thresholdValue).describe('Only what shall change; what is left out stays.'),
  ...change,
});

export const rollbackBody = z.strictObject({ version: z.int().min(1).describe('Its values become a new version.'), ...change });

export const thresholdsReply = z.object({
  version: count,
  values: z.record(z.string(), thresholdValue),
  changedBy: z.string(),
  changedAt: z.string(),
  reason: z.string(),
});

export const changedReply = thresholdsReply.extend({
  published: z.boolean().describe('false: stored, but calls follow it only when Redis answers again.'),
});

export const historyQuery = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) });

export const historyReply = z.array(thresholdsReply);

export const liveReply = z.object({
  at: z.iso.datetime(),
  thresholdsVersion: count,
  mode: z.enum(['open', 'callback_only', 'closed']),
  callsPerSecond: z.number(),
  decisions: z.object({ admitted: count, queued: count, callbackOffered: count, known: count, busy: count }),
  outcomes: z.object({
    booked: count,
    appointmentChanged: count,
    callbackRegistered: count,
    waitlisted: count,
    agentHandled: count,
    informed: count,
    abandoned: count,
    busy: count,
    failed: count,
  }),
  calls: z.object({ front: count, vaccination: count, callback: count }),
  activeCalls: count,
  onHold: count,
  longestWaitSeconds: z.number(),
  estimatedWaitSeconds: z.number().nullable().describe('null: cannot be said yet.'),
  callbacks: z.object({
    open: count,
    due: nullableCount,
    kept: nullableCount,
    early: nullableCount,
    late: nullableCount,
    requoted: nullableCount,
  }),
  people: count,
  attempts: count,
  agents: z.object({ available: count, reserved: count, onCall: count, wrapUp: count, paused: count, offline: count }),
  occupancy: z.number().min(0).max(1),
  stock: z.array(z.object({ kreis: z.string(), free: count, booked: count })),
  bookedEver: nullableCount,
  alarms: z.array(z.object({ id: z.string(), since: z.iso.datetime(), text: z.string() })),
  degraded: z.array(z.string()),
});

export const stockReply = z.object({
  asOf: z.iso.datetime().nullable().describe('No place was counted before. null: nobody has counted yet.'),
  stock: z.array(
    z.object({
      kreis: z.string(),
      free: count.describe('First places still to come.'),
      booked: count.describe('People; may be some seconds older.'),
      nextReleaseAt: z.iso.datetime().nullable().describe('When further places become bookable, if announced.'),
      days: z.array(z.object({ day: z.iso.date().describe('Europe/Berlin.'), first: count, second: count })),
    }),
  ),
});

const part = z.object({ ok: z.boolean(), ms: z.number() });

export const readyReply = z.object({
  status: z.enum(['ok', 'degraded', 'down']),
  version: z.string(),
  parts: z.object({ redis: part, postgres: part, twilio: part }),
});

export const liveHealthReply = z.object({ status: z.literal('ok'), version: z.string() });

/** Up to a year at once, never backwards: no store could follow. */
export const clockBody = z.strictObject({ advanceSeconds: z.int().min(0).max(31_622_400) });

export const clockReply = z.object({ offsetSeconds: count, now: z.iso.datetime() });

export const problemReply = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  code: z.string().describe('Stable, for programs.'),
  detail: z.string(),
  faults: z.array(z.object({ field: z.string(), fault: z.string(), remedy: z.string().optional() })).optional(),
});
