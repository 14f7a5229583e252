/** What the desk knows: the agent's own state, their call, how the lines stand. Told by events, read anew after each. */
import { createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { z } from 'zod';
import type { callReply, DeskPicture, KnownCall } from '../../http/desk-schemas.ts';
import type { ServerClock } from './clock.ts';
import type { Answer, DeskApi, Me } from './desk-api.ts';
import { followEvents } from './follow-events.ts';
import type { Session } from './use-session.ts';

export interface Desk {
  api: DeskApi;
  me: Me;
  /** The call the agent is rung for, or talks to. */
  call: KnownCall | undefined;
  picture: DeskPicture | undefined;
  /** The event stream and the server's answers both come. */
  connected: boolean;
  /** Reads everything anew. */
  refresh(): Promise<void>;
  choose(state: 'available' | 'paused' | 'offline', reason?: string): Promise<Answer<Me>>;
}

export const DeskContext = createContext<Desk | undefined>(undefined);

/** The desk somebody is signed in at. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === undefined) throw new Error('no desk: nobody is signed in here');
  return desk;
}

/** How old the picture of the lines may get. */
const LOOK_EVERY_MS = 5_000;

/** Undefined until the first answer. */
export function useDeskState(session: Session, clock: ServerClock): Desk | undefined {
  const { api, signedOut, reachable } = session;
  const [me, setMe] = useState<Me>();
  const [call, setCall] = useState<KnownCall>();
  const [live, setLive] = useState(true);
  const { picture, look } = usePicture(api, clock);
  const refresh = useRefresh(async () => {
    const [own, current] = await Promise.all([api.ask<Me>('/me'), api.ask<z.output<typeof callReply>>('/call')]);
    // What cannot be read just now stays as it was
    if (own.ok) setMe(own.value);
    if (current.ok) setCall(current.value.call ?? undefined);
  });
  useEffect(
    () =>
      followEvents({
        event: () => void refresh(),
        opened() {
          setLive(true);
          void refresh();
          void look();
        },
        lost: () => setLive(false),
        signedOut,
      }),
    [refresh, look, signedOut],
  );
  if (me === undefined) return undefined;
  return {
    api,
    me,
    call,
    picture,
    connected: live && reachable,
    refresh,
    async choose(state, reason) {
      const answer = await api.ask<Me>('/state', { method: 'PUT', body: { state, ...(reason === undefined ? {} : { reason }) } });
      if (answer.ok) setMe(answer.value);
      return answer;
    },
  };
}

/** The lines and parts, looked at again and again. */
function usePicture(api: DeskApi, clock: ServerClock) {
  const [picture, setPicture] = useState<DeskPicture>();
  const look = useRefresh(async () => {
    const seen = await api.ask<DeskPicture>('/picture');
    if (!seen.ok) return;
    clock.learn(Date.parse(seen.value.at) - Date.now());
    setPicture(seen.value);
  });
  useEffect(() => {
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [look]);
  return { picture, look };
}

/** One reading at a time; asked for meanwhile, it is read once more afterwards, so that the last word is never an old one. */
function useRefresh(read: () => Promise<void>): () => Promise<void> {
  const newest = useRef(read);
  newest.current = read;
  const stable = useRef<() => Promise<void>>(undefined);
  stable.current ??= once(() => newest.current());
  return stable.current;
}

function once(read: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  const run = async () => {
    do {
      again = false;
      await read();
    } while (again);
    running = undefined;
  };
  return () => {
    if (running !== undefined) again = true;
    else running = run();
    return running ?? Promise.resolve();
  };
}
