import type { Line } from './lines.de.ts';
import { type LineText, lines } from './vocabulary.ts';

/**
 * Every spoken sentence in English, by name: the same lines with the same blanks
 * as the German ones. Plain British English for the ear of people of 80: short
 * sentences, one question at a time, the key last. `_` is a pause.
 */
export const english: Record<Line, LineText> = lines({
  // Front menu
  frontMenu: [
    'Hello. _ If a life is in danger, please hang up and dial one, one, two. _ You are through to one, one, six, one, one, seven. _ This call is free. _ ' +
      'If you need a doctor now: _ press one. _ If you would like a vaccination appointment: _ press two. _ If you need an appointment with a specialist: _ press three. _ ' +
      'Are you unable to press keys? _ Then just stay on the line.',
    { language: 'de', text: 'Andere Sprachen: Drücken Sie die neun.' },
    { language: 'tr', text: 'Diğer diller için dokuza basın.' },
    { language: 'ru', text: 'Другие языки: нажмите девять.' },
  ],
  frontMenuShort:
    'For a doctor: press one. _ For a vaccination: press two. _ For a specialist: press three. _ Otherwise just stay on the line.',
  connectingMedical: 'We are putting you through to the doctors on call. _ Please stay on the line.',
  medicalAgain: 'They are busy at the moment. _ We are trying again. _ If a life is in danger: dial one, one, two.',
  medicalNumber:
    'We cannot reach anybody there at the moment. _ If a life is in danger, dial one, one, two. _ Otherwise please dial this number: _ {medicalNumber}. _ Once more: _ {medicalNumber}.',
  connectingSpecialist: 'We are putting you through to the specialist appointment service. _ Please stay on the line.',
  specialistAgain: 'They are busy at the moment. _ We are trying again.',
  specialistNumber:
    'We cannot reach anybody there at the moment. _ Please dial this number later: _ {specialistNumber}. _ Once more: _ {specialistNumber}.',
  languages: [
    { language: 'de', text: 'Für Deutsch: _ Drücken Sie die eins.' },
    { language: 'en', text: 'For English: press two.' },
    { language: 'tr', text: 'Türkçe için üçe basın.' },
    { language: 'ru', text: 'Для русского языка: нажмите четыре.' },
  ],

  // Main menu
  welcome:
    'Hello. _ This is the vaccination appointment service for Westfalen-Lippe. _ We only ask for a date of birth, a postcode and a telephone number. _ This call is not recorded.',
  mainMenu:
    'To book an appointment with the keys of your telephone: _ press one. _ If you already have an appointment: _ press two. _ To speak to a person: _ press zero.',
  mainMenuShort: 'To book an appointment: press one. _ If you already have an appointment: press two. _ To speak to a person: press zero.',

  // Waiting
  waitFirst:
    'A great many people are calling at the moment. _ Your wait is about {minutes}. _ You do not have to stay on the line. _ We will gladly call you back. _ You keep your place. _ ' +
    'To be called back: _ press one. _ Otherwise just stay on the line. _ Calling again does not get you a better place.',
  waitFirstUnknown:
    'A great many people are calling at the moment. _ We cannot say yet how long your wait will be. _ You do not have to stay on the line. _ We will gladly call you back. _ You keep your place. _ ' +
    'To be called back: _ press one. _ Otherwise just stay on the line. _ Calling again does not get you a better place.',
  waitStill: 'It will take about {minutes} more. _ Thank you for your patience. _ To be called back: press one.',
  waitLonger: 'I am afraid it is taking longer than we said: about {minutes} more. _ We are sorry. _ To be called back: _ press one.',
  waitUnknown: 'Just now we cannot say how much longer it will take. _ You keep your place. _ To be called back: _ press one.',
  yourTurn: 'Thank you for waiting. _ It is your turn now.',
  allBusy: 'All our lines are busy. _ We remember your place. _ Please call again later.',
  lineClosed: 'The line is closed at the moment. _ {reason} _ It opens again {opensAt}.',

  // Callback
  callbackOffered:
    'All our lines are busy at the moment. _ We will gladly call you back. _ You keep your place. _ You do not need to call again today.',
  thisNumber: 'Shall we call you on this number: _ {number}? _ Yes: press one. _ A different number: press two.',
  thisNumberShort: 'To be called on this number: press one. _ A different number: press two.',
  numberWithheld: 'We cannot see your telephone number.',
  numberNotShown: 'We cannot call back the number you are calling from.',
  typeNumber: 'Please key in your number with its area code. _ Then we will call you back.',
  typeNumberShort: 'Your telephone number with its area code, please, one digit at a time.',
  numberFault: 'That is not a complete telephone number.',
  numberNotDialable: 'We cannot call that number. _ It has to be a German landline or mobile number.',
  readBackNumber: 'This is the number we have: _ {number}. _ Is it right? _ Yes: press one. _ No: press two.',
  readBackNumberShort: 'Is the number right? _ Yes: press one. _ No: press two.',
  callbackPromised:
    'Good. You are on the list. _ We will call you {window}. _ Your telephone will show the number {hotline}. _ So that you know it is us: _ We will say your check number, {kennzahl}. _ ' +
    'Please write it down. _ {kennzahl}. _ We never ask for money. _ Goodbye.',
  callbackAlready:
    'You are already on the list. _ We will call you {window}. _ Your check number is {kennzahl}. _ {kennzahl}. _ You do not need to call again. _ Goodbye.',
  typedPromised:
    'This is the number we have: _ {number}. _ You are on the list. _ We will call you {window}. _ Your telephone will show the number {hotline}. _ Your check number is {kennzahl}. _ ' +
    'Please write it down. _ {kennzahl}. _ We never ask for money. _ Is the number right? _ Yes: press one. _ A different number: press two.',
  wishOffered:
    'Nobody is free at the moment. _ We will write down that a person is to call you back: _ press one. _ Or just stay on the line.',
  wishOfferedShort: 'To be called back by a person: press one.',
  wishWritten:
    'Good. Your wish has been written down. _ We will call you as soon as our appointment system answers again. _ We cannot say yet when that will be. _ ' +
    'Your telephone will show the number {hotline}. _ Your check number is {kennzahl}. _ Please write it down. _ {kennzahl}. _ You do not need to call again. _ Goodbye.',
  callbackAnswered:
    'Hello. This is the vaccination appointment service. _ Your check number is {kennzahl}. _ Is now a good time? _ Yes: press one. _ In half an hour: press two. _ No longer needed: press three.',
  callbackAnsweredShort:
    'This is the vaccination appointment service, check number {kennzahl}. _ If now is a good time: press one. _ In half an hour: press two. _ No longer needed: press three.',
  callbackWelcome: 'We are glad to have reached you. _ We only ask for a date of birth, a postcode and a telephone number.',
  callbackSnoozed: 'Good. We will call again in half an hour. _ Goodbye.',
  callbackSnoozedLater: 'Good. We cannot call in half an hour. _ We will call again {window}. _ Goodbye.',
  callbackDropped: 'Good. We will not call you again. _ All the best. Goodbye.',
  callbackUnreached: 'We will try again later. _ Goodbye.',
  callbackHindered:
    'Hello. This is the vaccination appointment service. _ Your check number is {kennzahl}. _ Our system is not answering at the moment. _ You keep your place, and we will call you again. _ Goodbye.',
  missedCallback: 'Hello. _ We were just about to call you back. _ It is your turn straight away.',
  knownTicket:
    'Hello. _ You are already on the list. _ We will call you {window}. _ You do not need to call again. _ To stay on the list: press one. _ To be taken off the list: press two.',
  knownTicketShort: 'To stay on the list: press one. _ To be taken off it: press two.',
  knownUnread:
    'Hello. _ You are already on the list, and you keep your place. _ Our system is not answering at the moment. _ So we cannot say when we will call. _ You do not need to call again. _ Goodbye.',
  staysOnList: 'Good. You keep your place. _ Your check number is {kennzahl}. _ Goodbye.',

  // PIN of the invitation letter
  hasPin: 'Is there a reference number in your letter? _ It has ten digits. _ Yes: press one. _ No, or you have no letter: press two.',
  hasPinShort: 'Reference number in the letter: press one. _ No number: press two.',
  partnerHasPin:
    'Now for the second person. _ Is there a reference number of their own in their letter? _ Yes: press one. _ No: press two.',
  partnerHasPinShort: 'The second person has a number of their own: press one. _ No number: press two.',
  enterPin: 'Please key in the reference number. _ It has ten digits. _ Take your time.',
  enterPinShort: 'The ten digits of the reference number, please.',
  pinFault: 'That reference number is not right yet.',
  pinHelp: 'To start again from the beginning: press one. _ To go on without the number: press two. _ To speak to a person: press zero.',
  pinRight: 'Thank you. The reference number is right.',
  pinUnknown: 'We do not know that reference number. _ Never mind. _ Let us try it once more.',
  pinOfOther: 'That reference number already belongs to the first person.',
  pinWithout: 'Never mind. _ We will go on without the reference number.',
  pinUnchecked: 'We cannot check the reference number at the moment. _ Never mind. _ We will go on without it.',
  pinUsed: 'There is already an appointment for that reference number. _ To hear it: press one. _ To go on without the number: press two.',
  pinUsedShort: 'To hear the appointment: press one. _ To go on without the number: press two.',
  letterComes: 'You will also get the appointments by post. _ They are valid from now on.',

  // Birth date
  birthDay:
    'Who is the appointment for? _ We need the date of birth of that person. _ First, only the day. _ For the fifth, for example: zero, five.',
  birthDayShort: 'First, only the day of birth, two digits. _ For the fifth: zero, five.',
  birthMonth: 'Now the month. _ For March, for example: zero, three.',
  birthMonthShort: 'The month of birth, two digits. _ For March: zero, three.',
  birthYear: 'Now the year. _ For example: one, nine, three, eight.',
  birthYearShort: 'The year of birth, four digits. _ For example: one, nine, three, eight.',
  birthRight: 'Born on {birthDate}. _ Is that right? _ Yes: press one. _ No: press two.',
  birthRightShort: 'Is the date of birth right? _ Yes: press one. _ No: press two.',
  dayFault: 'We did not understand the day. _ It has to be a number from one to thirty-one.',
  monthFault: 'We did not understand the month. _ It has to be a number from one to twelve.',
  yearFault: 'We did not understand the year.',
  birthImpossible: 'That day is not in the calendar, or it is still to come. _ We will ask you again.',
  birthImplausible: 'With this date of birth we would rather ask you ourselves. _ A person will help you.',
  tooYoung:
    'At the moment it is the turn of people born on {cutoff} or earlier. _ It is not your turn yet. _ You will get a letter as soon as it is. _ Did we mishear you? _ Then press two. _ If all is clear: press one.',
  tooYoungShort: 'To enter the date of birth again: press two. _ If all is clear: press one.',
  partnerBirthDay: 'Now the date of birth of the second person. _ First, only the day. _ For the fifth, for example: zero, five.',
  partnerTooYoung: 'I am afraid it is not the second person’s turn yet. _ We will look for an appointment for the first person alone.',

  // Postcode
  postcode: 'Now the postcode of the place you live in. _ It has five digits. _ Take your time.',
  postcodeShort: 'The five digits of the postcode, please.',
  postcodeFault: 'Some digits are still missing. _ Please start again from the first one.',
  placeRight: '{plz}. _ That is {place}. _ Your vaccination centre is: {centre}. _ Is the place right? _ Yes: press one. _ No: press two.',
  placeRightShort: 'Is the place right, {place}? _ Yes: press one. _ No: press two.',
  rhineland:
    '{place} belongs to the Rhineland. _ That has a number of its own: _ zero eight hundred _ one one six _ one one seven _ zero one. _ I will say it again: _ zero eight hundred _ one one six _ one one seven _ zero one. _ ' +
    'To enter the postcode again: press two. _ If all is clear: press one.',
  rhinelandShort:
    'The number for the Rhineland: _ zero eight hundred _ one one six _ one one seven _ zero one. _ To enter the postcode again: press two. _ If all is clear: press one.',
  postcodeUnknown: 'We do not know that postcode. _ Once more, please, one digit at a time.',
  postcodeElsewhere:
    '{plz}. _ That place is not in Westfalen-Lippe. _ We only give appointments for Westfalen-Lippe. _ Another vaccination service looks after your place. _ ' +
    'To enter the postcode again: press two. _ If all is clear: press one.',
  postcodeElsewhereShort: 'To enter the postcode again: press two. _ If all is clear: press one.',
  noStockDated: 'In {place} all appointments are taken at the moment. _ New ones will come {releaseAt}.',
  noStockUndated:
    'In {place} all appointments are taken at the moment. _ We do not know yet when there will be new ones. _ Nobody is left with nothing.',
  listOffered:
    'We will gladly put you on the list. _ Then you do not need to call again. _ Whoever is first on the list gets the first place. _ To go on the list: press one. _ To talk to somebody: press zero.',
  listOfferedShort: 'To go on the list: press one. _ To talk to somebody: press zero.',
  listOrNearby:
    'We will gladly put you on the list, and call you as soon as there is a place for you. _ To go on the list: press one. _ ' +
    'In {nearbyCity} there is something sooner: _ {nearbyFirst}. _ To hear about it: press two.',
  listOrNearbyShort: 'To go on the list: press one. _ The appointment in {nearbyCity}: press two. _ To talk to somebody: press zero.',
  listPartnerTooYoung: 'Unfortunately it is not yet the turn of the second person. _ We put the first person on the list alone.',
  listEntered:
    'Good. You are on the list. _ As soon as there is a place for you, we will keep it for you and call you. _ Your telephone will show the number {hotline}. _ ' +
    'So that you know it is us: _ We will say your check number, {kennzahl}. _ Please write it down. _ {kennzahl}. _ We never ask for money. _ Goodbye.',
  listAlready: 'You are already on the list. _ We will call you as soon as there is a place for you. _ Goodbye.',
  notBookedYet: 'You have no appointment yet.',
  onList:
    'You are already on the list, with the check number {kennzahl}. _ We will call you as soon as there is a place for you. _ To stay on the list: press one. _ To be taken off the list: press two.',
  onListShort: 'To stay on the list: press one. _ To be taken off the list: press two.',
  staysWaiting: 'Good. You stay on the list. _ Goodbye.',
  listLeft: 'Good. You are no longer on the list. _ All the best. Goodbye.',
  offerAnswered: 'Hello. This is the vaccination appointment service. _ Your check number is {kennzahl}.',
  offerYear:
    'A place has come for somebody on the list. _ So that we may read it out: _ Please enter the year of birth of that person, four digits.',
  offer:
    'There is a place for you now. _ First vaccination: {first}. _ Second vaccination: {second}. _ Both are here: {centre}. _ To take this appointment: press one. _ ' +
    'Another time, and stay on the list: press two. _ To be taken off the list: press three.',
  offerForTwo:
    'There is an appointment for both of you now. _ First vaccination: {first}. _ Second vaccination: {second}. _ Both are here: {centre}. _ To take this appointment: press one. _ ' +
    'Another time, and stay on the list: press two. _ To be taken off the list: press three.',
  offerShort:
    'First vaccination: {first}. _ Second vaccination: {second}. _ To take the appointment: press one. _ Another time: press two. _ To be taken off the list: press three.',
  offerDeclined: 'Good. You stay on the list. _ We will not call again today. _ Goodbye.',
  offerPassedOn:
    'The place from the list has been given to somebody else by now. _ You stay on the list. _ We will call as soon as there is one for you again.',

  // Appointment
  howMany:
    'Are you coming alone? _ Press one. _ Are two of you coming, and are you both eighty already? _ Press two. _ Then we will put your appointments one after the other, or at the same time.',
  howManyShort: 'Coming alone: press one. _ Coming as two: press two.',
  proposalFound: 'We have an appointment for you.',
  proposalFoundForTwo: 'We have an appointment for both of you.',
  proposalAnother: 'Here is another suggestion.',
  proposal:
    'First vaccination: {first}. _ Second vaccination: {second}. _ Both are here: {centre}. _ Does that suit you? _ Yes: press one. _ To hear another suggestion: press two.',
  proposalShort:
    'First vaccination: {first}. _ Second vaccination: {second}. _ Does that suit you? _ Yes: press one. _ Another suggestion: press two.',
  proposalOrNearby:
    'First vaccination: {first}. _ Second vaccination: {second}. _ Both are here: {centre}. _ Does that suit you? _ Yes: press one. _ To hear another suggestion: press two. _ ' +
    'A different vaccination centre nearby: press three.',
  proposalOrNearbyShort:
    'First vaccination: {first}. _ Second vaccination: {second}. _ Does that suit you? _ Yes: press one. _ Another suggestion: press two. _ A different centre: press three.',
  noneNearby: 'The other vaccination centres nearby have nothing at the moment.',
  noneTogether:
    'We have nothing for two people together at the moment. _ There is still something for one person: _ press one. _ To go on the list for two: press two. _ To talk to somebody: press zero.',
  noneTogetherShort: 'For one person: press one. _ To go on the list for two: press two. _ To talk to somebody: press zero.',
  noOtherProposal: 'We have no other appointment at the moment. _ We are still keeping this one for you.',
  enoughProposals:
    'We have no more suggestions. _ To hear the last one again: press one. _ To go on the list: press two. _ To speak to a person: press zero.',
  held: 'We are keeping the appointment for you for a moment. _ It is not booked yet. _ There is time to fetch a pen and some paper. _ When you are back, press one.',
  heldShort: 'The appointment is still kept for you. _ When you have a pen and some paper: press one.',
  proposalExpired:
    'I am afraid that took too long, and the appointment is no longer kept for you. _ We are looking for a new one straight away.',
  alreadyBooked:
    'There is already an appointment for this date of birth and this postcode. _ To hear it: press one. _ If this is about somebody else: press two.',
  alreadyBookedShort: 'To hear the appointment: press one. _ For somebody else: press two.',
  fixed:
    'Your appointment is booked. _ Please write this down. _ First vaccination: {first}. _ _ Second vaccination: {second}. _ _ ' +
    'Now your appointment number. It has eight digits, always two and then a pause. _ {codes}. _ ' +
    'I will say it again. _ {codes}. _ To hear it once more: press one. _ To go on: press two.',
  fixedShort: 'To hear it once more: press one. _ To go on: press two.',
  fixedForTwo:
    'Your appointment is booked, for both of you. _ Please write this down. _ First vaccination: {first}. _ _ Second vaccination: {second}. _ _ ' +
    'Now your appointment numbers, one for each person. They have eight digits, always two and then a pause. _ {codes}. _ ' +
    'I will say it again. _ {codes}. _ To hear it once more: press one. _ To go on: press two.',
  textWanted: 'Would you like a text message with the appointment on your mobile? _ Yes: press one. _ No: press two.',
  textWantedShort: 'For a text message: press one. _ For none: press two.',
  textComes: 'You will get a text message in a moment.',
  whatToBring:
    'Please bring your identity card and your health insurance card. _ One person may come with you. _ You can call again at any time to hear your appointment, to move it or to cancel it. _ Even without the appointment number.',
  whatToBringForTwo:
    'Please bring your identity cards and your health insurance cards, both of you. _ One person may come with you. _ You can call again at any time to hear your appointment, to move it or to cancel it. _ Even without the appointment numbers.',
  anotherPerson: 'To book for somebody else as well: press one. _ If you have finished: press two.',
  peopleLimit: 'We can book for six people from one telephone number. _ For more, a person will help you.',
  bookingFound:
    'It is good to have you back. _ Your appointment is booked. _ So that we may read it to you: _ Please key in the year of birth, four digits.',
  reminderYear:
    'This is a reminder of your vaccination appointment. _ So that we may read it to you: _ Please key in the year of birth, four digits.',
  yearWrong: 'That year does not match the appointment.',
  brokenOff:
    'It is good to have you back. _ Our call broke off just now. _ To go on where we were: _ press one. _ To start from the beginning: _ press two.',
  brokenOffShort: 'To go on: press one. _ To start from the beginning: press two.',
  brokenOffYear: 'So that nobody but you goes on: _ Please key in your year of birth, four digits.',
  brokenOffYearWrong: 'That is another year than before.',
  enterCode:
    'Please key in your appointment number. _ It has eight digits. _ Do you have no appointment number? _ Then just stay on the line.',
  enterCodeShort: 'The eight digits of your appointment number, please.',
  codeFault: 'That appointment number is not right yet.',
  codeUnknown: 'We do not know that appointment number.',
  codeLocked: 'There were too many wrong appointment numbers. _ A person will help you.',
  codeCancelled: 'This appointment was cancelled. _ To book a new one: press one. _ If you have finished: press two.',
  bookAnewShort: 'To book a new appointment: press one. _ If you have finished: press two.',
  withoutCode: 'Never mind. _ We can find the appointment without it.',
  withoutNumber:
    'Without the appointment number we can only find it by your telephone number, and we cannot see that. _ A person will help you.',
  personUnknown:
    'With these details, and from this telephone number, we find no appointment. _ To try again: press one. _ To book an appointment: press two. _ To speak to a person: press zero.',
  personUnknownShort: 'To try again: press one. _ To book an appointment: press two. _ For a person: press zero.',
  triesLocked: 'There were too many attempts. _ A person will help you.',
  appointmentFound:
    'We have found your appointment. _ You can hear it, move it or cancel it: _ To hear it: press one. _ To move it: press two. _ To cancel it: press three.',
  appointmentFoundShort: 'To hear the appointment: press one. _ To move it: press two. _ To cancel it: press three.',
  appointment:
    'This is your appointment. _ First vaccination: {first}. _ Second vaccination: {second}. _ Both are here: {centre}. _ To hear it once more: press one. _ To move it: press two. _ To cancel it: press three.',
  appointmentForTwo:
    'This is the appointment for both of you. _ First vaccination: {first}. _ Second vaccination: {second}. _ Both are here: {centre}. _ To hear it once more: press one. _ To move it: press two. _ To cancel it: press three.',
  appointmentShort: 'To hear it once more: press one. _ To move it: press two. _ To cancel it: press three.',
  noMove: 'We have no other appointment at the moment. _ Your appointment stays as it is.',
  begunAlready: 'The first vaccination is over. _ With the second one, a person will help you.',
  moveFound: 'We have another appointment for you.',
  moveProposal:
    'First vaccination: {first}. _ Second vaccination: {second}. _ Both are here: {centre}. _ To take it: press one. _ To hear another suggestion: press two. _ To keep your old appointment: press three.',
  moveProposalShort:
    'First vaccination: {first}. _ Second vaccination: {second}. _ To take it: press one. _ Another suggestion: press two. _ To keep the old one: press three.',
  enoughMoves:
    'We have no more suggestions. _ To hear the last one again: press one. _ To keep your old appointment: press two. _ To speak to a person: press zero.',
  heldMove:
    'We are keeping the new appointment for you for a moment. _ Your old one still stands. _ There is time to fetch a pen and some paper. _ When you are back, press one.',
  heldMoveShort: 'We are still keeping the new appointment for you. _ When you have a pen and some paper: press one.',
  moveExpired:
    'I am afraid that took too long, and the new appointment is no longer kept for you. _ Your old one still stands. _ We are looking for another one straight away.',
  moved:
    'Your appointment has been moved. _ Please write this down. _ First vaccination: {first}. _ _ Second vaccination: {second}. _ _ Both are here: {centre}. _ Your appointment number stays the same. _ {codes}. _ ' +
    'I will say it again. _ {codes}. _ To hear it once more: press one. _ To go on: press two.',
  movedForTwo:
    'Your appointment has been moved, for both of you. _ Please write this down. _ First vaccination: {first}. _ _ Second vaccination: {second}. _ _ Both are here: {centre}. _ Your appointment numbers stay the same. _ {codes}. _ ' +
    'I will say it again. _ {codes}. _ To hear it once more: press one. _ To go on: press two.',
  appointmentStays: 'Your appointment stays as it is.',
  changedElsewhere: 'Somebody else has just changed this appointment. _ A person will help you.',
  changeUnsure:
    'Our appointment system is not answering at the moment. _ We cannot say yet whether the change has been stored. _ A person will look after you.',
  cancelWho:
    'This appointment is for two people. _ To cancel it for both: press one. _ To cancel it only for the person whose number or date of birth you have keyed in: press two.',
  cancelWhoShort: 'To cancel for both: press one. _ For one person only: press two.',
  cancelSure: 'Do you really want to cancel the appointment? _ Yes, cancel it: press one. _ No, keep it: press two.',
  cancelSureForTwo: 'Do you really want to cancel the appointment, for both of you? _ Yes, cancel it: press one. _ No, keep it: press two.',
  cancelSureShort: 'To cancel it: press one. _ To keep it: press two.',
  cancelOneSure:
    'Do you really want to cancel the appointment, for this one person only? _ Yes, cancel it: press one. _ No, keep it: press two.',
  cancelled: 'The appointment is cancelled. _ To book a new one: press one. _ If you have finished: press two.',
  cancelledOne:
    'The appointment of this person is cancelled. _ The other person’s appointment stays. _ To book a new one: press one. _ If you have finished: press two.',

  // The booking system does not answer
  coreDownStillFree: 'Our appointment system is not answering at the moment. _ It is not your fault. _ There are still appointments left.',
  coreDownUnknown:
    'Our appointment system is not answering at the moment. _ It is not your fault, and it does not mean that everything is taken.',
  wishOrHuman:
    'You can still give us your wish with the keys. _ We will book for you as soon as we can, and call you with the result. _ ' +
    'To enter your wish: _ press one. _ To speak to a person: _ press zero.',
  wishOrHumanShort: 'To enter your wish: press one. _ A person: press zero.',
  offerWish:
    'We have your details. _ We will book the earliest appointment for you as soon as we can, and call you with the result. _ Yes: _ press one. _ ' +
    'To speak to a person instead: _ press zero.',
  offerWishShort: 'We book for you and call you: press one. _ A person: press zero.',
  wishKept:
    'Good. Your wish has been written down. _ As soon as our appointment system answers again, we will book the earliest appointment for you. _ Then we will call you with the result. _ ' +
    'We cannot say yet when that will be. _ Your telephone will show the number {hotline}. _ Your check number is {kennzahl}. _ Please write it down. _ {kennzahl}. _ ' +
    'We never ask for money. _ You do not need to call again. _ Goodbye.',
  wishKeptBefore:
    'Your wish has already been written down, and your place is kept. _ We will book for you as soon as we can, and call you with the result. _ ' +
    'Your check number is {kennzahl}. _ {kennzahl}. _ You do not need to call again. _ Goodbye.',
  wishesFull: 'Six people have already been written down for this number. _ For others a person will help you.',
  wishStands:
    'Hello. _ Your wish has been written down, and your place is kept. _ We will book for you as soon as we can, and call you with the result. _ Your check number is {kennzahl}. _ ' +
    'You do not need to call again. _ If that is clear: press one. _ To speak to a person: press zero.',
  wishStandsShort: 'Your wish has been written down. _ If that is clear: press one. _ A person: press zero.',
  resultYear: 'Your appointment is booked. _ So that we may read it to you: _ Please enter the year of birth, four digits.',
  wishStays: 'Good. We will call you. _ Your check number is {kennzahl}. _ Goodbye.',

  // A human
  agentWaitFirst:
    'At the moment everybody is talking to other callers. _ Your wait is about {minutes}. _ A person will also gladly call you back. _ You keep your place. _ ' +
    'To be called back: _ press one. _ Otherwise just stay on the line.',
  agentWaitFirstUnknown:
    'At the moment everybody is talking to other callers. _ We cannot say yet how long your wait will be. _ A person will also gladly call you back. _ You keep your place. _ ' +
    'To be called back: _ press one. _ Otherwise just stay on the line.',
  connectingAgent: 'We are putting you through to a person. _ One moment, please.',
  nextAgent: 'Nobody picked up there just now. _ We are sorry.',
  waitInFront: 'You are still right at the front. _ Just stay on the line.',
  nobodyLeft: 'I am afraid nobody is here any more who could speak with you. _ We are sorry.',
  nobodyFree: 'Nobody is free at the moment. _ For a person to call you back: press one. _ To book with the keys: press two.',
  nobodyFreeShort: 'For a call back from a person: press one. _ To book with the keys: press two.',
  nobodyFreeAtLast: 'Nobody is free at the moment. _ So a person will call you back. _ Just stay on the line, or press one.',
  waitForHuman: 'Just stay on the line. _ As soon as a person is free, we will put you through.',
  waitForHumanMinutes: 'Just stay on the line. _ Your wait is about {minutes}. _ As soon as a person is free, we will put you through.',
  stayStill: 'It will take about {minutes} more. _ Just stay on the line.',
  stayLonger: 'I am afraid it is taking longer than we said: about {minutes} more. _ We are sorry. _ Just stay on the line.',
  stayUnknown: 'Just now we cannot say how much longer it will take. _ Just stay on the line.',
  stillNobody:
    'I am afraid we have reached nobody, and we do not know your number. _ Please call again. _ If a life is in danger: dial one, one, two.',
  handedToMenu: 'You are back in the menu.',
  handedOn: 'We are putting you through to somebody else. _ One moment, please.',
  // For the agent's ear: which language the caller speaks, what it is about, how long they have waited.
  whisper: 'A call for you, in German.',
  whisperEnglish: 'A call for you, in English.',
  whisperTurkish: 'A call for you, in Turkish.',
  whisperRussian: 'A call for you, in Russian.',
  whisperBooking: 'It is about a booking.',
  whisperQuestion: 'It is about a question.',
  whisperPromised: 'It is about a call back that we promised.',
  whisperHandedOn: 'The call was handed on.',
  whisperWaited: 'Waited for {minutes}.',
  whisperAccept: 'To accept it: press one.',
  whisperUnknown: 'A call for you. _ To accept it: press one.',
  callbackDialling: 'The reference number is {kennzahl}. _ Please say it first. _ We are calling now.',
  callbackSettled: 'This call back is no longer needed. _ Thank you.',
  callbackNotNow: 'We may not call this person now. _ Thank you.',
  callbackNobody: 'Nobody answers there. _ Thank you.',

  // Slips and faults
  notHeard: 'I did not hear anything. _ Never mind.',
  stillThere: 'Are you still there? _ Take your time. _ To hear it again, press the star key, at the bottom left.',
  wrongKey: 'That key does nothing here. _ Never mind.',
  tooFewDigits: 'Some digits are still missing. _ Please start again from the first one.',
  tooManyDigits: 'Those were too many digits. _ Please start again from the first one.',
  again: 'Once more, and there is no hurry.',
  keysDoNotWork: 'The keys are not working out just now. _ A person will help you. _ You keep your place.',
  entryHelp: 'To start again from the beginning: press one. _ To speak to a person: press zero.',
  codeHelp:
    'To start again from the beginning: press one. _ If you have no appointment number: press two. _ To speak to a person: press zero.',
  systemDown:
    'Our appointment system is not answering at the moment. _ It is not your fault, and it does not mean that everything is taken. _ A person will look after you.',
  callLater:
    'Our system is not answering at the moment. _ Please call again in half an hour. _ We remember your place. _ If a life is in danger: dial one, one, two.',
  nothingAnswers:
    'Our system is not answering at the moment. _ That is not your fault, and it does not mean that everything is taken. _ Please call again in half an hour. _ If life is in danger: one, one, two. _ Goodbye.',
  nothingAnswersYet:
    'I am sorry, our system is not answering at the moment. _ That does not mean that everything is taken. _ Stay on the line and we will try again. _ Or call again in half an hour. _ If life is in danger: one, one, two.',
  interrupted:
    'I am sorry, this is taking a little longer. _ Just stay on the line and we will try again. _ Or let us call you back: _ press one.',
  interruptedShort: 'I am sorry, this is taking a little longer. _ Stay on the line. _ Or let us call you back: press one.',
  flowChanged: 'I am sorry, something got mixed up. _ We will start again from the beginning.',
  oneMoment: 'I am sorry, this is taking a little longer. _ Please stay on the line.',
  goodbye: 'All the best. Goodbye.',
});
