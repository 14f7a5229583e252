/**
 * The desk's events, for as long as the page is open. Not with EventSource: that gives up for good on the first answer that is not
 * 200 (a restarting server, a session that is over), and whoever starts it anew cannot say which event was the last.
 */
import { eventReader, type ServerEvent } from './event-reader.ts';

interface Following {
  event(event: ServerEvent): void;
  /** Connected, for the first time or again: what the page knows may be older. */
  opened(): void;
  /** Not connected; tried again by itself. */
  lost(): void;
  /** The session is over: resolves when somebody has signed in again. */
  signedOut(): Promise<void>;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;
/** The server says something every 15 s; silence for longer is a dead connection that nobody has noticed. */
const SILENCE_MS = 40_000;

/** Follows until the returned function is called. Goes on after the last event it has seen, so none is lost or told twice. */
export function followEvents(following: Following): () => void {
  const stop = new AbortController();
  void run(following, stop.signal);
  return () => stop.abort();
}

async function run(following: Following, stop: AbortSignal): Promise<void> {
  let lastId: string | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  while (!stop.aborted) {
    const end = await connection(lastId, stop, {
      ...following,
      opened() {
        pauseMs = FIRST_PAUSE_MS;
        following.opened();
      },
      event(event) {
        lastId = event.id ?? lastId;
        following.event(event);
      },
    });
    if (stop.aborted) return;
    if (end === 'signedOut') {
      await following.signedOut();
      continue;
    }
    following.lost();
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/** One connection, until it ends. */
async function connection(lastId: string | undefined, stop: AbortSignal, following: Following): Promise<'signedOut' | 'ended'> {
  const dead = new AbortController();
  let watch = setTimeout(() => dead.abort(), SILENCE_MS);
  try {
    const response = await fetch('/desk/api/events', {
      headers: { Accept: 'text/event-stream', ...(lastId === undefined ? {} : { 'Last-Event-ID': lastId }) },
      cache: 'no-store',
      signal: AbortSignal.any([stop, dead.signal]),
    });
    if (response.status === 401) return 'signedOut';
    if (!response.ok || response.body === null) return 'ended';
    following.opened();
    const read = eventReader();
    const text = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let chunk = await text.read(); !chunk.done; chunk = await text.read()) {
      clearTimeout(watch);
      watch = setTimeout(() => dead.abort(), SILENCE_MS);
      for (const event of read(chunk.value)) following.event(event);
    }
    return 'ended';
  } catch (thrown) {
    console.info('the event stream ended', thrown);
    return 'ended';
  } finally {
    clearTimeout(watch);
  }
}
