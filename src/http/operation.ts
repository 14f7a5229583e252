import type { z } from 'zod';

/** One thing the JSON API can do, as `/openapi.json` describes it. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Values that stand in the address are written `{like this}`. */
  path: string;
  summary: string;
  body?: z.ZodType;
  query?: z.ZodObject;
  /** Headers of its own that it reads; each may be left out. */
  headers?: Record<string, z.ZodType>;
  /** undefined: no body in the answer. */
  reply?: z.ZodType;
  /** The answer is not JSON. */
  media?: string;
  /** Which cookie it needs. */
  area?: 'desk' | 'ops';
  /** Refusals beside those that every operation has. */
  refusals?: number[];
}
