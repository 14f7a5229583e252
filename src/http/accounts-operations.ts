import * as schemas from './accounts-schemas.ts';
import type { Operation } from './operation.ts';

/** What `/openapi.json` says of accounts and the audit; all of it needs the role admin. */
export const accountsOperations: Operation[] = [
  {
    method: 'get',
    path: '/ops/api/accounts',
    summary: 'Who may sign in where, and what they do now',
    reply: schemas.accountsReply,
    area: 'ops',
    refusals: [403],
  },
  {
    method: 'post',
    path: '/ops/api/accounts',
    summary: 'A new account; its password is made and shown once. 409 NAME_TAKEN',
    body: schemas.accountBody,
    reply: schemas.accountAddedReply,
    area: 'ops',
    refusals: [409],
  },
  {
    method: 'patch',
    path: '/ops/api/accounts/{name}',
    summary: 'Disable, enable, or change roles, languages, endpoint, supervisor; counts with the next request. 409 LAST_ADMIN',
    body: schemas.accountChangeBody,
    reply: schemas.accountChangedReply,
    area: 'ops',
    refusals: [404, 409],
  },
  {
    method: 'post',
    path: '/ops/api/accounts/{name}/password',
    summary: 'A new password, shown once; whoever is signed in with the old one is out. 409 PASSWORD_FROM_ENVIRONMENT',
    reply: schemas.passwordResetReply,
    area: 'ops',
    refusals: [404, 409, 422],
  },
  {
    method: 'get',
    path: '/ops/api/audit',
    summary: 'Who did what and when, the newest first. `what` finds what begins with it',
    query: schemas.auditQuery,
    reply: schemas.auditReply,
    area: 'ops',
    refusals: [403],
  },
];
