/** From a question to a held place: searching free pairs, choosing one, holding it for its term. */
import { useContext, useEffect, useState } from 'preact/hooks';
import type { HeldPair, ProposalsReply } from '../../../http/desk-schemas.ts';
import { Clock } from '../clock.ts';
import type { Answer, DeskApi } from '../desk-api.ts';
import { readFutureDay } from '../future-day.ts';
import { type Task, useTask } from '../ui/use-task.ts';
import { useDesk } from '../use-desk.ts';

export interface PairQuery {
  plz: string;
  kreis: string;
  /** As typed. */
  from: string;
  people: number;
}

export interface FreePairs {
  found: ProposalsReply | undefined;
  chosen: number;
  choose(index: number): void;
  held: HeldPair | undefined;
  /** Its term is over. */
  expired: boolean;
  /** The booking system does not answer. */
  away: boolean;
  task: Task;
  search(query: PairQuery): Promise<void>;
  /** Holds what is chosen. If it has just been taken, what is free now is shown instead. */
  hold(): Promise<void>;
  /** Begins the term of what is held anew. */
  renew(): Promise<void>;
  release(): void;
  /** Booked, or gone: nothing is held any more. */
  letGo(expired: boolean): void;
}

export function useFreePairs(before: HeldPair | null): FreePairs {
  const { api, picture } = useDesk();
  const clock = useContext(Clock);
  const [query, setQuery] = useState<PairQuery>();
  const [found, setFound] = useState<ProposalsReply>();
  const [chosen, choose] = useState(0);
  const [held, setHeld] = useState(before ?? undefined);
  const [expired, setExpired] = useState(false);
  const task = useTask();
  const known = useAway(picture?.degraded.includes('booking') === true);
  const search = async (wanted: PairQuery) => {
    setQuery(wanted);
    setExpired(false);
    const answer = await task.run(() => askForPairs(api, wanted, clock.today()));
    if (answer?.ok === true) {
      setFound(answer.value);
      choose(0);
    }
    if (answer !== undefined) known.heard(isAway(answer));
  };
  return {
    found,
    chosen,
    choose,
    held,
    expired,
    away: known.away,
    task,
    search,
    async hold() {
      const pair = found?.pairs[chosen];
      const firstAt = pair?.first[0];
      if (pair === undefined || firstAt === undefined || query === undefined) return;
      const body = { kreis: pair.kreis, persons: query.people, firstAt };
      const answer = await task.run(() => api.ask<HeldPair>('/holds', { method: 'POST', body }));
      if (answer?.ok === true) setHeld(answer.value);
      else if (answer?.refusal.code === 'TAKEN') setFound(await foundAnew(api, query, clock.today(), found));
      else if (answer !== undefined) known.heard(isAway(answer));
    },
    async renew() {
      if (held === undefined) return;
      const answer = await api.ask<HeldPair>(`/holds/${held.holdId}/renew`, { method: 'POST', body: {}, repeatable: true });
      if (answer.ok) setHeld((now) => (now?.holdId === answer.value.holdId ? answer.value : now));
    },
    release() {
      if (held !== undefined) void api.ask(`/holds/${held.holdId}`, { method: 'DELETE' });
      setHeld(undefined);
    },
    letGo(over) {
      setHeld(undefined);
      setFound(undefined);
      setExpired(over);
    },
  };
}

function askForPairs(api: DeskApi, { plz, kreis, from, people }: PairQuery, today: string): Promise<Answer<ProposalsReply>> {
  const query = new URLSearchParams({ persons: String(people) });
  if (kreis !== '') query.set('kreis', kreis);
  else query.set('plz', plz);
  const day = readFutureDay(from, today);
  if (day !== undefined) query.set('from', day);
  return api.ask<ProposalsReply>(`/proposals?${query}`);
}

async function foundAnew(
  api: DeskApi,
  query: PairQuery,
  today: string,
  before: ProposalsReply | undefined,
): Promise<ProposalsReply | undefined> {
  const answer = await askForPairs(api, query, today);
  return answer.ok ? answer.value : before;
}

function isAway(answer: Answer<unknown>): boolean {
  if (!answer.ok) return answer.refusal.code === 'BOOKING_AWAY';
  return typeof answer.value === 'object' && answer.value !== null && 'status' in answer.value && answer.value.status === 'away';
}

/** The picture of the lines tells it within seconds, an answer at once; whichever spoke last is right. */
function useAway(pictured: boolean) {
  const [away, setAway] = useState(pictured);
  useEffect(() => setAway(pictured), [pictured]);
  return { away, heard: setAway };
}
