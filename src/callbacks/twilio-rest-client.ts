/** Twilio's client, made so that another base address and a short timeout work. */
import twilio from 'twilio';

export interface RestAccess {
  accountSid: string;
  /** An API key (SK…) or the account itself. */
  user: string;
  secret: string;
  /** Origin of the REST API. */
  apiUrl: string;
  /** Default 3,000. */
  timeoutMs?: number;
}

/** Twilio's own name, which other addresses replace. */
const TWILIO_API = 'https://api.twilio.com';

/** Sends what is meant for Twilio's host to another one. */
class RedirectedClient extends twilio.RequestClient {
  readonly #apiUrl: string;

  constructor(apiUrl: string, timeout: number) {
    super({ timeout, keepAlive: true });
    this.#apiUrl = apiUrl;
  }

  override request: twilio.RequestClient['request'] = (options) => {
    const uri = options.uri.startsWith(`${TWILIO_API}/`) ? this.#apiUrl + options.uri.slice(TWILIO_API.length) : options.uri;
    return super.request({ ...options, uri });
  };
}

/** The REST client of the account. */
export function createRestClient(access: RestAccess): twilio.Twilio {
  const httpClient = new RedirectedClient(access.apiUrl, access.timeoutMs ?? 3_000);
  return twilio(access.user, access.secret, { accountSid: access.accountSid, httpClient });
}
