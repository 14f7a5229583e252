/** Who is signed in, and asking again when the session is over, with everything on the page left as it is. */
import { useMemo, useRef, useState } from 'preact/hooks';
import { type Answer, createDeskApi, type DeskApi, type SignedIn } from './desk-api.ts';

export interface Session {
  api: DeskApi;
  /** Somebody must sign in before anything goes on. */
  asked: boolean;
  /** Does the server answer? */
  reachable: boolean;
  signIn(name: string, password: string): Promise<Answer<SignedIn>>;
  /** Resolves when somebody has signed in. */
  signedOut(): Promise<void>;
}

export function useSession(): Session {
  const [asked, setAsked] = useState(false);
  const [reachable, setReachable] = useState(true);
  const waiting = useRef<(() => void)[]>([]);
  const { api, signedOut } = useMemo(() => {
    const wait = () => {
      setAsked(true);
      return new Promise<void>((resolve) => waiting.current.push(resolve));
    };
    return { api: createDeskApi({ signedOut: wait, reached: setReachable }), signedOut: wait };
  }, []);
  return {
    api,
    asked,
    reachable,
    signedOut,
    async signIn(name, password) {
      const answer = await api.signIn(name, password);
      if (answer.ok) {
        setAsked(false);
        for (const goOn of waiting.current.splice(0)) goOn();
      }
      return answer;
    },
  };
}
