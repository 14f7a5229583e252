/** Which call the desk shows. It stays after its end until its wrap-up is done, so that nothing typed is lost with the line. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { KnownCall } from '../../http/desk-schemas.ts';
import { useDesk } from './use-desk.ts';

export interface ShownCall {
  call: KnownCall | undefined;
  /** The agent is done with it. */
  put(): void;
}

interface Shown {
  call: KnownCall;
  /** They have spoken: one that only rang leaves nothing to wrap up. */
  talked: boolean;
}

/** What the desk shows while nothing can be read about a call. */
function unknownCall(callSid: string): KnownCall {
  const keyedIn = { birthDates: [], plz: null, place: null, kreis: null, centre: null, people: null };
  const lists = { appointments: [], waitingList: [], wishes: [] };
  const nothing = { ticketAt: null, attempts: null, waitedMinutes: 0, number: null, held: null, connectedAt: null };
  return { callSid, language: 'de', topic: 'question', mobile: false, keyedIn, ...lists, ...nothing };
}

export function useShownCall(): ShownCall {
  const { me, call } = useDesk();
  const [shown, setShown] = useState<Shown>();
  const finished = useRef<string>(undefined);
  const callSid = me.call?.callSid;
  useEffect(() => {
    const current = call ?? (callSid === undefined ? undefined : unknownCall(callSid));
    const talks = me.state === 'on_call' || me.state === 'wrap_up';
    // The same caller may come back in the same call
    if (me.state === 'reserved' || me.state === 'on_call') finished.current = undefined;
    const isLate = current !== undefined && current.callSid === finished.current;
    setShown((before) => {
      // Read before the wrap-up was saved, answered after it
      if (isLate) return undefined;
      const same = current !== undefined && before?.call.callSid === current.callSid ? before : undefined;
      // Known once, and cannot be read just now: what was known stays
      if (current !== undefined) return { call: call ?? same?.call ?? current, talked: talks || same?.talked === true };
      return before?.talked ? before : undefined;
    });
  }, [call, callSid, me.state]);
  const put = () => {
    finished.current = shown?.call.callSid ?? finished.current;
    setShown(undefined);
  };
  return { call: shown?.call, put };
}
