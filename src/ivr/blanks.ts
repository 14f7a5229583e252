import type { Blank } from '../../flows/vocabulary.ts';
import type { Fill } from './reply.ts';
import type { Session } from './session.ts';
import { type Spoken, spokenIn } from './spoken.ts';

/** Numbers of this hotline that are read out. E.164. */
export interface LineNumbers {
  hotline: string;
  medical: string;
  specialist: string;
}

/**
 * Says what the call has learnt, in the caller's language. A blank whose fact is
 * missing is empty: the sentence stays true, only shorter.
 */
export function fillFrom(session: Session, numbers: LineNumbers, nowMs: number): Fill {
  const spoken = spokenIn(session.language);
  return (blank) => sayings[blank](session, spoken, numbers, nowMs);
}

type Saying = (session: Session, spoken: Spoken, numbers: LineNumbers, nowMs: number) => string;

const sayings: Record<Blank, Saying> = {
  minutes: ({ facts }, spoken) => (facts.waitMinutes === undefined ? '' : spoken.minutes(facts.waitMinutes)),
  window: ({ facts }, spoken, _numbers, nowMs) => (facts.callbackWindow ? spoken.window(facts.callbackWindow, nowMs) : ''),
  kennzahl: ({ facts }, spoken) => (facts.kennzahl ? spoken.kennzahl(facts.kennzahl) : ''),
  number: ({ facts }, spoken) => (facts.callbackNumber ? spoken.number(facts.callbackNumber) : ''),
  hotline: (_session, spoken, numbers) => spoken.number(numbers.hotline),
  birthDate: ({ facts }, spoken) => (facts.birthDate ? spoken.birthDate(facts.birthDate) : ''),
  cutoff: ({ facts }, spoken) => (facts.bornOnOrBefore ? spoken.birthDate(facts.bornOnOrBefore) : ''),
  plz: ({ facts }, spoken) => (facts.plz ? spoken.digits(facts.plz) : ''),
  place: ({ facts }) => facts.place ?? '',
  centre: ({ facts }) => facts.centre ?? '',
  first: ({ facts }, spoken, _numbers, nowMs) => (facts.proposal ? spoken.appointments(facts.proposal.firstMs, nowMs) : ''),
  second: ({ facts }, spoken, _numbers, nowMs) => (facts.proposal ? spoken.appointments(facts.proposal.secondMs, nowMs) : ''),
  codes: ({ facts }, spoken) => (facts.codes ? spoken.codes(facts.codes) : ''),
  medicalNumber: (_session, spoken, numbers) => spoken.number(numbers.medical),
  specialistNumber: (_session, spoken, numbers) => spoken.number(numbers.specialist),
  reason: ({ facts }) => facts.closedReason ?? '',
  releaseAt: ({ facts }, spoken, _numbers, nowMs) => (facts.releaseAtMs ? spoken.opensAt(facts.releaseAtMs, nowMs) : ''),
  nearbyCity: ({ facts }) => facts.nearby?.city ?? '',
  nearbyFirst: ({ facts }, spoken, _numbers, nowMs) => (facts.nearby ? spoken.appointments([facts.nearby.firstMs], nowMs) : ''),
  opensAt: ({ facts }, spoken, _numbers, nowMs) => (facts.opensAtMs ? spoken.opensAt(facts.opensAtMs, nowMs) : ''),
};
