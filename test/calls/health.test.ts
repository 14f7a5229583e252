import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import type { HealthParts } from '../../src/http/health-routes.ts';
import { type ApiHouse, openApiHouse, signInAs } from '../support/api-house.ts';
import { closeServices } from '../support/services.ts';

let house: ApiHouse;
const fine = async () => undefined;
const away = async () => {
  throw new Error('away');
};
const silent = () => new Promise<never>(() => undefined);

beforeAll(async () => {
  house = await openApiHouse();
});
afterAll(async () => {
  house.close();
  await closeServices();
});

async function ready(checks: Partial<HealthParts['checks']>, phase: 'starting' | 'serving' | 'draining' = 'serving') {
  const health = { version: '1.2.3', checks: { redis: fine, postgres: fine, twilio: fine, ...checks }, phase: () => phase };
  const other = await openApiHouse({ health });
  const answer = await supertest(other.app).get('/health/ready');
  other.close();
  return { status: answer.status, body: answer.body };
}

describe('readiness', () => {
  it('is ok with real stores, and says how long each took', async () => {
    const { body } = await supertest(house.app).get('/health/ready').expect(200);
    const part = { ok: true, ms: expect.any(Number) };
    expect(body).toEqual({ status: 'ok', version: '1.2.3', parts: { redis: part, postgres: part, twilio: part } });
  });

  it('with one part away calls are still answered: 200, degraded, and which', async () => {
    for (const part of ['redis', 'postgres', 'twilio'] as const) {
      const { status, body } = await ready({ [part]: away });
      expect([status, body.status, body.parts[part].ok]).toEqual([200, 'degraded', false]);
    }
  });

  it('with both stores away it is 503', async () => {
    expect(await ready({ redis: away, postgres: away })).toMatchObject({ status: 503, body: { status: 'down' } });
  });

  it('while starting and while draining it is 503, though everything answers', async () => {
    expect(await ready({}, 'starting')).toMatchObject({ status: 503, body: { status: 'down' } });
    expect(await ready({}, 'draining')).toMatchObject({ status: 503, body: { status: 'down' } });
  });

  it('a part that never answers does not keep it waiting for more than about a second', async () => {
    const { body } = await ready({ postgres: silent });
    expect(body).toMatchObject({ status: 'degraded', parts: { postgres: { ok: false } } });
    expect(body.parts.postgres.ms).toBeLessThan(1_500);
  });
});

describe('liveness', () => {
  it('does not ask any part', async () => {
    const other = await openApiHouse({
      health: { version: '1.2.3', checks: { redis: silent, postgres: silent, twilio: silent }, phase: () => 'draining' },
    });
    expect((await supertest(other.app).get('/health/live').expect(200)).body).toEqual({ status: 'ok', version: '1.2.3' });
    other.close();
  });
});

describe('figures for Prometheus', () => {
  it('have the promised names and the values of the live picture', async () => {
    house.tally.outcome('callback_registered');
    house.tally.call('front');
    await house.tally.flush();
    await house.agents.choose('agent1', { state: 'available' }, { endpoint: 'client:agent1', lanes: ['de'] });
    house.clock.setOffset(10_000);
    const { text, headers } = await supertest(house.app).get('/metrics').expect(200);
    expect(headers['content-type']).toContain('text/plain');
    for (const line of [
      'hotline_calls_total{line="front"} 1',
      'hotline_decisions_total{decision="callback_offered"} 0',
      'hotline_outcomes_total{outcome="callback_registered"} 1',
      'hotline_active_calls 0',
      'hotline_waiting_calls 0',
      'hotline_callbacks_open 4',
      'hotline_promises_total{result="kept"} 2',
      'hotline_people_total 0',
      'hotline_attempts_total 0',
      'hotline_agents{state="available"} 1',
      'hotline_agents{state="on_call"} 0',
      'hotline_bookings_total 0',
      'hotline_slots_free{kreis="Hagen"} 0',
      'hotline_part_up{part="redis"} 1',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toContain('# TYPE hotline_webhook_duration_seconds histogram');
    house.clock.setOffset(20_000);
    const again = (await supertest(house.app).get('/metrics')).text;
    expect(again.split('\n')).toContain('hotline_outcomes_total{outcome="callback_registered"} 1');
  });

  it('leave out what cannot be known', async () => {
    const other = await openApiHouse({ live: away });
    const { text } = await supertest(other.app).get('/metrics').expect(200);
    expect(text).not.toMatch(/^hotline_active_calls/m);
    expect(text).not.toMatch(/^hotline_outcomes_total/m);
    expect(text).toMatch(/^hotline_part_up\{part="postgres"\} 1$/m);
    other.close();
  });
});

describe('every answer of the APIs', () => {
  it('carries the safety headers, and an error none of its inside', async () => {
    const other = await openApiHouse({ live: away });
    const olga = await signInAs(other.app, 'ops', 'olga');
    const { headers, body } = await olga.get('/live').expect(500);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect(headers['x-powered-by']).toBeUndefined();
    expect(body).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      code: 'INTERNAL',
      detail: expect.any(String),
    });
    expect(JSON.stringify(body)).not.toMatch(/away|\.ts/);
    other.close();
  });
});
