import type { IncomingMessage } from 'node:http';
import type { ParsedUrlQuery } from 'node:querystring';
import { readForm } from './form-post.ts';
import type { SignatureCheck } from './twilio-signature.ts';

/** The form of a webhook that our account has signed; undefined: unsigned, wrongly signed, no form. */
export async function readSignedForm(request: IncomingMessage, isSigned: SignatureCheck): Promise<ParsedUrlQuery | undefined> {
  const form = await readForm(request);
  const signature = request.headers['x-twilio-signature'];
  return form !== undefined && typeof signature === 'string' && isSigned(signature, request.url ?? '', form) ? form : undefined;
}
