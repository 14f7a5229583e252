import type { Outcome } from '../../../flows/vocabulary.ts';
import type { Facts } from '../../ivr/session.ts';

/** What an agent did for the caller on the line; the call is counted by it, and the next call goes on with it. */
export interface DeskWork {
  outcome: Extract<Outcome, 'booked' | 'appointment_changed' | 'waitlisted' | 'callback_registered'>;
  /** What the caller's next call needs to read it out. */
  facts: Pick<Facts, 'proposal' | 'codes' | 'persons' | 'plz' | 'kreis' | 'centre' | 'kennzahl'>;
}
