/** Whom a `<Dial>` rings. */
import type { StatusWish } from './leg.ts';
import { resolveUrl } from './run.ts';
import { addressOf } from './telephones.ts';
import { elements, textOf, type Verb } from './twiml-tree.ts';

export interface Target {
  address: string;
  /** The whisper, heard by the called one before the bridge. */
  url?: string;
  method?: string;
  status?: StatusWish;
}

/** Numbers, clients and SIP addresses, at most ten; a bare text is a number. */
export function targetsOf(dial: Verb, base: string | undefined): Target[] {
  const nouns = elements(dial);
  if (nouns.length > 0) return nouns.slice(0, 10).map((noun) => targetOf(noun, base));
  const number = textOf(dial);
  return number === '' ? [] : [{ address: addressOf(number) }];
}

function targetOf(noun: Verb, base: string | undefined): Target {
  const { url, method, statusCallback, statusCallbackEvent } = noun.attributes;
  const target: Target = { address: addressIn(noun) };
  const whisper = url === undefined ? undefined : resolveUrl(url, base);
  if (whisper !== undefined) target.url = whisper;
  if (method !== undefined) target.method = method;
  const callback = statusCallback === undefined ? undefined : resolveUrl(statusCallback, base);
  if (callback !== undefined) target.status = { url: callback, events: (statusCallbackEvent ?? 'completed').split(/\s+/) };
  return target;
}

function addressIn(noun: Verb): string {
  if (noun.name === 'Number') return addressOf(textOf(noun));
  if (noun.name === 'Sip') return textOf(noun).startsWith('sip') ? textOf(noun) : `sip:${textOf(noun)}`;
  const identity = elements(noun).find((child) => child.name === 'Identity');
  return `client:${identity ? textOf(identity) : textOf(noun)}`;
}
