import { type Logger as PinoLogger, pino } from 'pino';

export type Logger = Pick<PinoLogger, 'info' | 'warn' | 'error' | 'debug'> & { child(bindings: object): Logger };

/** Fields that must never reach a log, wherever they stand in the logged object. A `code` of ours is no booking code: see `censor`. */
const SECRET_FIELDS = ['number', 'from', 'to', 'digits', 'birthDate', 'password', 'token', 'code', 'pin'];

/**
 * One JSON line per event on standard output. Personal and secret fields are
 * replaced by `[removed]`; numbers that must be told apart go through `maskNumber` first.
 */
export function createLogger(level: string): Logger {
  const paths = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]);
  return pino({ level, base: null, redact: { paths, censor } }) as unknown as Logger;
}

/** Error codes are words and alarms go by them; the codes of appointments are digits. */
function censor(value: unknown, path: string[]): unknown {
  return path.at(-1) === 'code' && typeof value === 'string' && /^[A-Z][A-Z_]+$/.test(value) ? value : '[removed]';
}

/** `+4952…42`: the country and area, and the last two digits. */
export function maskNumber(number: string): string {
  return number.length < 8 ? '…' : `${number.slice(0, 5)}…${number.slice(-2)}`;
}
