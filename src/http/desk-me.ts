import type { Response } from 'express';
import type { SignedIn } from '../calls/ports/accounts.ts';
import type { AgentStatus } from '../calls/ports/agents.ts';
import { sendProblem } from './problem.ts';

/** How an agent is told who they are and what they do. */

export function describe(person: SignedIn, status: AgentStatus) {
  return {
    name: person.name,
    roles: person.roles,
    languages: person.languages,
    endpoint: person.endpoint ?? null,
    state: status.state,
    reason: status.reason,
    stateSince: status.sinceMs === 0 ? null : new Date(status.sinceMs).toISOString(),
    call: status.callSid === undefined ? null : { callSid: status.callSid },
  };
}

export function sendInCall(res: Response): void {
  sendProblem(res, {
    status: 409,
    code: 'IN_CALL',
    detail: 'A call is being connected or held. Change the state when it is over.',
  });
}
