/** The form fields every webhook of a leg carries. */
import { Buffer } from 'node:buffer';
import type { Leg } from './leg.ts';

/** twilio.com/docs/voice/twiml, "Request parameters"; the geographical ones come empty for most German numbers. */
export function standardFields(accountSid: string, leg: Leg): Record<string, string> {
  const { from, to, direction, parent, forwardedFrom } = leg.start;
  const fields: Record<string, string> = {
    CallSid: leg.sid,
    AccountSid: accountSid,
    From: from,
    To: to,
    Caller: from,
    Called: to,
    CallStatus: leg.status,
    Direction: direction,
    ApiVersion: '2010-04-01',
    ...placeFields('From', from),
    ...placeFields('Caller', from),
    ...placeFields('To', to),
    ...placeFields('Called', to),
  };
  if (parent) fields['ParentCallSid'] = parent.sid;
  if (forwardedFrom) fields['ForwardedFrom'] = forwardedFrom;
  if (direction === 'inbound') fields['CallToken'] = callToken(leg);
  return fields;
}

function placeFields(prefix: string, number: string): Record<string, string> {
  if (!/^\+\d+$/.test(number)) return {};
  return {
    [`${prefix}Country`]: number.startsWith('+49') ? 'DE' : '',
    [`${prefix}State`]: '',
    [`${prefix}City`]: '',
    [`${prefix}Zip`]: '',
  };
}

/** Opaque to receivers; its shape (JSON, percent signs, equals signs) tries a form parser. */
function callToken(leg: Leg): string {
  return encodeURIComponent(JSON.stringify({ parentCallInfoToken: Buffer.from(leg.sid).toString('base64'), identityHeaderTokens: [] }));
}
