import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rush } from '../../scripts/bench/backlog/plan.ts';
import { type BacklogReport, runBacklog } from '../../scripts/bench/backlog/run.ts';
import { Timeline } from '../../scripts/bench/backlog/timeline.ts';
import { createRouter } from '../../src/router.ts';
import { closeServices } from '../support/services.ts';
import { type RouterGround, routerGround, START_MS } from './router-ground.ts';

/** Three callers for each one that the agents can take, on the real scripts in simulated time: `npm run bench -- agents` runs the whole of it. */

let ground: RouterGround;
beforeAll(async () => {
  ground = await routerGround();
});
afterAll(closeServices);

async function run(killedShare: number, seed: number): Promise<BacklogReport> {
  await ground.clear();
  const timeline = new Timeline(START_MS);
  const router = createRouter(ground.redis, () => `=${timeline.nowMs}`);
  const plan = { ...rush, agents: 120, minutes: 6, arriveOverSeconds: 120, killedShare, seed };
  return runBacklog(plan, { redis: ground.redis, router, timeline });
}

/** Ten thousand turns of the router on a machine that may be busy. */
const PATIENCE_MS = 90_000;

const faultless = { doubleConnections: 0, orderViolations: 0, stuckAgents: 0, lostCallers: 0 };

describe('a backlog of six minutes before 120 agents', () => {
  it(
    'leaves no agent idle while somebody waits, connects nobody twice and keeps the order',
    async () => {
      const report = await run(0, 116_117);
      expect(report).toMatchObject(faultless);
      expect(report.connections).toBeGreaterThan(150);
      expect(report.turnedAway + report.connections).toBeLessThan(report.callers);
      expect(report.occupancy).toBeGreaterThanOrEqual(0.97);
      expect(report.medianGapMs).toBeLessThan(2_000);
    },
    PATIENCE_MS,
  );

  it(
    'where one worker or process in ten dies between pairing and ringing, no agent is kept beyond a lease, no caller is lost, and the order stays',
    async () => {
      const report = await run(0.1, 250_121);
      expect(report).toMatchObject(faultless);
      expect(report.connections).toBeGreaterThan(150);
    },
    PATIENCE_MS,
  );
});
