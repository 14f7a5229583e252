import { agentDone, agentMissed } from './agent-call.ts';
import { checkKnown, checkNumberShown, findBooking, findByPerson } from './appointment.ts';
import { checkStock, confirm, keepHold, noteCodeHeard, propose, proposeAnother, startBooking } from './booking.ts';
import { beginAnew, resume } from './broken-off.ts';
import {
  acceptCallback,
  checkTypedNumber,
  dropCallback,
  registerCallback,
  snoozeCallback,
  wantCallback,
  wantHumanCallback,
} from './callback.ts';
import { cancelAll, cancelOne, checkCancel, keepAppointment, move, proposeMove, proposeMoveAnother } from './change-appointment.ts';
import { admit, checkTurn } from './front-door.ts';
import { findAgent, leaveAgents, lookForAgent, stayForAgent } from './human.ts';
import { goNearby, lookNearby, mayGoNearby, proposeNearby } from './nearby.ts';
import { declineOffer, readOffer, settleOffer, takeOffer } from './offer.ts';
import { askForPartner, checkBirthDate, checkEligibility, checkYearToHear, findCentre, goOnAlone } from './person.ts';
import { checkPin, lookForLetter, lookForPins } from './pin.ts';
import { checkSystem, registerTyped, writeWish } from './system.ts';
import { offerText, oweText } from './text.ts';
import type { WorkTable } from './turned.ts';
import { enterList, joinList, leaveList, lookAtList } from './waitlist.ts';
import { noteCoreDown, startWish, whatIsMissing, writeBookingWish } from './wish.ts';

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
  noteCoreDown,
  whatIsMissing,
  startWish,
  writeBookingWish,
  dropCallback,
  acceptCallback,
  snoozeCallback,
  lookForPins,
  checkPin,
  lookForLetter,
  checkBirthDate,
  checkEligibility,
  askForPartner,
  goOnAlone,
  findCentre,
  checkStock,
  propose,
  proposeAnother,
  mayGoNearby,
  proposeNearby,
  lookAtList,
  lookNearby,
  goNearby,
  joinList,
  enterList,
  leaveList,
  readOffer,
  takeOffer,
  settleOffer,
  declineOffer,
  keepHold,
  confirm,
  noteCodeHeard,
  offerText,
  oweText,
  startBooking,
  resume,
  beginAnew,
  checkYearToHear,
  findBooking,
  checkKnown,
  checkNumberShown,
  findByPerson,
  proposeMove,
  proposeMoveAnother,
  move,
  keepAppointment,
  checkCancel,
  cancelAll,
  cancelOne,
  findAgent,
  stayForAgent,
  lookForAgent,
  leaveAgents,
  agentDone,
  agentMissed,
  speakGerman: async () => ({ outcome: 'ready', language: 'de' }),
  speakEnglish: async () => ({ outcome: 'ready', language: 'en' }),
  speakTurkish: async () => ({ outcome: 'ready', language: 'tr' }),
  speakRussian: async () => ({ outcome: 'ready', language: 'ru' }),
};
