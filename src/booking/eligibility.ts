import { HotlineError } from '../platform/errors.ts';

/** Born on or before `bornOnOrBefore` may book, from `validFrom` on. ISO dates. */
export interface EligibilityRule {
  validFrom: string;
  bornOnOrBefore: string;
}

/** The last birthday that may book on `day`: the newest rule that has begun counts. Throws `NO_ELIGIBILITY` when none has. */
export function lastBirthday(rules: readonly EligibilityRule[], day: string): string {
  const begun = rules.filter((rule) => rule.validFrom <= day);
  const newest = begun.reduce<EligibilityRule | undefined>(
    (best, rule) => (best && best.validFrom >= rule.validFrom ? best : rule),
    undefined,
  );
  if (newest === undefined) throw new HotlineError('NO_ELIGIBILITY', `no rule says who may book on ${day}`);
  return newest.bornOnOrBefore;
}
