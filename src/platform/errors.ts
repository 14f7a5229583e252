/**
 * A broken promise: something the code relied on did not hold. Carries a stable
 * `code` for logs and alarms. Everyday refusals (sold out, wrong key) are never
 * thrown: they are returned values.
 */
export class HotlineError extends Error {
  readonly code: string;
  /** @param code stable, upper case with underscores; @param message for the log, never spoken or shown */
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HotlineError';
    this.code = code;
  }
}

/** A store or carrier that did not answer in time; the story goes on without it. */
export class DependencyDown extends HotlineError {
  readonly part: 'redis' | 'postgres' | 'twilio';
  constructor(part: 'redis' | 'postgres' | 'twilio', cause: unknown) {
    super(`${part.toUpperCase()}_DOWN`, `${part} did not answer`, { cause });
    this.name = 'DependencyDown';
    this.part = part;
  }
}

/** The value of an `Error`'s message, or the thing itself as text. For logs. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
