/** The telephone network's REST side, at Twilio or whatever speaks its protocol under `TWILIO_API_URL`. */
import twilio from 'twilio';
import type { Telephone } from '../calls/ports/telephone.ts';
import { DependencyDown, HotlineError } from '../platform/errors.ts';
import { createRestClient, type RestAccess } from './twilio-rest-client.ts';

export interface TelephoneParts extends RestAccess {
  /** Where Twilio reaches us; paths of orders are put behind it. */
  publicUrl: string;
  /** The number people see when we ring, E.164. */
  callerId: string;
}

/** This number cannot or may not be rung: invalid, unreachable, blocked, no permission for its country, unverified on a trial account. */
const REFUSED_NUMBER = new Set([13_223, 13_224, 13_225, 13_227, 21_201, 21_203, 21_211, 21_214, 21_215, 21_216, 21_217, 21_219, 32_205]);

/** Too many at once: requests, calls in Twilio's own queue, calls of the account. Nothing was placed. */
const SLOW_DOWN = new Set([10_004, 20_429, 22_005]);

/** The call has ended, or is not known any more. */
const CALL_OVER = new Set([20_404, 21_220]);

/** Twilio's own time between our request and the date it gives a call, plus what clocks differ. */
const CLOCKS_DIFFER_MS = 30_000;

/** The port over the REST API. Requests that are not answered within 3 s throw `TWILIO_DOWN`. */
export function createTelephone(parts: TelephoneParts): Telephone {
  const client = createRestClient(parts);
  return {
    call: (order) => placeCall(client, parts, order),
    text: (order) => sendText(client, parts, order),
    redirect: async (callSid, path) =>
      (await update(client, callSid, { url: `${parts.publicUrl}${path}`, method: 'POST' })) ? 'moved' : 'over',
    cancel: async (callSid) => ((await update(client, callSid, { status: 'canceled' })) ? 'canceled' : 'over'),
    recentCallTo: (to, sinceMs) => recentCallTo(client, parts.callerId, to, sinceMs),
  };
}

async function placeCall(client: twilio.Twilio, parts: TelephoneParts, order: Parameters<Telephone['call']>[0]) {
  try {
    const call = await client.calls.create({
      to: order.to,
      from: parts.callerId,
      url: `${parts.publicUrl}${order.path}`,
      method: 'POST',
      statusCallback: `${parts.publicUrl}${order.statusPath}`,
      statusCallbackMethod: 'POST',
      timeout: order.ringSeconds,
      timeLimit: order.limitSeconds,
    });
    return { placed: call.sid };
  } catch (thrown) {
    const refusal = refusalOf(thrown);
    if (refusal === undefined) throw new DependencyDown('twilio', thrown);
    if (refusal.status === 429 || SLOW_DOWN.has(refusal.code)) return { slowDown: true as const };
    if (REFUSED_NUMBER.has(refusal.code)) return { refused: String(refusal.code) };
    // Our fault (credentials, caller id, addresses): the next number would fail alike
    throw new HotlineError('TWILIO_REJECTED', `the network refused the order with ${refusal.code || refusal.status}`, { cause: thrown });
  }
}

/** Refusals that concern us (who we are, what we may), not this message. */
const OUR_FAULT = new Set([401, 403]);

async function sendText(client: twilio.Twilio, parts: TelephoneParts, { to, body, statusPath }: Parameters<Telephone['text']>[0]) {
  const told = statusPath === undefined ? {} : { statusCallback: `${parts.publicUrl}${statusPath}` };
  try {
    return { sent: (await client.messages.create({ to, from: parts.callerId, body, ...told })).sid };
  } catch (thrown) {
    const refusal = refusalOf(thrown);
    if (refusal === undefined) throw new DependencyDown('twilio', thrown);
    if (refusal.status === 429 || SLOW_DOWN.has(refusal.code)) return { slowDown: true as const };
    if (!OUR_FAULT.has(refusal.status)) return { refused: String(refusal.code || refusal.status) };
    throw new HotlineError('TWILIO_REJECTED', `the network refused the message with ${refusal.code || refusal.status}`, { cause: thrown });
  }
}

/** `false`: the call is in no state for it any more. */
async function update(
  client: twilio.Twilio,
  callSid: string,
  change: { url: string; method: string } | { status: 'canceled' },
): Promise<boolean> {
  try {
    await client.calls(callSid).update(change);
    return true;
  } catch (thrown) {
    if (CALL_OVER.has(refusalOf(thrown)?.code ?? 0)) return false;
    throw new DependencyDown('twilio', thrown);
  }
}

async function recentCallTo(client: twilio.Twilio, callerId: string, to: string, sinceMs: number): Promise<string | undefined> {
  try {
    // Newest first. Not filtered by start time: a call in Twilio's queue has none yet
    const calls = await client.calls.list({ to, limit: 20 });
    // Also behind an agent's telephone
    const ours = calls.filter((call) => call.direction.startsWith('outbound') && call.from === callerId);
    return ours.find((call) => call.dateCreated.getTime() >= sinceMs - CLOCKS_DIFFER_MS)?.sid;
  } catch (thrown) {
    throw new DependencyDown('twilio', thrown);
  }
}

/** Twilio's own refusal, when it certainly did nothing: any 4xx. Everything else leaves the outcome open. */
function refusalOf(thrown: unknown): { status: number; code: number } | undefined {
  if (!(thrown instanceof twilio.RestException) || thrown.status < 400 || thrown.status >= 500) return undefined;
  // 408: the request may have been carried out
  return thrown.status === 408 ? undefined : { status: thrown.status, code: thrown.code ?? 0 };
}
