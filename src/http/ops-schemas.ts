import { z } from 'zod';
import { count, reason, text } from './api-schemas.ts';

/** What the console's API takes and gives beside thresholds. The same schemas check requests, make `/openapi.json`, and type the page at `/ops`. */

const language = z.enum(['de', 'en', 'tr', 'ru']);
const instant = z.iso.datetime();
const day = z.iso.date();

/** Names of the figures that are kept minute by minute; what each means stands in the definitions. */
export const HISTORY_FIGURES = [
  'calls',
  'people',
  'attempts',
  'admitted',
  'queued',
  'callbackOffered',
  'known',
  'busy',
  'booked',
  'agentHandled',
  'callbackRegistered',
  'waitlisted',
  'informed',
  'abandoned',
  'failed',
  'appointmentChanged',
  'activeCalls',
  'onHold',
  'longestWaitSeconds',
  'estimatedWaitSeconds',
  'callbacksOpen',
  'callbacksDue',
  'promisesKept',
  'promisesLate',
  'agentsOnDuty',
  'agentsAvailable',
  'agentsWaiting',
  'occupancy',
  'handlingSeconds',
  'serviceLevel',
  'webhookP99Ms',
  'redisMs',
  'postgresMs',
] as const;

export const historyFiguresQuery = z.strictObject({ hours: z.coerce.number().int().min(1).max(48).default(24) });

/** One column per figure, one entry per minute; null: not known for that minute. Counts are of that minute, levels at its end. */
export const historyFiguresReply = z.object({
  from: instant,
  stepSeconds: z.literal(60),
  figures: z.record(z.enum(HISTORY_FIGURES), z.array(z.number().nullable())),
});

/** What a figure means, how it is computed, and its unit; the same texts as the code that computes it. */
export const definitionsReply = z.array(z.object({ figure: z.string(), unit: z.string(), de: z.string(), en: z.string() }));

const alarm = z.object({
  id: z.string().describe('The rule; each can be on once.'),
  severity: z.enum(['warning', 'critical']),
  since: instant,
  text: z.string(),
  acknowledged: z.object({ by: z.string(), at: instant, note: z.string() }).nullable(),
});
export const alarmsReply = z.object({
  evaluatedAt: instant.nullable(),
  alarms: z.array(alarm),
  rules: z.array(z.object({ id: z.string(), text: z.string() })),
});
export const acknowledgeBody = z.strictObject({ note: text(300).trim().min(1) });

export const announcementBody = z.strictObject({
  line: z.enum(['front', 'vaccination', 'both']),
  /** German must be there; who speaks another language hears theirs, or the German one. */
  texts: z.partialRecord(language, text(600).trim().min(1)).refine((texts) => texts.de !== undefined, 'the German text is missing'),
  startsAt: instant,
  endsAt: instant.describe('It always has an end, at most 14 days after its start.'),
  reason,
});
export const announcement = z.object({
  id: z.uuid(),
  line: z.enum(['front', 'vaccination', 'both']),
  texts: z.partialRecord(language, z.string()),
  startsAt: instant,
  endsAt: instant,
  by: z.string(),
  reason: z.string(),
  state: z.enum(['planned', 'running', 'over', 'withdrawn']),
});
export const announcementsReply = z.array(announcement);
/** How a text will sound: cut at its pauses, in the order of the line. */
export const previewReply = z.object({ language, heard: z.string(), seconds: z.number() });
export const reasonBody = z.strictObject({ reason });

/** Masked: at most the last three digits of a number, never a birth date. */
const callbackRow = z.object({
  id: z.uuid(),
  kind: z.enum(['menu', 'human', 'offer', 'result', 'reminder']),
  state: z.enum(['open', 'dialling', 'accepted', 'dropped', 'missed']),
  kennzahl: z.string(),
  number: z.string(),
  language,
  ticketAt: instant,
  windowFrom: instant,
  windowTo: instant,
  nextTryAt: instant,
  attempts: count,
});
export const searchQuery = z.strictObject({
  /** A telephone number in full, or a Kennzahl; neither is stored or logged. */
  q: text(32).exactOptional(),
  state: text(16).exactOptional(),
  kind: text(16).exactOptional(),
  kreis: text(64).exactOptional(),
  after: text(64).exactOptional().describe('The cursor of the last page.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const callbackRowsReply = z.object({ rows: z.array(callbackRow), next: z.string().nullable(), total: count.nullable() });
const listRow = z.object({
  id: z.uuid(),
  kreis: z.string(),
  people: count,
  state: z.enum(['waiting', 'offered', 'booked', 'left', 'unreached']),
  number: z.string(),
  language,
  enteredAt: instant,
  /** 1 is the next; null: not waiting. */
  position: count.nullable(),
});
export const listRowsReply = z.object({ rows: z.array(listRow), next: z.string().nullable(), total: count.nullable() });

export const centreBody = z.strictObject({
  name: text(120).trim().min(1),
  street: text(120).trim().min(1),
  plz: z.string().regex(/^\d{5}$/),
  city: text(80).trim().min(1),
  reason,
});
export const vaccineBody = z.strictObject({ intervalDays: z.int().min(1).max(180), slackDays: z.int().min(0).max(14), reason });
export const eligibilityBody = z.strictObject({ validFrom: day, bornOnOrBefore: day, reason });
export const masterDataReply = z.object({
  centres: z.array(z.object({ kreis: z.string(), name: z.string(), street: z.string(), plz: z.string(), city: z.string() })),
  vaccines: z.array(z.object({ name: z.string(), intervalDays: count, slackDays: count })),
  eligibility: z.array(z.object({ validFrom: day, bornOnOrBefore: day })),
  releases: z.array(z.object({ kreis: z.string(), releaseAt: instant, places: count })),
});

export const auditQuery = z.strictObject({
  who: text(64).exactOptional(),
  what: text(64).exactOptional(),
  from: instant.exactOptional(),
  to: instant.exactOptional(),
  before: z.coerce.number().int().min(1).exactOptional().describe('The id to go on below.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** One row per call, without its number. */
export const recordsQuery = z.strictObject({ day });
export const reportQuery = z.strictObject({ day });

export type HistoryFigures = z.output<typeof historyFiguresReply>;
export type AlarmsReply = z.output<typeof alarmsReply>;
export type Announcement = z.output<typeof announcement>;
export type MasterData = z.output<typeof masterDataReply>;
export type CallbackRows = z.output<typeof callbackRowsReply>;
export type ListRows = z.output<typeof listRowsReply>;
export type Definitions = z.output<typeof definitionsReply>;
