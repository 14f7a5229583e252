import { z } from 'zod';
import { accountsOperations } from './accounts-operations.ts';
import * as schemas from './api-schemas.ts';
import { deskOperations } from './desk-operations.ts';
import type { Operation } from './operation.ts';
import * as tuningHelp from './tuning-help-schemas.ts';
import { whatIfBody, whatIfReply } from './what-if-schemas.ts';

/** `/openapi.json`, made from the very schemas that check the requests. */

const console_ = (area: 'desk' | 'ops'): Operation[] => [
  {
    method: 'post',
    path: `/${area}/api/sign-in`,
    summary: 'Sign in; sets the session cookie',
    body: schemas.signInBody,
    reply: schemas.signedInReply,
    refusals: [401, 403, 429],
  },
  { method: 'post', path: `/${area}/api/sign-out`, summary: 'Sign out', area },
  {
    method: 'put',
    path: `/${area}/api/password`,
    summary: 'Change the own password; ends all other sign-ins of the account and renews this one',
    body: schemas.passwordBody,
    reply: schemas.signedInReply,
    area,
    refusals: [409, 429],
  },
];

const operations: Operation[] = [
  ...console_('desk'),
  ...deskOperations,
  ...console_('ops'),
  { method: 'get', path: '/ops/api/me', summary: 'Who I am', reply: schemas.opsMeReply, area: 'ops' },
  { method: 'get', path: '/ops/api/thresholds', summary: 'The thresholds that count now', reply: schemas.thresholdsReply, area: 'ops' },
  {
    method: 'put',
    path: '/ops/api/thresholds',
    summary: 'Change thresholds; counts from the next call on',
    body: schemas.thresholdsBody,
    reply: schemas.changedReply,
    area: 'ops',
    refusals: [409],
  },
  {
    method: 'get',
    path: '/ops/api/thresholds/history',
    summary: 'Earlier thresholds, newest first',
    query: schemas.historyQuery,
    reply: schemas.historyReply,
    area: 'ops',
  },
  {
    method: 'post',
    path: '/ops/api/thresholds/rollback',
    summary: 'Go back to the values of an earlier version',
    body: schemas.rollbackBody,
    reply: schemas.changedReply,
    area: 'ops',
    refusals: [409],
  },
  {
    method: 'post',
    path: '/ops/api/whatif',
    summary: 'What the next hours would bring now, and with a change; nothing is changed',
    body: whatIfBody,
    reply: whatIfReply,
    area: 'ops',
  },
  { method: 'get', path: '/ops/api/advice', summary: 'The rate that is really absorbed', reply: tuningHelp.adviceReply, area: 'ops' },
  {
    method: 'get',
    path: '/ops/api/shadow',
    summary: 'The candidate that is counted beside the live thresholds, and the live line',
    reply: tuningHelp.shadowReply,
    area: 'ops',
  },
  {
    method: 'post',
    path: '/ops/api/shadow',
    summary: 'Start a candidate: counted on real calls, never enforced. One that runs is stopped first',
    body: tuningHelp.shadowBody,
    reply: tuningHelp.shadowRun,
    area: 'ops',
  },
  {
    method: 'delete',
    path: '/ops/api/shadow',
    summary: 'Stop the candidate; its last figures',
    reply: tuningHelp.shadowReply,
    area: 'ops',
  },
  ...accountsOperations,
  { method: 'get', path: '/ops/api/live', summary: 'The line as it is now', reply: schemas.liveReply, area: 'ops' },
  {
    method: 'get',
    path: '/ops/api/stock',
    summary: 'Free places by Kreis and day, as counted last. Whether a caller gets one is decided when booking',
    reply: schemas.stockReply,
    area: 'ops',
  },
  {
    method: 'get',
    path: '/ops/api/events',
    summary: 'The same every second, as events named live',
    media: 'text/event-stream',
    area: 'ops',
  },
  { method: 'get', path: '/health/live', summary: 'Is the process alive?', reply: schemas.liveHealthReply },
  { method: 'get', path: '/health/ready', summary: 'Can calls be answered? 503 with the same body when not', reply: schemas.readyReply },
  { method: 'get', path: '/metrics', summary: 'Figures for Prometheus', media: 'text/plain' },
];

const testClock: Operation = {
  method: 'post',
  path: '/test/clock',
  summary: 'Move the time of the whole system forward',
  body: schemas.clockBody,
  reply: schemas.clockReply,
};

/** OpenAPI 3.1. `testClock`: whether this deployment has one. */
export function openApi(options: { version: string; testClock: boolean }): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of options.testClock ? [...operations, testClock] : operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hotline: desk, ops and health',
      version: options.version,
      description: 'Refusals are problem+json (RFC 9457) with a stable `code`.',
    },
    paths,
    components: {
      schemas: { Problem: jsonSchema(schemas.problemReply, 'output') },
      securitySchemes: {
        desk: { type: 'apiKey', in: 'cookie', name: 'hotline_desk' },
        ops: { type: 'apiKey', in: 'cookie', name: 'hotline_ops' },
        csrf: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token' },
      },
    },
  };
}

function describe({ method, path, summary, body, query, headers = {}, reply, media, area, refusals = [] }: Operation): object {
  const changes = method !== 'get';
  const answered = reply
    ? { 'application/json': { schema: jsonSchema(reply, 'output') } }
    : media
      ? { [media]: { schema: { type: 'string' } } }
      : undefined;
  const refused = [...(area ? (changes ? [401, 403] : [401]) : []), ...(body ? [400, 413, 415, 422] : query ? [422] : []), ...refusals];
  const parameters = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...described('query', query?.shape ?? {}),
    ...described('header', headers),
  ];
  return {
    summary,
    ...(area ? { security: [changes ? { [area]: [], csrf: [] } : { [area]: [] }] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body, 'input') } } } } : {}),
    responses: {
      [answered ? '200' : '204']: { description: answered ? 'Done' : 'Done, nothing to say', ...(answered ? { content: answered } : {}) },
      ...Object.fromEntries([...new Set(refused)].map((status) => [String(status), problem])),
      default: problem,
    },
  };
}

function described(where: 'query' | 'header', values: Record<string, unknown>): object[] {
  return Object.entries(values).map(([name, schema]) => ({ name, in: where, schema: jsonSchema(schema as z.ZodType, 'input') }));
}

const problem = { description: 'A problem', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
