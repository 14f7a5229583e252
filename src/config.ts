import { z } from 'zod';
import { isRedisUrl } from './platform/redis-url.ts';

/**
 * Every deployment value, read once from the environment. This is the only file
 * of the product that knows the environment's names. All faults are reported
 * together, each with the variable, what is wrong, and what to write instead.
 * Thresholds are not here: ops turn those on the running system.
 */
const e164 = z.string().regex(/^\+[1-9]\d{2,14}$/, 'must be a number in international form (E.164), like +4980011611702');
const e164List = z.preprocess(splitList, z.array(e164).min(1, 'must name at least one number, like +4980011611702'));
const key32 = z
  .string()
  .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64; make one with: openssl rand -base64 32');
const origin = z.url('must be an address like https://hotline.example.org').refine((text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !text.endsWith('/');
}, 'must be an origin only (scheme, host, port), like https://hotline.example.org');
const folderUrl = z.url('must be an address like https://audio.example.org/hotline').refine((text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && !url.search && !url.hash;
}, 'must be an address and a path, like https://audio.example.org/hotline');
const wholeNumber = (low: number, high: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(low, `must be at least ${low}`)
    .max(high, `must be at most ${high}`);

const schema = z.object({
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: z.string().min(1).default('0.0.0.0'),
  PUBLIC_URL: origin,
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgresql://'),
  REDIS_URL: z
    .string()
    .refine(isRedisUrl, 'must start with redis:// or rediss://; a cluster is redis://host:port,host:port or redis://host:port?cluster=1'),
  TWILIO_ACCOUNT_SID: z.string().regex(/^AC[0-9a-f]{32}$/i, 'must be the account SID: AC and 32 hexadecimal digits'),
  TWILIO_AUTH_TOKEN: z.preprocess(
    splitList,
    z
      .array(z.string().min(16, 'must be the auth token from the Twilio console (two, comma-separated, while rotating)'))
      .min(1, 'must not be empty'),
  ),
  TWILIO_API_KEY: z
    .string()
    .regex(/^SK[0-9a-f]{32}$/i, 'must be SK and 32 hexadecimal digits')
    .optional(),
  TWILIO_API_SECRET: z.string().min(16, 'must be the secret shown with the API key').optional(),
  TWILIO_API_URL: origin.default('https://api.twilio.com'),
  CALLER_ID: e164,
  VACCINATION_NUMBERS: e164List,
  FRONT_MENU_NUMBERS: e164List,
  MEDICAL_NUMBER: e164,
  SPECIALIST_NUMBER: e164,
  DATA_KEY: key32,
  LOOKUP_KEY: key32,
  SESSION_SECRET: z
    .string()
    .refine(
      (text) => Buffer.from(text, 'base64').length >= 32,
      'must be at least 32 bytes in base64; make one with: openssl rand -base64 32',
    ),
  ADMIN_PASSWORD: z.string().min(12, 'must have at least 12 characters'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  INSTANCES: wholeNumber(1, 10_000).default(1),
  WEB_CONCURRENCY: wholeNumber(1, 256).default(1),
  ROLES: z
    .preprocess(splitList, z.array(z.enum(['web', 'worker'], 'must be web, worker, or web,worker')).min(1))
    .default(['web', 'worker']),
  NODE_ENV: z.string().default('production'),
  ALLOW_TEST_CLOCK: z.enum(['0', '1']).default('0'),
  LOCAL_PHONE_URL: origin.optional(),
  RECORDINGS_FILE: z.string().min(1).optional(),
  RECORDINGS_URL: folderUrl.optional(),
});

export type Config = Readonly<ReturnType<typeof toConfig>>;

export type ConfigResult = { ok: true; config: Config } | { ok: false; faults: string[] };

/** Parses the environment. Every fault is one line: name, fault, remedy. Values are never repeated: they may be secret. */
export function readConfig(environment: Record<string, string | undefined>): ConfigResult {
  // An empty variable in an env file means "not set"
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  const faults = parsed.success ? crossFaults(parsed.data) : parsed.error.issues.map((issue) => describe(issue, given));
  if (!parsed.success || faults.length > 0) return { ok: false, faults };
  return { ok: true, config: Object.freeze(toConfig(parsed.data)) };
}

function crossFaults(env: z.output<typeof schema>): string[] {
  const faults: string[] = [];
  if ((env.TWILIO_API_KEY === undefined) !== (env.TWILIO_API_SECRET === undefined))
    faults.push('TWILIO_API_KEY and TWILIO_API_SECRET belong together: set both, or neither');
  if ((env.RECORDINGS_FILE === undefined) !== (env.RECORDINGS_URL === undefined))
    faults.push(
      'RECORDINGS_FILE and RECORDINGS_URL belong together: which lines are recorded, and where the telephone network fetches them',
    );
  if (env.ALLOW_TEST_CLOCK === '1' && env.NODE_ENV === 'production')
    faults.push('ALLOW_TEST_CLOCK is refused in production: remove it, or set NODE_ENV to something else');
  const both = env.VACCINATION_NUMBERS.filter((number) => env.FRONT_MENU_NUMBERS.includes(number));
  if (both.length > 0) faults.push('VACCINATION_NUMBERS and FRONT_MENU_NUMBERS share a number: a number belongs to one line only');
  return faults;
}

function describe(issue: z.core.$ZodIssue, given: Record<string, unknown>): string {
  const name = String(issue.path[0]);
  return given[name] === undefined ? `${name} is missing` : `${name} ${issue.message}`;
}

function toConfig(env: z.output<typeof schema>) {
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL,
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    twilio: {
      accountSid: env.TWILIO_ACCOUNT_SID,
      authTokens: env.TWILIO_AUTH_TOKEN,
      apiUrl: env.TWILIO_API_URL,
      /** Who we are at the REST API: the API key where given, else account and first token. */
      user: env.TWILIO_API_KEY ?? env.TWILIO_ACCOUNT_SID,
      secret: env.TWILIO_API_SECRET ?? (env.TWILIO_AUTH_TOKEN[0] as string),
      /** Signs the tokens of telephones in browsers; undefined: there are none, and agents use their own. */
      apiKey: env.TWILIO_API_KEY && env.TWILIO_API_SECRET ? { sid: env.TWILIO_API_KEY, secret: env.TWILIO_API_SECRET } : undefined,
    },
    callerId: env.CALLER_ID,
    vaccinationNumbers: env.VACCINATION_NUMBERS,
    frontMenuNumbers: env.FRONT_MENU_NUMBERS,
    medicalNumber: env.MEDICAL_NUMBER,
    specialistNumber: env.SPECIALIST_NUMBER,
    dataKey: env.DATA_KEY,
    lookupKey: env.LOOKUP_KEY,
    sessionSecret: env.SESSION_SECRET,
    adminPassword: env.ADMIN_PASSWORD,
    logLevel: env.LOG_LEVEL,
    instances: env.INSTANCES,
    webConcurrency: env.WEB_CONCURRENCY,
    roles: env.ROLES,
    production: env.NODE_ENV === 'production',
    allowTestClock: env.ALLOW_TEST_CLOCK === '1',
    localPhoneUrl: env.LOCAL_PHONE_URL,
    /** Lines that a person has recorded; undefined: a voice says all of them. */
    recordings: env.RECORDINGS_FILE && env.RECORDINGS_URL ? { file: env.RECORDINGS_FILE, url: env.RECORDINGS_URL } : undefined,
  };
}

function splitList(value: unknown): unknown {
  return typeof value === 'string'
    ? value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
    : value;
}
