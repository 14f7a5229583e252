import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Line, startLine } from '../support/line.ts';
import { PATIENCE_MS, until } from '../support/until.ts';

let line: Line;
beforeAll(async () => {
  line = await startLine({}, {}, { ticking: true });
});
afterAll(() => line.close());

describe('places announced for a moment', () => {
  it('are made bookable by the worker when it has come; until then the board names the moment, and then the places', async () => {
    const { parts, clock } = line.hotline.house;
    const releaseAt = clock.nowMs() + 3_600_000;
    await line.pool.query(
      `insert into announced_slots (kreis, starts_at, dose, vaccine, capacity, release_at)
       select 'Hagen', from_ms($1::bigint) + (10 + 21 * (dose - 1)) * interval '1 day', dose, 'biontech', 4, from_ms($1::bigint) from generate_series(1, 2) as dose`,
      [Math.ceil(releaseAt / 60_000) * 60_000],
    );
    const moment = Math.ceil(releaseAt / 60_000) * 60_000;
    await until(async () => parts.stockBoard.nextReleaseMs('Hagen', clock.nowMs()) === moment, PATIENCE_MS);
    expect(parts.stockBoard.free('Hagen')).toBe(0);
    expect(await parts.bookings.hasPairs('Hagen', 1, clock.nowMs())).toBe(false);

    await line.advance(3_700);
    await until(async () => parts.stockBoard.free('Hagen') === 4, PATIENCE_MS);
    expect(await parts.bookings.hasPairs('Hagen', 1, clock.nowMs())).toBe(true);
    expect(parts.stockBoard.nextReleaseMs('Hagen', clock.nowMs())).toBeUndefined();
    expect(parts.stockBoard.byDay('Hagen').map(({ first, second }) => first + second)).toEqual([4, 4]);
  });
});
