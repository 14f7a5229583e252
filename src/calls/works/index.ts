import { checkStock, confirm, findBooking, keepHold, noteCodeHeard, propose, proposeAnother, startBooking } from './booking.ts';
import {
  acceptCallback,
  checkTypedNumber,
  dropCallback,
  registerCallback,
  snoozeCallback,
  wantCallback,
  wantHumanCallback,
} from './callback.ts';
import { admit, checkTurn } from './front-door.ts';
import { agentDone, agentMissed, findAgent } from './human.ts';
import { askForPartner, checkBirthDate, checkEligibility, checkYearToHear, findCentre, goOnAlone } from './person.ts';
import { checkSystem, registerTyped, writeWish } from './system.ts';
import type { WorkTable } from './turned.ts';

/** Every word a flow may `do`, and who does it; a missing one is a compile error. */
export const works: WorkTable = {
  admit,
  checkTurn,
  wantCallback,
  wantHumanCallback,
  checkTypedNumber,
  registerCallback,
  writeWish,
  registerTyped,
  checkSystem,
  dropCallback,
  acceptCallback,
  snoozeCallback,
  checkBirthDate,
  checkEligibility,
  askForPartner,
  goOnAlone,
  findCentre,
  checkStock,
  propose,
  proposeAnother,
  keepHold,
  confirm,
  noteCodeHeard,
  startBooking,
  checkYearToHear,
  findBooking,
  findAgent,
  agentDone,
  agentMissed,
  speakGerman: async () => ({ outcome: 'ready', language: 'de' }),
  speakEnglish: async () => ({ outcome: 'ready', language: 'en' }),
  speakTurkish: async () => ({ outcome: 'ready', language: 'tr' }),
  speakRussian: async () => ({ outcome: 'ready', language: 'ru' }),
};
