import type { Language, WorkName, Works } from '../../../flows/vocabulary.ts';
import type { Facts } from '../../ivr/session.ts';
import type { Parts, Situation } from '../parts.ts';

/** What a work has learnt. A fact set to undefined is forgotten. */
export type Learnt = { [F in keyof Facts]?: Facts[F] | undefined };

/** How a work turned out, what was learnt, and the language to go on in where that changed. */
export interface Turned<W extends WorkName> {
  outcome: Works[W];
  facts?: Learnt;
  language?: Language;
  /** How often states were visited no longer counts: something new begins. */
  forgetVisits?: true;
}

export type WorkTable = { [W in WorkName]: (situation: Situation, parts: Parts) => Promise<Turned<W>> };
