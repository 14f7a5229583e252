/** Lets an agent's browser be a telephone: a token for Twilio's Voice SDK, signed with the account's API key. */
import twilio from 'twilio';
import type { PhoneTokens } from '../calls/ports/telephone.ts';

export interface PhoneTokenParts {
  accountSid: string;
  /** undefined: no browser can be a telephone. The account's own token cannot sign. */
  apiKey: { sid: string; secret: string } | undefined;
}

/** The SDK asks for a new one in time; Twilio allows a day, and recommends as little as will do. */
const LIFETIME_SECONDS = 3_600;

/** `client:NAME`, as an agent's endpoint. */
const CLIENT = 'client:';

/** The port over Twilio's access tokens. They allow to be rung under the agent's name and nothing else: agents do not dial. */
export function createPhoneTokens({ accountSid, apiKey }: PhoneTokenParts): PhoneTokens {
  return {
    phoneToken({ endpoint, nowMs, untilMs }) {
      if (apiKey === undefined || !endpoint?.startsWith(CLIENT)) return { kind: 'none' };
      const identity = endpoint.slice(CLIENT.length);
      const leftSeconds = untilMs === undefined ? LIFETIME_SECONDS : Math.floor((untilMs - nowMs) / 1_000);
      const ttl = Math.max(1, Math.min(LIFETIME_SECONDS, leftSeconds));
      const token = new twilio.jwt.AccessToken(accountSid, apiKey.sid, apiKey.secret, { identity, ttl });
      token.addGrant(new twilio.jwt.AccessToken.VoiceGrant({ incomingAllow: true }));
      return { kind: 'browser', token: token.toJwt(), identity, expiresAtMs: nowMs + ttl * 1_000 };
    },
  };
}
