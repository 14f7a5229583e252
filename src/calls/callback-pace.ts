import { isClosed, type Thresholds } from '../admission/thresholds.ts';
import { opening, parseHours } from '../callbacks/calling-hours.ts';
import { callbackPace, humanPace, type MeasuredPace, paceNow } from '../callbacks/window.ts';
import type { CallbackLine } from './ports/callbacks.ts';

/** How fast callbacks are rung from now on, and from when. */

/** What an agent's conversation takes, measured when the line opened; wrap-up comes on top. */
const SECONDS_PER_CONVERSATION = 210;

/** Nobody could be rung for minutes: nobody knows when it goes on, and half an hour is what we reckon with. */
const STALLED_MS = 30 * 60_000;

/** @param known what was measured in the last minutes, where it could be; `agentsOnDuty` counts for callbacks by a human */
export function expectedPace(
  values: Thresholds,
  line: CallbackLine,
  known: { measured: MeasuredPace | undefined; agentsOnDuty: number; nowMs: number },
): { perSecond: number; notBeforeMs: number } {
  const { measured, agentsOnDuty, nowMs } = known;
  const configured = line === 'menu' ? callbackPace(values) : humanPace(agentsOnDuty, SECONDS_PER_CONVERSATION + values.wrapUpSeconds);
  const { perSecond, stalled } = paceNow(configured, measured && calledThroughout(values, measured, nowMs) ? measured : undefined);
  const goesOnMs = stalled ? nowMs + STALLED_MS : nowMs;
  return { perSecond, notBeforeMs: isClosed(values, nowMs) ? Math.max(goesOnMs, values.closedUntilMs) : goesOnMs };
}

/** Nobody was rung before the calling hours began: what was measured then says nothing. */
function calledThroughout(values: Thresholds, { spanMs }: MeasuredPace, nowMs: number): boolean {
  const { fromMs, toMs } = opening(parseHours(values.callbackHours), nowMs - spanMs);
  return fromMs <= nowMs - spanMs && nowMs < toMs;
}
