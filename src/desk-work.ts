import { calendarFile } from './booking/calendar.ts';
import { bookingForCalendar } from './booking/pg-calendar.ts';
import { writtenNumber } from './booking/written.ts';
import { createPacer } from './callbacks/redis-pacer.ts';
import { createPhoneTokens } from './callbacks/twilio-phone-token.ts';
import { createTelephone } from './callbacks/twilio-telephone.ts';
import { createHumanCallbackDesk } from './calls/human-callbacks.ts';
import type { ToldLater } from './calls/told-later.ts';
import type { House } from './compose.ts';
import type { ApiParts } from './http/api-app.ts';
import { createAuditLog } from './ops/pg-audit.ts';

export interface DeskWorkRole {
  work: ApiParts['work'];
  /** Lets what is being dialled end. */
  close(): Promise<void>;
}

/** What agents do for the caller on the line and for those who wait for a call, and where it is written down. */
export async function openDeskWork(house: House, later: ToldLater): Promise<DeskWorkRole> {
  const { config, clock, pool, parts, deskStores } = house;
  const { twilio } = config;
  const telephone = createTelephone({ ...twilio, publicUrl: config.publicUrl, callerId: config.callerId });
  const pacer = await createPacer({ redisUrl: config.redisUrl });
  const callbackDesk = createHumanCallbackDesk({ ...parts, telephone, pacer });
  const hotline = writtenNumber(config.callerId);
  const work: ApiParts['work'] = {
    ...parts,
    ...deskStores,
    ...{ later, telephone, callbackDesk },
    audit: createAuditLog(pool),
    phoneTokens: createPhoneTokens({ accountSid: twilio.accountSid, apiKey: twilio.apiKey }),
    async calendar(code) {
      const booking = await bookingForCalendar(pool, code);
      return booking && calendarFile(booking, { hotline, nowMs: clock.nowMs() });
    },
  };
  return {
    work,
    async close() {
      await callbackDesk.idle();
      await pacer.close();
    },
  };
}
