/** Asks the desk's API: keeps the CSRF token, tries again while the server is away, and waits while somebody signs in again. */
import type { z } from 'zod';
import type { meReply, problemReply, signedInReply } from '../../http/api-schemas.ts';

export type Me = z.output<typeof meReply>;
export type SignedIn = z.output<typeof signedInReply>;
type Fault = { field: string; fault: string; remedy?: string | undefined };

/** Why something was not done. `OFFLINE`: the server did not answer, and nobody knows whether it was done. */
export interface Refusal {
  code: string;
  faults: readonly Fault[];
  /** When it is worth trying again. */
  retryAfterSeconds?: number;
}

export type Answer<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export interface Ask {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  headers?: Record<string, string>;
  /** Doing it twice is doing it once: repeated by itself while the server is away. GET, PUT and DELETE are, unless it says no. */
  repeatable?: boolean;
}

export interface DeskApi {
  ask<T>(path: string, ask?: Ask): Promise<Answer<T>>;
  /** A file, for the agent to keep. */
  file(path: string, headers: Record<string, string>): Promise<Answer<Blob>>;
  signIn(name: string, password: string): Promise<Answer<SignedIn>>;
}

interface Listeners {
  /** The session is over: resolves when somebody has signed in again. */
  signedOut(): Promise<void>;
  /** Does the server answer? */
  reached(does: boolean): void;
}

/** How long after each vain try the next one comes. After the last the agent is told. */
const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000];
const USUALLY_REPEATABLE = ['GET', 'PUT', 'DELETE'];
/** What a proxy says when the server behind it is away. */
const AWAY = [502, 504];
const offline = { ok: false, refusal: { code: 'OFFLINE', faults: [] } } as const;

export function createDeskApi(listeners: Listeners): DeskApi {
  let csrfToken = '';

  async function send(path: string, { method = 'GET', body, headers, repeatable }: Ask): Promise<Response | undefined> {
    const pauses = (repeatable ?? USUALLY_REPEATABLE.includes(method)) ? PAUSES_MS : [];
    for (let vain = 0; ; vain += 1) {
      const response = await once(path, {
        method,
        headers: { ...headers, 'X-CSRF-Token': csrfToken, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      listeners.reached(response !== undefined);
      const pause = pauses[vain];
      if (response !== undefined || pause === undefined) return response;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  /** The answer, once a session that was over has been opened again. */
  async function within(path: string, ask: Ask): Promise<Response | undefined> {
    const response = await send(path, ask);
    if (response?.status !== 401 || path === '/sign-in') return response;
    await listeners.signedOut();
    return within(path, ask);
  }

  async function ask<T>(path: string, wish: Ask = {}, again = false): Promise<Answer<T>> {
    const response = await within(path, wish);
    if (response === undefined) return offline;
    if (!response.ok) {
      const refusal = await refusalIn(response);
      // Signed in anew in another window: this one has yet to learn its token
      if (refusal.code === 'CSRF_TOKEN' && !again && (await ask('/me')).ok) return ask<T>(path, wish, true);
      return { ok: false, refusal };
    }
    const value = (response.status === 204 ? undefined : await response.json()) as T;
    if (hasToken(value)) csrfToken = value.csrfToken;
    return { ok: true, value };
  }

  return {
    ask: (path, wish) => ask(path, wish),
    async file(path, headers) {
      const response = await within(path, { headers });
      if (response === undefined) return offline;
      return response.ok ? { ok: true, value: await response.blob() } : { ok: false, refusal: await refusalIn(response) };
    },
    signIn: (name, password) => ask<SignedIn>('/sign-in', { method: 'POST', body: { name, password } }),
  };
}

async function once(path: string, init: RequestInit): Promise<Response | undefined> {
  try {
    const response = await fetch(`/desk/api${path}`, { ...init, cache: 'no-store' });
    return AWAY.includes(response.status) ? undefined : response;
  } catch (thrown) {
    // What fetch throws is always: no answer
    console.info('no answer', path, thrown);
    return undefined;
  }
}

async function refusalIn(response: Response): Promise<Refusal> {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json') === true;
  const problem = isProblem ? ((await response.json()) as z.output<typeof problemReply>) : undefined;
  return {
    code: problem?.code ?? `HTTP_${response.status}`,
    faults: problem?.faults ?? [],
    ...(Number.isFinite(seconds) ? { retryAfterSeconds: seconds } : {}),
  };
}

function hasToken(value: unknown): value is { csrfToken: string } {
  return typeof value === 'object' && value !== null && 'csrfToken' in value && typeof value.csrfToken === 'string';
}
