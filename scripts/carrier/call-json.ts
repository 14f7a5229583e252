/** A call as Twilio's REST API shows it. */
import { durationOf } from './ending.ts';
import type { Leg } from './leg.ts';
import type { Network } from './network.ts';

export function callJson(network: Network, leg: Leg): Record<string, unknown> {
  const { from, to, direction, parent, createdMs, forwardedFrom } = leg.start;
  const { accountSid } = network.options;
  const uri = `/2010-04-01/Accounts/${accountSid}/Calls/${leg.sid}`;
  return {
    sid: leg.sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    from,
    from_formatted: from,
    to,
    to_formatted: to,
    direction,
    status: leg.status,
    parent_call_sid: parent?.sid ?? null,
    forwarded_from: forwardedFrom ?? null,
    date_created: rfc2822(createdMs),
    date_updated: rfc2822(leg.endedMs ?? leg.answeredMs ?? createdMs),
    start_time: rfc2822(leg.answeredMs ?? createdMs),
    end_time: leg.endedMs === undefined ? null : rfc2822(leg.endedMs),
    duration: leg.over ? String(durationOf(network, leg)) : null,
    price: null,
    price_unit: 'EUR',
    answered_by: null,
    annotation: null,
    caller_name: null,
    group_sid: null,
    phone_number_sid: null,
    queue_time: '0',
    trunk_sid: null,
    uri: `${uri}.json`,
    subresource_uris: {},
  };
}

/** The date form of Twilio's 2010 API. */
export function rfc2822(ms: number): string {
  return new Date(ms).toUTCString().replace('GMT', '+0000');
}
