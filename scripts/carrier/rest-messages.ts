/** Text messages by REST: kept, shown and delivered at once; what became of them is told after the answer that names them. */

import { rfc2822 } from './call-json.ts';
import type { Message } from './contract.ts';
import { newSid } from './leg.ts';
import type { Network } from './network.ts';
import type { RestReply, RestRequest } from './rest-form.ts';
import { addressOf } from './telephones.ts';

const longestBody = 1_600;

export function createMessage({ network, form }: RestRequest): RestReply {
  const to = addressOf(form.get('To') ?? '');
  const from = form.get('From') ?? form.get('MessagingServiceSid') ?? '';
  const body = form.get('Body') ?? '';
  if (!/^\+[1-9]\d{4,14}$/.test(to)) return { status: 400, code: 21_211, message: `The 'To' number ${to} is not a valid phone number` };
  if (from === '') return { status: 400, code: 21_603, message: "A 'From' phone number is required" };
  if (body === '') return { status: 400, code: 21_602, message: 'Message body is required' };
  if (body.length > longestBody)
    return { status: 400, code: 21_617, message: 'The concatenated message body exceeds the 1600 character limit' };
  const callback = form.get('StatusCallback');
  const message: Message = {
    sid: newSid('SM'),
    to,
    from,
    body,
    status: 'delivered',
    createdMs: network.nowMs(),
    ...(callback === null ? {} : { statusCallback: callback }),
  };
  network.messages.push(message);
  for (const reader of network.readers) reader(message);
  const afterwards = callback === null ? {} : { afterwards: () => void tell(network, message, callback) };
  return { status: 201, body: messageJson(network, message), ...afterwards };
}

async function tell(network: Network, message: Message, url: string): Promise<void> {
  for (const status of ['sent', 'delivered']) {
    const params = {
      AccountSid: network.options.accountSid,
      MessageSid: message.sid,
      SmsSid: message.sid,
      MessageStatus: status,
      SmsStatus: status,
      To: message.to,
      From: message.from,
      ApiVersion: '2010-04-01',
    };
    await network.webhooks.send({ kind: 'message-status', callSid: message.sid, url, params });
  }
}

function messageJson(network: Network, message: Message): Record<string, unknown> {
  const { accountSid } = network.options;
  const at = rfc2822(message.createdMs);
  return {
    sid: message.sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    to: message.to,
    from: message.from,
    body: message.body,
    status: 'queued',
    direction: 'outbound-api',
    date_created: at,
    date_updated: at,
    date_sent: null,
    error_code: null,
    error_message: null,
    messaging_service_sid: null,
    num_media: '0',
    num_segments: '1',
    price: null,
    price_unit: 'EUR',
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}.json`,
    subresource_uris: {},
  };
}
