/**
 * Tabs of one agent in one browser. The server tells all of them who rings and who talks; what was done about a call in one of them
 * the others learn from it, so that none asks for what is settled or saves another outcome.
 */
import { useEffect, useMemo } from 'preact/hooks';
import type { Reason } from './call/wrap-up.tsx';

export interface CallNews {
  callSid: string;
  /** What came of it so far; `wrappedUp`: it is saved, nothing is left to do. */
  what: Reason | 'wrappedUp';
}

/** Hears what other tabs have done, and answers with the way to tell them. */
export function useOtherTabs(heard: (news: CallNews) => void): (news: CallNews) => void {
  const channel = useMemo(() => new BroadcastChannel('desk.calls'), []);
  useEffect(() => {
    channel.onmessage = ({ data }: MessageEvent<CallNews>) => heard(data);
  }, [channel, heard]);
  useEffect(() => () => channel.close(), [channel]);
  return (news) => channel.postMessage(news);
}
