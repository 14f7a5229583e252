import { appointmentText } from '../../booking/message-texts.ts';
import { isMobile, spokenGroups } from '../../callbacks/phone-number.ts';
import type { Parts, Situation } from '../parts.ts';
import type { Turned } from './turned.ts';

/** Works of the text message after a booking: offered to mobile phones, written down before it is promised. */

export async function offerText({ event }: Situation): Promise<Turned<'offerText'>> {
  return { outcome: event.caller.kind === 'shown' && isMobile(event.caller.number) ? 'mobile' : 'noMobile' };
}

export async function oweText({ event, session, nowMs }: Situation, { messages, numbers }: Parts): Promise<Turned<'oweText'>> {
  const { proposal, codes = [], centre = '' } = session.facts;
  if (!proposal || event.caller.kind !== 'shown') return { outcome: 'nothing' };
  const { holdId, firstMs, secondMs } = proposal;
  const body = appointmentText('confirmation', session.language, {
    centre,
    firstMs,
    secondMs,
    codes,
    hotline: spokenGroups(numbers.hotline).join(' '),
  });
  await messages.owe({ kind: 'confirmation', occasion: holdId, to: event.caller.number, body, nowMs });
  return { outcome: 'owed' };
}
