import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createPhoneTokens } from '../../src/callbacks/twilio-phone-token.ts';

const ACCOUNT = `AC${'0'.repeat(32)}`;
const KEY = { sid: `SK${'1'.repeat(32)}`, secret: 'the-secret-of-the-key' };
const NOW = Date.UTC(2021, 0, 25, 9);

const tokens = createPhoneTokens({ accountSid: ACCOUNT, apiKey: KEY });

function browserToken(untilMs?: number) {
  const told = tokens.phoneToken({ endpoint: 'client:anna', nowMs: NOW, untilMs });
  if (told.kind !== 'browser') throw new Error(told.kind);
  const [header = '', payload = '', signature = ''] = told.token.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
  return { ...told, header: read(header), payload: read(payload), signed: `${header}.${payload}`, signature };
}

describe("a browser's token", () => {
  it('is what the Voice SDK takes: an access token of the account, signed with the API key', () => {
    const { header, payload, signed, signature } = browserToken();
    expect(header).toEqual({ typ: 'JWT', alg: 'HS256', cty: 'twilio-fpa;v=1' });
    expect(payload).toMatchObject({ iss: KEY.sid, sub: ACCOUNT, jti: expect.stringMatching(new RegExp(`^${KEY.sid}-`)) });
    expect(signature).toBe(createHmac('sha256', KEY.secret).update(signed).digest('base64url'));
  });

  it("lets the agent be rung under the endpoint's name, and nothing else", () => {
    const { payload, identity } = browserToken();
    expect(identity).toBe('anna');
    expect(payload['grants']).toEqual({ identity: 'anna', voice: { incoming: { allow: true } } });
  });

  it('lives for an hour, and not longer than the sign-in', () => {
    const lifetime = ({ payload }: ReturnType<typeof browserToken>) => Number(payload['exp']) - Number(payload['iat']);
    expect(lifetime(browserToken())).toBe(3_600);
    expect(browserToken().expiresAtMs).toBe(NOW + 3_600_000);
    expect(lifetime(browserToken(NOW + 600_000))).toBe(600);
    expect(browserToken(NOW + 600_000).expiresAtMs).toBe(NOW + 600_000);
  });
});

describe('no token', () => {
  it.each(['tel:+493012345001', 'sip:anna@example.org', undefined])('for an endpoint like %s', (endpoint) => {
    expect(tokens.phoneToken({ endpoint, nowMs: NOW })).toEqual({ kind: 'none' });
  });

  it('where no API key is configured', () => {
    const without = createPhoneTokens({ accountSid: ACCOUNT, apiKey: undefined });
    expect(without.phoneToken({ endpoint: 'client:anna', nowMs: NOW })).toEqual({ kind: 'none' });
  });
});
