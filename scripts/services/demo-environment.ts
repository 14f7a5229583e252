import type { Secrets } from './data-folder.ts';

/** What the parts of a local system are told by their environment: `src/config.ts` names the app's variables. */
export interface Places {
  appPort: number;
  carrierPort: number;
  databaseUrl: string;
  redisUrl: string;
}

export const VACCINATION_NUMBER = '+4980011611702';
export const FRONT_MENU_NUMBER = '+49116117';
/** From 0221 4710-000 to -999, kept unassigned for films and teaching by the Bundesnetzagentur: nobody real is rung up. */
export const MEDICAL_NUMBER = '+492214710080';
export const SPECIALIST_NUMBER = '+492214710081';

/** The telephones of the three demo agents, as seeded. */
const AGENT_NUMBERS = ['+492214710001', '+492214710002', '+492214710003'];

export const HOST = '127.0.0.1';
export const originOf = (port: number) => `http://${HOST}:${port}`;

/** For the app and the worker; `ROLES` makes the difference. */
export function appEnvironment(
  places: Places,
  secrets: Secrets,
  roles: 'web' | 'worker',
  given: Record<string, string | undefined>,
): Record<string, string> {
  const { DEMO_PASSWORD: _, ...keys } = secrets;
  return {
    ...keys,
    NODE_ENV: 'development',
    ALLOW_TEST_CLOCK: '1',
    HOST,
    // The worker needs no port; 0 is any
    PORT: String(roles === 'web' ? places.appPort : 0),
    ROLES: roles,
    INSTANCES: '2',
    PUBLIC_URL: originOf(places.appPort),
    DATABASE_URL: places.databaseUrl,
    REDIS_URL: places.redisUrl,
    TWILIO_API_URL: originOf(places.carrierPort),
    LOCAL_PHONE_URL: originOf(places.carrierPort),
    CALLER_ID: VACCINATION_NUMBER,
    VACCINATION_NUMBERS: VACCINATION_NUMBER,
    FRONT_MENU_NUMBERS: FRONT_MENU_NUMBER,
    MEDICAL_NUMBER,
    SPECIALIST_NUMBER,
    LOG_LEVEL: given['LOG_LEVEL'] || 'info',
    // A real account's key would not be known to the local network
    TWILIO_API_KEY: '',
    TWILIO_API_SECRET: '',
  };
}

/** For the local telephone network. */
export function carrierEnvironment(places: Places, secrets: Secrets): Record<string, string> {
  return {
    HOST,
    PORT: String(places.carrierPort),
    APP_URL: originOf(places.appPort),
    TWILIO_ACCOUNT_SID: secrets.TWILIO_ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: secrets.TWILIO_AUTH_TOKEN,
    LINE_NUMBERS: [VACCINATION_NUMBER, FRONT_MENU_NUMBER].join(','),
    MEDICAL_NUMBER,
    SPECIALIST_NUMBER,
    AGENT_NUMBERS: AGENT_NUMBERS.join(','),
  };
}
