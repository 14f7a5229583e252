import type { Line } from './lines.de.ts';
import type { State } from './vocabulary.ts';

/**
 * 116117 itself. The first sentence is 112; who is ill comes before who wants an
 * appointment, and no vaccination limit touches the way to a doctor.
 */
export const frontMenu = {
  frontMenu: {
    ask: 'frontMenu',
    short: 'frontMenuShort',
    keys: { 1: 'medical', 2: 'arrive', 3: 'specialist', 9: 'frontLanguages' },
    giveUp: 'medical',
  },
  medical: {
    connect: 'medical',
    say: 'connectingMedical',
    outcomes: { answered: 'hangUp', notAnswered: 'medicalAgain' },
    outcome: 'informed',
  },
  medicalAgain: { connect: 'medical', say: 'medicalAgain', outcomes: { answered: 'hangUp', notAnswered: 'medicalNumber' } },
  medicalNumber: { say: 'medicalNumber', then: 'hangUp' },

  specialist: {
    connect: 'specialist',
    say: 'connectingSpecialist',
    outcomes: { answered: 'hangUp', notAnswered: 'specialistAgain' },
    outcome: 'informed',
  },
  specialistAgain: { connect: 'specialist', say: 'specialistAgain', outcomes: { answered: 'hangUp', notAnswered: 'specialistNumber' } },
  specialistNumber: { say: 'specialistNumber', then: 'hangUp' },

  frontLanguages: {
    ask: 'languages',
    short: 'languages',
    keys: { 1: 'frontGerman', 2: 'frontEnglish', 3: 'frontTurkish', 4: 'frontRussian' },
    giveUp: 'frontMenu',
    silent: 'medical',
  },
  frontGerman: { do: 'speakGerman', outcomes: { ready: 'frontMenu' } },
  frontEnglish: { do: 'speakEnglish', outcomes: { ready: 'frontMenu' } },
  frontTurkish: { do: 'speakTurkish', outcomes: { ready: 'frontMenu' } },
  frontRussian: { do: 'speakRussian', outcomes: { ready: 'frontMenu' } },
} as const satisfies Record<string, State<string, Line>>;
