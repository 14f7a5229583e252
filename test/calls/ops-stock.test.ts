import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { createAnnouncedSlots } from '../../src/booking/pg-announced-slots.ts';
import { createStockCount } from '../../src/booking/pg-stock-count.ts';
import { createStockPress } from '../../src/booking/redis-stock-board.ts';
import { stockCounter } from '../../src/calls/count-stock.ts';
import { stockReply } from '../../src/http/api-schemas.ts';
import { type ApiHouse, openApiHouse, signInAs } from '../support/api-house.ts';
import { closeServices } from '../support/services.ts';

let house: ApiHouse;
beforeAll(async () => {
  house = await openApiHouse();
});
afterAll(async () => {
  await house.close();
  await closeServices();
});

describe('GET /ops/api/stock', () => {
  it('says that nobody has counted yet, then what was counted by Kreis and day, and when', async () => {
    const olga = await signInAs(house.app, 'ops', 'olga');
    expect((await olga.get('/stock').expect(200)).body).toEqual({ asOf: null, stock: [] });

    await house.pool.query(
      `insert into slots (kreis, starts_at, dose, vaccine, capacity)
       select 'Hagen', timestamptz '2099-12-01 14:00+01' + n * interval '1 day', dose, 'biontech', 3 * dose
       from generate_series(0, 1) as n, generate_series(1, 2) as dose`,
    );
    const beforeMs = house.clock.nowMs();
    const { pool, redis, clock } = house;
    await stockCounter({
      clock,
      count: createStockCount({ pool }),
      announced: createAnnouncedSlots({ pool }),
      press: createStockPress({ redis }),
    })();
    await house.stockBoard.refresh();

    const { body } = await olga.get('/stock').expect(200);
    stockReply.parse(body);
    expect(Date.parse(body.asOf)).toBeGreaterThanOrEqual(beforeMs);
    expect(body.stock).toHaveLength(27);
    expect(body.stock.find(({ kreis }: { kreis: string }) => kreis === 'Hagen')).toEqual({
      kreis: 'Hagen',
      free: 6,
      booked: 0,
      nextReleaseAt: null,
      days: [
        { day: '2099-12-01', first: 3, second: 6 },
        { day: '2099-12-02', first: 3, second: 6 },
      ],
    });
    const live = (await olga.get('/live').expect(200)).body;
    expect(live.stock).toContainEqual({ kreis: 'Hagen', free: 6, booked: 0 });
  });

  it('is for those who are signed in', async () => {
    await supertest(house.app).get('/ops/api/stock').expect(401);
  });
});
