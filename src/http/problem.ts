import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { DependencyDown, HotlineError, messageOf } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';

/** Refusals of the JSON APIs, as RFC 9457 describes them, with a stable `code` for programs and a `detail` for people. */

export interface Fault {
  /** Which value, like `values.burst`; empty: the whole body. */
  field: string;
  fault: string;
  remedy?: string;
}

export interface Problem {
  status: number;
  code: string;
  detail: string;
  faults?: Fault[];
}

/** Answers with the problem. `title` is the status' own phrase, as RFC 9457 wants it for `about:blank`. */
export function sendProblem(res: Response, problem: Problem): void {
  const { status, ...rest } = problem;
  res.status(status).type('application/problem+json');
  res.send(JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, ...rest }));
}

/** The input in its checked form, or undefined after answering with every fault of it. */
export function checked<Schema extends z.ZodType>(res: Response, schema: Schema, input: unknown): z.output<Schema> | undefined {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), fault: issue.message }));
  sendProblem(res, { status: 422, code: 'INVALID_INPUT', detail: 'Some values are not what they must be.', faults });
  return undefined;
}

/** Nothing is here. */
export const notFound: RequestHandler = (_req, res) => {
  sendProblem(res, { status: 404, code: 'NOT_FOUND', detail: 'There is nothing at this address.' });
};

/** There is something here, but not by this method. */
export function onlyBy(...methods: string[]): RequestHandler {
  return (_req, res) => {
    res.set('Allow', methods.join(', '));
    sendProblem(res, { status: 405, code: 'METHOD_NOT_ALLOWED', detail: `This address takes ${methods.join(' and ')}.` });
  };
}

/** What `express.json()` and the router refuse, by the `type` or status of their errors. */
const BODY_PROBLEMS: Record<string, Problem> = {
  'entity.too.large': { status: 413, code: 'BODY_TOO_LARGE', detail: 'The body may have at most 32 kilobytes.' },
  'entity.parse.failed': { status: 400, code: 'MALFORMED_JSON', detail: 'The body is not JSON.' },
  'encoding.unsupported': { status: 415, code: 'UNSUPPORTED_ENCODING', detail: 'The body is compressed in a way that is not known here.' },
  'charset.unsupported': { status: 415, code: 'UNSUPPORTED_CHARSET', detail: 'The body must be in UTF-8.' },
};

/** Last in the chain: what was thrown becomes a problem. Only the log learns the reason, the world never sees a stack. */
export function problems(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, req, res, next) => {
    if (res.headersSent) return next(thrown);
    const problem = problemOf(thrown);
    // Only our own faults are worth an operator's attention; of what is personal a path has at most the code of an appointment
    if (problem.status >= 500)
      log.error(
        { path: req.path.replace(/\b\d{8}\b/g, '…'), error: messageOf(thrown), errorCode: codeOf(thrown), problem: problem.code },
        'request failed',
      );
    if (problem.status === 503) res.set('Retry-After', '5');
    sendProblem(res, problem);
  };
}

function problemOf(thrown: unknown): Problem {
  if (thrown instanceof DependencyDown)
    return { status: 503, code: thrown.code, detail: 'A part of the system does not answer. Nothing was changed for certain; try again.' };
  const type = thrown instanceof Error && 'type' in thrown ? String(thrown.type) : '';
  const known = BODY_PROBLEMS[type];
  if (known) return known;
  const status = thrown instanceof Error && 'status' in thrown ? Number(thrown.status) : 500;
  if (status >= 400 && status < 500) return { status, code: 'BAD_REQUEST', detail: 'The request cannot be understood.' };
  return { status: 500, code: 'INTERNAL', detail: 'Something went wrong here. It has been noted.' };
}

function codeOf(thrown: unknown): string | undefined {
  return thrown instanceof HotlineError ? thrown.code : undefined;
}
