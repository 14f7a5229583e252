import { z } from 'zod';
import { text } from './api-schemas.ts';

/**
 * What the administrators' API takes and gives. Forms and lengths are checked here; what a name, role, language or endpoint may be is
 * judged by the account's own rules, which name every fault at once.
 */

const role = z.enum(['admin', 'ops', 'agent']);
const list = z.array(text(32)).max(16);
const endpoint = text(1_000).describe('Where calls ring: `tel:+49…`, `sip:name@host` or `client:NAME`.');
const languages = list.describe('What the agent speaks: de, en, tr, ru.');
const supervisor = z.boolean().describe('Also takes the calls that other agents hand on.');

export const accountBody = z.strictObject({
  name: text(200),
  roles: list.describe('admin, ops, agent.'),
  languages: languages.default([]),
  endpoint: endpoint.exactOptional(),
  supervisor: supervisor.default(false),
});

export const accountChangeBody = z
  .strictObject({
    disabled: z.boolean().exactOptional(),
    roles: list.exactOptional(),
    languages: languages.exactOptional(),
    endpoint: endpoint.nullable().exactOptional().describe('null: none any more.'),
    supervisor: supervisor.exactOptional(),
  })
  .refine((changes) => Object.keys(changes).length > 0, 'names nothing to change');

export const resetBody = z.strictObject({}).optional();

const account = z.object({
  name: z.string(),
  roles: z.array(role),
  languages: z.array(z.string()),
  endpoint: z.string().nullable(),
  supervisor: z.boolean(),
  disabled: z.boolean(),
});

export const accountsReply = z.array(
  account.extend({
    state: z
      .enum(['offline', 'available', 'reserved', 'on_call', 'wrap_up', 'paused'])
      .nullable()
      .describe('What the person does now; null: cannot be said.'),
    stateSince: z.iso.datetime().nullable(),
  }),
);

export const accountAddedReply = account.extend({ password: z.string().describe('Shown only now.') });

const atOnce = z.boolean().describe('false: Redis did not answer; open sign-ins follow when it does, or within a minute.');

export const accountChangedReply = account.extend({ atOnce });

export const passwordResetReply = z.object({ name: z.string(), password: z.string().describe('Shown only now.'), atOnce });

export const auditReply = z.object({
  entries: z.array(
    z.object({
      id: z.int(),
      at: z.iso.datetime(),
      who: z.string(),
      what: z.string(),
      details: z.record(z.string(), z.unknown()),
    }),
  ),
  next: z.int().nullable().describe('`before` of the next page; null: there is none.'),
});

const instant = z.iso.datetime();

export const auditQuery = z.strictObject({
  who: text(64).exactOptional(),
  what: text(64).exactOptional(),
  from: instant.exactOptional(),
  to: instant.exactOptional(),
  before: z.coerce.number().int().min(1).exactOptional().describe('The id to go on below.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
