/** How centres stand with their waiting lists, and what is free nearby; and the same from memory for all who book. */
import type pg from 'pg';
import { z } from 'zod';
import type { ListBoard, WaitingList } from '../calls/ports/waiting-list.ts';
import { askPostgres } from '../platform/postgres.ts';
import type { CentreLoad } from './list-share.ts';

const load = z.object({ kreis: z.string(), waiting: z.number(), offered: z.number(), free: z.number() });
const pair = z.object({ kreis: z.string(), centre: z.string(), city: z.string(), firstMs: z.coerce.number() });

export function createListLoads(pool: pg.Pool): Pick<WaitingList, 'loads' | 'nearby'> {
  const ask = async <Row>(name: string, text: string, values: unknown[], row: z.ZodType<Row>): Promise<Row[]> =>
    z.array(row).parse((await askPostgres(pool.query({ name, text, values }))).rows);
  return {
    loads: (nowMs, notBeforeMs) => ask('list_loads', 'select * from list_loads(from_ms($1), from_ms($2))', [nowMs, notBeforeMs], load),
    nearby: (kreis, people, notBeforeMs) => ask('nearby_pairs', NEARBY, [kreis, people, notBeforeMs], pair),
  };
}

const NEARBY = `
  select n.kreis, c.name as centre, c.city, to_ms(n.first_at) as "firstMs"
  from nearby_pairs($1, $2, from_ms($3)) n join centres c on c.kreis = n.kreis order by n.first_at, n.kreis`;

/** Everybody who books asks; a list that changed in the last second may be seen as it was. */
const FRESH_MS = 1_000;

/** One count for all of this process who ask within a second; a failed one is forgotten. */
export function createListBoard(list: Pick<WaitingList, 'loads'>): ListBoard {
  let seen: { atMs: number; loads: Promise<Map<string, CentreLoad>> } | undefined;
  const count = async (nowMs: number, notBeforeMs: number) =>
    new Map((await list.loads(nowMs, notBeforeMs)).map((centre) => [centre.kreis, centre]));
  return {
    async loadOf(kreis, nowMs, notBeforeMs) {
      // A clock that was set back must not make the count look fresh for long
      if (seen === undefined || Math.abs(nowMs - seen.atMs) >= FRESH_MS) {
        const asked = { atMs: nowMs, loads: count(nowMs, notBeforeMs) };
        seen = asked;
        asked.loads.catch(() => {
          if (seen === asked) seen = undefined;
        });
      }
      return (await seen.loads).get(kreis);
    },
  };
}
