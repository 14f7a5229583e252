import twilio from 'twilio';

/**
 * Tells whether a webhook was signed by our account.
 * @param pathAndQuery as received, like /voice/input?turn=3
 * @param params the form's fields, decoded and untrimmed
 */
export type SignatureCheck = (signature: string | undefined, pathAndQuery: string, params: Record<string, unknown>) => boolean;

/**
 * Twilio's rule: the public URL comes from the configuration, never from the request; HMAC-SHA1 over the public URL and the sorted fields, by the SDK's validator.
 * @param tokens the account's auth tokens; two while one is being rotated
 */
export function signatureCheck(publicUrl: string, tokens: readonly string[]): SignatureCheck {
  return (signature, pathAndQuery, params) => {
    if (!signature) return false;
    return tokens.some((token) => isValid(token, signature, publicUrl + pathAndQuery, params));
  };
}

function isValid(token: string, signature: string, url: string, params: Record<string, unknown>): boolean {
  try {
    return twilio.validateRequest(token, signature, url, params);
  } catch (thrown) {
    // The validator throws on URLs it cannot parse; whoever sends those is not Twilio.
    if (thrown instanceof TypeError) return false;
    throw thrown;
  }
}
