import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { SIGN_IN_IDLE_MS } from '../../src/calls/sign-in.ts';
import { deskRoutes } from '../../src/http/desk-routes.ts';
import { openApi } from '../../src/http/openapi.ts';
import { type ApiDesk, openApiDesk } from '../support/api-desk.ts';
import { type Desk, signInToDesk, talk } from '../support/desk-house.ts';
import { type Line, startLine } from '../support/line.ts';
import { testDatabase } from '../support/services.ts';
import { daysAhead, stockDays } from '../support/walks.ts';

/** What the desk refuses at the door, on every path: nothing changes, and each refusal is a problem with a code. */

let line: Line;
let anna: Desk;
let bert: Desk;
let paths: ReturnType<typeof deskRoutes>;
let apiDesk: ApiDesk;
const uuid = '00000000-0000-4000-8000-000000000000';

beforeAll(async () => {
  line = await startLine();
  for (const [name, number] of [
    ['anna', '+493012345001'],
    ['bert', '+493012345002'],
  ] as const)
    await line.agent(name, number);
  [anna, bert] = [await signInToDesk(line, 'anna'), await signInToDesk(line, 'bert')];
  await stockDays(line, 'Hagen', [10], ['14:00'], 5);
  apiDesk = await openApiDesk((await testDatabase()).url);
  const nobody = { signIn: {}, news: {}, desk: {} } as unknown as Pick<Parameters<typeof deskRoutes>[0], 'signIn' | 'news' | 'desk'>;
  paths = deskRoutes({ ...nobody, secure: false, work: apiDesk.work });
});
afterAll(async () => {
  await apiDesk.close();
  await line.close();
});

/** Method and path of everything this router answers. */
function routesOf(router: { stack: Layer[] }): string[] {
  return router.stack.flatMap(({ route, handle }) => {
    if (route === undefined) return 'stack' in handle ? routesOf(handle as { stack: Layer[] }) : [];
    const named = route.path.replace(/:(\w+)/g, '{$1}');
    return route.stack.flatMap(({ method }) => (method === undefined ? [] : [`${method} ${named}`]));
  });
}
interface Layer {
  route?: { path: string; stack: { method: string | undefined }[] };
  handle: object;
}
const described = (): string[] => {
  const { paths: all } = openApi({ version: '1', testClock: false }) as { paths: Record<string, object> };
  return Object.entries(all).flatMap(([path, methods]) =>
    path.startsWith('/desk/api/') ? Object.keys(methods).map((method) => `${method} ${path.slice('/desk/api'.length)}`) : [],
  );
};
const concrete = (path: string) =>
  path
    .replace('{code}', '00000013')
    .replace('{callSid}', 'CA1')
    .replace(/\{\w+\}/, uuid);
const changing = () => described().filter((one) => !one.startsWith('get ') && !one.includes('sign-in'));
const snapshot = async () => {
  const tables = ['bookings', 'waiting_list', 'messages', 'callback_requests', 'audit_log'];
  const counts = await Promise.all(tables.map((table) => line.pool.query(`select count(*)::int as n from ${table}`)));
  return [
    ...counts.map(({ rows }) => rows[0].n),
    await line.hotline.house.parts.bookingWishes.waiting(),
    (await anna.get('/me')).body.state,
  ];
};

describe('the description of the desk', () => {
  it('names every route there is, and none that there is not', () => {
    const routes = routesOf(paths as unknown as { stack: Layer[] });
    expect([...new Set(routes)].sort()).toEqual([...described()].sort());
    expect(routes.length).toBeGreaterThan(25);
  });
});

describe('whoever is not signed in', () => {
  it('gets nowhere', async () => {
    for (const one of described().filter((route) => !route.includes('sign-in'))) {
      const [method, path] = one.split(' ') as ['get', string];
      const refused = await supertest(line.app)[method](`/desk/api${concrete(path)}`);
      expect([one, refused.status, refused.body.code]).toEqual([one, 401, 'NOT_SIGNED_IN']);
    }
  });

  it('or whose token is missing, or stolen from another sign-in, changes nothing', async () => {
    const before = await snapshot();
    for (const one of changing()) {
      const [method, path] = one.split(' ') as ['post', string];
      for (const token of [undefined, '', bert.token]) {
        const asked = anna.agent[method](`/desk/api${concrete(path)}`);
        const refused = await (token === undefined ? asked : asked.set('X-CSRF-Token', token)).send({});
        expect([one, refused.status, refused.body.code]).toEqual([one, 403, 'CSRF_TOKEN']);
      }
    }
    expect(await snapshot()).toEqual(before);
  });

  it('any more is out in the middle of a call, and the call and its hold go on', async () => {
    await line.agent('cora', '+493012345003');
    const cora = await signInToDesk(line, 'cora');
    const { callSid } = await talk(line, 'cora', { number: '+492331209001' });
    const { holdId } = (await cora.post('/holds', { kreis: 'Hagen', persons: 1, firstAt: `${daysAhead(10)}T14:00:00Z` }).expect(200)).body;
    await line.advance(SIGN_IN_IDLE_MS / 1_000 + 1);
    const late = await cora.post('/bookings', { holdId, persons: [{ birthDate: '1938-03-05' }], plz: '58095' }).expect(401);
    expect(late.body.code).toBe('NOT_SIGNED_IN');
    expect(await line.hotline.house.parts.agents.status('cora')).toMatchObject({ state: 'on_call', callSid });
    expect((await line.pool.query("select 1 from bookings where state = 'booked'")).rowCount).toBe(0);
    [anna, bert] = [await signInToDesk(line, 'anna'), await signInToDesk(line, 'bert')];
  });
});

describe('input', () => {
  it('of wrong types, with values too many, or far too long is refused with every fault, and nothing changes', async () => {
    await talk(line, 'anna', { number: '+492331209002' });
    const before = await snapshot();
    const bad: [string, string, unknown][] = [
      ['post', '/holds', { kreis: 7, persons: 3, firstAt: 'tomorrow' }],
      ['post', '/holds', { kreis: 'Hagen', persons: 1, firstAt: '2026-12-01T14:00:00Z', price: 1 }],
      ['post', '/bookings', { holdId: 'mine', persons: [], plz: '5809' }],
      ['post', '/bookings', { holdId: uuid, persons: [{ birthDate: '5.3.1938' }], plz: '58095' }],
      ['post', '/bookings', { holdId: uuid, persons: [{ birthDate: '1938-02-30' }], plz: '58095' }],
      ['post', '/appointments/open', { code: '1234567' }],
      ['post', '/appointments/open', { code: { $gt: '' } }],
      ['patch', '/bookings/00000013', { holdId: 1 }],
      ['delete', '/bookings/00000013', { only: 'him' }],
      ['post', '/bookings/00000013/text', { number: '+49\u0000' }],
      ['post', '/wishes', { persons: [{ birthDate: '1938-03-05' }], plz: '58095', number: '1'.repeat(40) }],
      ['post', '/waiting-list', [1, 2]],
      ['post', '/wrap-up', { reason: 'other', note: 'x'.repeat(201) }],
      ['post', `/callbacks/${uuid}/outcome`, { outcome: 'gone' }],
    ];
    for (const [method, path, sent] of bad) {
      const refused = await anna.agent[method as 'post'](`/desk/api${path}`)
        .set('X-CSRF-Token', anna.token)
        .send(sent as object);
      expect([path, refused.status, refused.body.code]).toEqual([path, 422, 'INVALID_INPUT']);
      expect(refused.body.faults.length).toBeGreaterThan(0);
    }
    expect(await snapshot()).toEqual(before);
  });

  it('of a megabyte, of another type, or in an address that is none is refused before anything is looked up', async () => {
    const post = (path: string) => anna.agent.post(`/desk/api${path}`).set('X-CSRF-Token', anna.token);
    for (const path of ['/bookings', '/holds', '/wishes', '/wrap-up', '/appointments/open'])
      expect(
        (
          await post(path)
            .send({ plz: 'x'.repeat(1_000_000) })
            .expect(413)
        ).body.code,
      ).toBe('BODY_TOO_LARGE');
    expect((await post('/bookings').type('text/plain').send('{"holdId":1}').expect(415)).body.code).toBe('JSON_ONLY');
    expect((await post('/bookings').type('application/json').send('{"holdId":').expect(400)).body.code).toBe('MALFORMED_JSON');
    expect((await anna.get('/bookings/12%00').expect(404)).body.code).toBe('UNKNOWN_APPOINTMENT');
    expect((await anna.remove('/holds/nonsense').expect(422)).body.code).toBe('INVALID_INPUT');
    expect((await anna.remove('/bookings').expect(405)).headers.allow).toBe('POST');
    expect((await anna.post('/bookings/00000013').expect(405)).headers.allow).toBe('GET, PATCH, DELETE');
  });
});
