import { HotlineError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { type Again, apology } from './failures.ts';

/** Every webhook is answered within 3 s; on a busy machine the way in, the timer and the way out have a second of that. */
const ANSWER_WITHIN_MS = 2_000;

/** Another answer in place of one that failed; undefined: there is none for this fault. */
export type Rescue = (thrown: unknown) => Promise<string> | undefined;

/** Whatever happens behind it, the caller gets a document, and in time. An answer that comes too late is found by the next webhook. */
export async function inTime(
  logger: Logger,
  answer: () => Promise<string>,
  again: Again & { callSid: string },
  rescue: Rescue,
): Promise<string> {
  const apologise = (code: string, err?: unknown) => {
    logger.error({ callSid: again.callSid, path: again.path, code, err }, 'webhook answered with an apology');
    return apology(again);
  };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(apologise('ANSWER_LATE')), ANSWER_WITHIN_MS);
  });
  const failed = (thrown: unknown) => apologise(thrown instanceof HotlineError ? thrown.code : 'UNEXPECTED', thrown);
  const told = answer()
    .catch((thrown: unknown) => rescue(thrown) ?? failed(thrown))
    .catch(failed);
  try {
    return await Promise.race([told, late]);
  } finally {
    clearTimeout(timer);
  }
}
