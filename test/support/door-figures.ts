import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What a process measures at its own door, where answers are made: neither the network nor who asks is in it. */

/** One webhook, from its arrival to the last byte of its answer. */
export interface MeasuredAnswer {
  path: string;
  status: number;
  tookMs: number;
  /** When it was answered, and when it came: on one clock with `acceptedAtMs`. */
  answeredAtMs: number;
  cameAtMs: number;
  /** The document let a caller into the main menu. */
  menu: boolean;
}

export interface DoorFigures {
  answers: MeasuredAnswer[];
  /** When the store that was watched for took connections again. */
  acceptedAtMs?: number;
}

const MENU = 'mit den Tasten einen Termin buchen';

/** Milliseconds since 1970 that never run backwards in this process. */
export const measuringNowMs = () => performance.timeOrigin + performance.now();

/** The longest time in which this process read nothing that came in, since it was last asked for. */
export function measureDeafness(): () => number {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  return () => {
    const longestMs = delay.max / 1e6;
    delay.reset();
    return longestMs;
  };
}

/** Measures every webhook of this process from now on. Returned: what was measured since it was last asked for. */
export function measureDoor(): () => DoorFigures {
  let answers: MeasuredAnswer[] = [];
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const path = request.url?.split('?')[0] ?? '';
    if (!path.startsWith('/voice/')) return;
    const cameAtMs = measuringNowMs();
    let document = '';
    const end = response.end.bind(response) as (body: string) => ServerResponse;
    response.end = ((body = '') => {
      document = body;
      return end(body);
    }) as typeof response.end;
    response.once('finish', () => {
      const answeredAtMs = measuringNowMs();
      const tookMs = answeredAtMs - cameAtMs;
      answers.push({ path, status: response.statusCode, tookMs, answeredAtMs, cameAtMs, menu: document.includes(MENU) });
    });
  });
  return () => {
    const measured = { answers };
    answers = [];
    return measured;
  };
}

export function slowestOf({ answers }: DoorFigures): number {
  return Math.max(...answers.map(({ tookMs }) => tookMs));
}

/** How long after the store was back the first caller was let in, and the last one who rang was not. */
export function recoveryOf({ answers, acceptedAtMs = Number.NaN }: DoorFigures): { firstMs: number; lastTurnedAwayMs: number } {
  const rings = answers.filter(({ path }) => path === '/voice/incoming');
  const since = (instants: number[]) => instants.map((instant) => instant - acceptedAtMs).filter((ms) => ms >= 0);
  return {
    firstMs: Math.min(...since(rings.filter(({ menu }) => menu).map(({ answeredAtMs }) => answeredAtMs))),
    lastTurnedAwayMs: Math.max(0, ...since(rings.filter(({ menu }) => !menu).map(({ cameAtMs }) => cameAtMs))),
  };
}
