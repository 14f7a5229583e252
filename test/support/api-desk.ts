import { buildHouse, type House } from '../../src/compose.ts';
import type { ApiParts } from '../../src/http/api-app.ts';
import { createAuditLog } from '../../src/ops/pg-audit.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { testConfig } from './line.ts';
import { testRedisUrl } from './services.ts';

/** What the desks of an API house work with: the product's own parts on the same stores, and a telephone network without calls. */
export interface ApiDesk {
  clock: House['clock'];
  work: ApiParts['work'];
  close(): Promise<void>;
}

export async function openApiDesk(databaseUrl: string): Promise<ApiDesk> {
  const addresses = { PUBLIC_URL: 'http://127.0.0.1', DATABASE_URL: databaseUrl, REDIS_URL: testRedisUrl() };
  const house = buildHouse(testConfig(addresses), createLogger('silent'));
  await house.redis.connect();
  await house.parts.catalogue.refresh();
  const { clock } = house;
  return {
    clock,
    work: {
      ...house.parts,
      ...house.deskStores,
      later: { keep: () => undefined },
      audit: createAuditLog(house.pool),
      calendar: async () => undefined,
      telephone: { redirect: async () => 'over' },
      callbackDesk: {
        list: async () => ({ callbacks: [], humanCallbacks: 'callerFirst' }),
        take: async () => ({ status: 'none' }),
        noteOutcome: async () => 'unknown',
      },
      phoneTokens: { phoneToken: () => ({ kind: 'none' }) },
    },
    close: () => house.close(),
  };
}
