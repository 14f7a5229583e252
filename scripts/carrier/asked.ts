/** One request to the network's own door, read completely. */
import type { IncomingHttpHeaders } from 'node:http';

export interface Asked {
  method: string;
  /** Decoded path parts. */
  parts: string[];
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
}
