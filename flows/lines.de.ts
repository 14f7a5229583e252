import { lines } from './vocabulary.ts';

/**
 * Every spoken sentence in German, by name. Written for the ear of people of 80:
 * short main clauses, one question at a time, the key last. `_` is a pause.
 */
export const german = lines({
  // Front menu
  frontMenu: [
    'Guten Tag. _ Bei Lebensgefahr legen Sie bitte auf und wählen die eins, eins, zwo. _ Sie sind verbunden mit der eins, eins, sechs, eins, eins, sieben. _ Der Anruf ist kostenlos. _ ' +
      'Sie brauchen jetzt einen Arzt: _ Drücken Sie die eins. _ Sie möchten einen Impftermin: _ Drücken Sie die zwo. _ Sie suchen einen Termin beim Facharzt: _ Drücken Sie die drei. _ ' +
      'Sie können keine Tasten drücken? _ Dann bleiben Sie einfach dran.',
    { language: 'en', text: 'Other languages: press nine.' },
    { language: 'tr', text: 'Diğer diller için dokuza basın.' },
    { language: 'ru', text: 'Другие языки: нажмите девять.' },
  ],
  frontMenuShort: 'Einen Arzt: die eins. _ Einen Impftermin: die zwo. _ Einen Facharzt: die drei. _ Sonst bleiben Sie einfach dran.',
  connectingMedical: 'Wir verbinden Sie mit dem ärztlichen Bereitschaftsdienst. _ Bitte bleiben Sie dran.',
  medicalAgain: 'Dort ist gerade besetzt. _ Wir versuchen es noch einmal. _ Bei Lebensgefahr: eins, eins, zwo.',
  medicalNumber:
    'Wir erreichen dort gerade niemanden. _ Bei Lebensgefahr wählen Sie die eins, eins, zwo. _ Sonst wählen Sie bitte diese Nummer: _ {medicalNumber}. _ Noch einmal: _ {medicalNumber}.',
  connectingSpecialist: 'Wir verbinden Sie mit der Terminservicestelle. _ Bitte bleiben Sie dran.',
  specialistAgain: 'Dort ist gerade besetzt. _ Wir versuchen es noch einmal.',
  specialistNumber:
    'Wir erreichen dort gerade niemanden. _ Bitte wählen Sie später diese Nummer: _ {specialistNumber}. _ Noch einmal: _ {specialistNumber}.',
  languages: [
    'Für Deutsch: _ Drücken Sie die eins.',
    { language: 'en', text: 'For English: press two.' },
    { language: 'tr', text: 'Türkçe için üçe basın.' },
    { language: 'ru', text: 'Для русского языка: нажмите четыре.' },
  ],

  // Main menu
  welcome:
    'Guten Tag. _ Hier ist der Impfterminservice für Westfalen-Lippe. _ Wir fragen nur nach Geburtstag, Postleitzahl und Telefonnummer. _ Das Gespräch wird nicht aufgenommen.',
  mainMenu:
    'Möchten Sie mit den Tasten einen Termin buchen: _ Drücken Sie die eins. _ Sie haben schon einen Termin: _ Drücken Sie die zwo. _ Mit einem Menschen sprechen: _ Drücken Sie die null.',
  mainMenuShort: 'Termin buchen: die eins. _ Sie haben schon einen Termin: die zwo. _ Ein Mensch: die null.',

  // Waiting
  waitFirst:
    'Im Moment rufen sehr viele Menschen an. _ Sie warten ungefähr {minutes}. _ Sie müssen nicht in der Leitung bleiben. _ Wir rufen Sie gerne zurück. _ Ihr Platz bleibt erhalten. _ ' +
    'Rückruf: _ Drücken Sie die eins. _ Sonst bleiben Sie einfach dran. _ Noch einmal anzurufen bringt keinen besseren Platz.',
  waitFirstUnknown:
    'Im Moment rufen sehr viele Menschen an. _ Wie lange Sie warten, können wir noch nicht sagen. _ Sie müssen nicht in der Leitung bleiben. _ Wir rufen Sie gerne zurück. _ Ihr Platz bleibt erhalten. _ ' +
    'Rückruf: _ Drücken Sie die eins. _ Sonst bleiben Sie einfach dran. _ Noch einmal anzurufen bringt keinen besseren Platz.',
  waitStill: 'Es dauert noch etwa {minutes}. _ Danke für Ihre Geduld. _ Rückruf: die eins.',
  waitLonger: 'Es dauert leider länger, als wir gesagt haben: noch etwa {minutes}. _ Entschuldigung. _ Rückruf: _ Drücken Sie die eins.',
  waitUnknown: 'Wie lange es noch dauert, können wir gerade nicht sagen. _ Ihr Platz bleibt erhalten. _ Rückruf: _ Drücken Sie die eins.',
  yourTurn: 'Danke, dass Sie gewartet haben. _ Sie sind jetzt an der Reihe.',
  allBusy: 'Alle Leitungen sind besetzt. _ Ihr Platz bleibt gemerkt. _ Bitte rufen Sie später noch einmal an.',
  lineClosed: 'Die Leitung ist gerade geschlossen. _ {reason} _ Sie öffnet wieder {opensAt}.',

  // Callback
  callbackOffered:
    'Alle Leitungen sind gerade besetzt. _ Wir rufen Sie gerne zurück. _ Ihr Platz bleibt erhalten. _ Sie brauchen heute nicht noch einmal anzurufen.',
  thisNumber: 'Sollen wir diese Nummer anrufen: _ {number}? _ Ja: die eins. _ Andere Nummer: die zwo.',
  thisNumberShort: 'Diese Nummer anrufen: die eins. _ Andere Nummer: die zwo.',
  numberWithheld: 'Wir sehen Ihre Telefonnummer nicht.',
  numberNotShown: 'Die Nummer, von der Sie anrufen, können wir nicht zurückrufen.',
  typeNumber: 'Tippen Sie die Nummer mit Vorwahl ein. _ Dann rufen wir Sie zurück.',
  typeNumberShort: 'Bitte die Telefonnummer mit Vorwahl, Ziffer für Ziffer.',
  numberFault: 'Das ist keine vollständige Telefonnummer.',
  numberNotDialable: 'Diese Nummer können wir nicht anrufen. _ Es muss eine deutsche Festnetznummer oder Handynummer sein.',
  readBackNumber: 'Wir haben verstanden: _ {number}. _ Stimmt die Nummer? _ Ja: die eins. _ Nein: die zwo.',
  readBackNumberShort: 'Stimmt die Nummer? _ Ja: die eins. _ Nein: die zwo.',
  callbackPromised:
    'Gut. Sie stehen auf der Liste. _ Wir rufen {window} an. _ In der Anzeige steht die Nummer {hotline}. _ Damit Sie wissen, dass wir es sind: _ Wir nennen Ihnen die Kennzahl {kennzahl}. _ ' +
    'Bitte aufschreiben. _ {kennzahl}. _ Wir fragen nie nach Geld. _ Auf Wiederhören.',
  callbackAlready:
    'Sie stehen schon auf der Liste. _ Wir rufen {window} an. _ Ihre Kennzahl ist {kennzahl}. _ {kennzahl}. _ Sie brauchen nicht noch einmal anzurufen. _ Auf Wiederhören.',
  typedPromised:
    'Wir haben verstanden: _ {number}. _ Sie stehen auf der Liste. _ Wir rufen {window} an. _ In der Anzeige steht die Nummer {hotline}. _ Ihre Kennzahl ist {kennzahl}. _ ' +
    'Bitte aufschreiben. _ {kennzahl}. _ Wir fragen nie nach Geld. _ Stimmt die Nummer? _ Ja: die eins. _ Andere Nummer: die zwo.',
  wishOffered:
    'Im Moment ist niemand frei. _ Wir schreiben auf, dass ein Mensch Sie zurückrufen soll: _ Drücken Sie die eins. _ Oder bleiben Sie einfach dran.',
  wishOfferedShort: 'Ein Mensch soll Sie zurückrufen: die eins.',
  wishWritten:
    'Gut. Ihr Wunsch ist aufgeschrieben. _ Wir rufen Sie an, sobald unser Terminsystem wieder antwortet. _ Wann das ist, können wir noch nicht sagen. _ ' +
    'In der Anzeige steht die Nummer {hotline}. _ Ihre Kennzahl ist {kennzahl}. _ Bitte aufschreiben. _ {kennzahl}. _ Sie brauchen nicht noch einmal anzurufen. _ Auf Wiederhören.',
  callbackAnswered:
    'Guten Tag. Hier ist der Impfterminservice. _ Ihre Kennzahl ist {kennzahl}. _ Passt es Ihnen jetzt? _ Ja: die eins. _ In einer halben Stunde: die zwo. _ Nicht mehr nötig: die drei.',
  callbackAnsweredShort:
    'Hier ist der Impfterminservice, Kennzahl {kennzahl}. _ Passt es jetzt: die eins. _ In einer halben Stunde: die zwo. _ Nicht mehr nötig: die drei.',
  callbackWelcome: 'Schön, dass wir Sie erreichen. _ Wir fragen nur nach Geburtstag, Postleitzahl und Telefonnummer.',
  callbackSnoozed: 'Gut. Wir rufen in einer halben Stunde wieder an. _ Auf Wiederhören.',
  callbackSnoozedLater: 'Gut. In einer halben Stunde können wir nicht anrufen. _ Wir rufen {window} wieder an. _ Auf Wiederhören.',
  callbackDropped: 'Gut. Wir rufen nicht mehr an. _ Alles Gute. Auf Wiederhören.',
  callbackUnreached: 'Wir versuchen es später noch einmal. _ Auf Wiederhören.',
  callbackHindered:
    'Guten Tag. Hier ist der Impfterminservice. _ Ihre Kennzahl ist {kennzahl}. _ Unser System antwortet gerade nicht. _ Sie behalten Ihren Platz, und wir rufen Sie noch einmal an. _ Auf Wiederhören.',
  missedCallback: 'Guten Tag. _ Wir wollten Sie gerade zurückrufen. _ Sie sind sofort an der Reihe.',
  knownTicket:
    'Guten Tag. _ Sie stehen schon auf der Liste. _ Wir rufen {window} an. _ Sie brauchen nicht noch einmal anzurufen. _ Auf der Liste bleiben: die eins. _ Sich von der Liste nehmen lassen: die zwo.',
  knownTicketShort: 'Auf der Liste bleiben: die eins. _ Von der Liste nehmen: die zwo.',
  knownUnread:
    'Guten Tag. _ Sie stehen schon auf der Liste, und Ihr Platz bleibt. _ Unser System antwortet gerade nicht. _ Darum können wir nicht sagen, wann wir anrufen. _ Sie brauchen nicht noch einmal anzurufen. _ Auf Wiederhören.',
  staysOnList: 'Gut. Ihr Platz bleibt. _ Ihre Kennzahl ist {kennzahl}. _ Auf Wiederhören.',

  // Birth date
  birthDay:
    'Für wen ist der Termin? _ Wir brauchen den Geburtstag dieser Person. _ Zuerst nur den Tag. _ Für den fünften zum Beispiel: null, fünf.',
  birthDayShort: 'Zuerst nur der Tag der Geburt, zwei Ziffern. _ Für den fünften: null, fünf.',
  birthMonth: 'Jetzt den Monat. _ Für März zum Beispiel: null, drei.',
  birthMonthShort: 'Der Monat der Geburt, zwei Ziffern. _ Für März: null, drei.',
  birthYear: 'Jetzt das Jahr. _ Zum Beispiel: eins, neun, drei, acht.',
  birthYearShort: 'Das Jahr der Geburt, vier Ziffern. _ Zum Beispiel: eins, neun, drei, acht.',
  birthRight: 'Geboren am {birthDate}. _ Stimmt das? _ Ja: die eins. _ Nein: die zwo.',
  birthRightShort: 'Stimmt der Geburtstag? _ Ja: die eins. _ Nein: die zwo.',
  dayFault: 'Den Tag haben wir nicht verstanden. _ Es muss eine Zahl von eins bis einunddreißig sein.',
  monthFault: 'Den Monat haben wir nicht verstanden. _ Es muss eine Zahl von eins bis zwölf sein.',
  yearFault: 'Das Jahr haben wir nicht verstanden.',
  birthImpossible: 'Diesen Tag gibt es im Kalender nicht, oder er liegt in der Zukunft. _ Wir fragen noch einmal.',
  birthImplausible: 'Bei diesem Geburtstag möchten wir lieber selbst nachfragen. _ Ein Mensch hilft Ihnen weiter.',
  tooYoung:
    'Zurzeit sind Menschen dran, die am {cutoff} oder früher geboren sind. _ Sie sind es noch nicht. _ Sie bekommen einen Brief, sobald es so weit ist. _ Haben wir uns verhört? _ Dann drücken Sie die zwo. _ Alles verstanden: die eins.',
  tooYoungShort: 'Geburtstag noch einmal eingeben: die zwo. _ Alles verstanden: die eins.',
  partnerBirthDay: 'Jetzt der Geburtstag der zweiten Person.',
  partnerTooYoung: 'Die zweite Person ist leider noch nicht an der Reihe. _ Wir suchen einen Termin für die erste Person allein.',

  // Postcode
  postcode: 'Jetzt die Postleitzahl des Wohnorts. _ Das sind fünf Ziffern. _ Lassen Sie sich Zeit.',
  postcodeShort: 'Bitte die fünf Ziffern der Postleitzahl.',
  postcodeFault: 'Es fehlen noch Ziffern. _ Bitte von vorne.',
  placeRight: '{plz}. _ Das ist {place}. _ Ihr Impfzentrum ist: {centre}. _ Stimmt der Ort? _ Ja: die eins. _ Nein: die zwo.',
  placeRightShort: 'Stimmt der Ort {place}? _ Ja: die eins. _ Nein: die zwo.',
  rhineland:
    '{place} gehört zum Rheinland. _ Dafür gilt eine andere Nummer: _ null achthundert _ eins eins sechs _ eins eins sieben _ null eins. _ Ich sage sie noch einmal: _ null achthundert _ eins eins sechs _ eins eins sieben _ null eins. _ ' +
    'Postleitzahl noch einmal eingeben: die zwo. _ Alles verstanden: die eins.',
  rhinelandShort:
    'Die Nummer für das Rheinland: _ null achthundert _ eins eins sechs _ eins eins sieben _ null eins. _ Postleitzahl noch einmal: die zwo. _ Alles verstanden: die eins.',
  postcodeUnknown: 'Diese Postleitzahl kennen wir nicht. _ Bitte noch einmal, Ziffer für Ziffer.',
  noStock:
    'In {place} sind im Moment alle Termine vergeben. _ Wann neue Termine kommen, wissen wir noch nicht. _ Niemand geht leer aus: _ Ein Mensch kümmert sich um Sie.',

  // Appointment
  howMany:
    'Kommen Sie allein? _ Drücken Sie die eins. _ Kommen Sie zu zweit, und beide sind schon achtzig? _ Drücken Sie die zwo. _ Dann legen wir die Termine hintereinander.',
  howManyShort: 'Allein: die eins. _ Zu zweit: die zwo.',
  proposal:
    'Wir haben einen Termin für Sie. _ Erste Impfung: _ {first}. _ Zweite Impfung: _ {second}. _ Beide hier: {centre}. _ Passt das? _ Ja: die eins. _ Anderen Vorschlag hören: die zwo.',
  proposalShort: 'Erste Impfung: _ {first}. _ Zweite Impfung: _ {second}. _ Passt das? _ Ja: die eins. _ Anderer Vorschlag: die zwo.',
  noneTogether:
    'Für zwei Personen zusammen haben wir im Moment nichts. _ Für eine Person allein ist noch etwas frei: _ Drücken Sie die eins. _ Mit einem Menschen sprechen: die null.',
  noneTogetherShort: 'Für eine Person allein: die eins. _ Ein Mensch: die null.',
  noOtherProposal: 'Einen anderen Termin haben wir im Moment nicht. _ Diesen halten wir noch für Sie fest.',
  enoughProposals: 'Mehr Vorschläge haben wir nicht. _ Den letzten noch einmal hören: die eins. _ Mit einem Menschen sprechen: die null.',
  held: 'Wir halten den Termin für Sie fest. _ Holen Sie ruhig Papier und Stift. _ Wenn Sie da sind, drücken Sie die eins.',
  heldShort: 'Der Termin ist noch für Sie reserviert. _ Wenn Papier und Stift da sind: die eins.',
  proposalExpired: 'Das hat leider zu lange gedauert, die Reservierung ist abgelaufen. _ Wir suchen sofort einen neuen Termin.',
  alreadyBooked: 'Für diesen Geburtstag und diese Postleitzahl gibt es schon einen Termin. _ Ein Mensch hilft Ihnen weiter.',
  fixed:
    'Der Termin ist fest. _ Bitte schreiben Sie mit. _ Erste Impfung: _ {first}. _ _ Zweite Impfung: _ {second}. _ _ Jetzt Ihre Terminnummer. Acht Ziffern, immer zwei und eine Pause. _ {codes}. _ ' +
    'Ich wiederhole. _ {codes}. _ Noch einmal hören: die eins. _ Weiter: die zwo.',
  fixedShort: 'Noch einmal hören: die eins. _ Weiter: die zwo.',
  whatToBring:
    'Bitte bringen Sie Ihren Ausweis und die Versichertenkarte mit. _ Eine Begleitperson darf mitkommen. _ Sie können jederzeit wieder anrufen und den Termin anhören. _ Auch ohne die Terminnummer hilft Ihnen ein Mensch weiter.',
  anotherPerson: 'Für noch jemanden buchen: die eins. _ Fertig: die zwo.',
  peopleLimit: 'In einem Anruf können wir für sechs Personen buchen. _ Für weitere hilft Ihnen ein Mensch.',
  bookingFound:
    'Schön, dass Sie wieder da sind. _ Ihr Termin ist gebucht. _ Damit wir ihn vorlesen dürfen: _ Bitte das Geburtsjahr, vier Ziffern.',
  yearWrong: 'Das Jahr passt nicht zu dem Termin.',
  enterCode: 'Tippen Sie Ihre Terminnummer ein. _ Das sind acht Ziffern. _ Haben Sie keine Terminnummer? _ Dann bleiben Sie einfach dran.',
  enterCodeShort: 'Bitte die acht Ziffern der Terminnummer.',
  codeFault: 'Diese Terminnummer stimmt noch nicht. _ Bitte noch einmal alle acht Ziffern.',
  codeUnknown: 'Diese Terminnummer kennen wir nicht.',
  codeLocked: 'Das waren zu viele falsche Terminnummern. _ Ein Mensch hilft Ihnen weiter.',
  appointment:
    'Ihr Termin. _ Erste Impfung: _ {first}. _ Zweite Impfung: _ {second}. _ Beide hier: {centre}. _ Noch einmal hören: die eins. _ Weiter: die zwo.',
  appointmentShort: 'Noch einmal hören: die eins. _ Weiter: die zwo.',

  // A human
  connectingAgent: 'Wir verbinden Sie mit einem Menschen. _ Einen Moment bitte.',
  nobodyFree: 'Im Moment ist niemand frei. _ Ein Mensch ruft Sie zurück: die eins. _ Mit den Tasten buchen: die zwo.',
  nobodyFreeShort: 'Rückruf von einem Menschen: die eins. _ Mit den Tasten buchen: die zwo.',
  waitForHuman: 'Bleiben Sie einfach dran. _ Sobald ein Mensch frei ist, verbinden wir Sie.',
  stillNobody:
    'Wir haben leider niemanden erreicht, und Ihre Nummer kennen wir nicht. _ Bitte rufen Sie wieder an. _ Bei Lebensgefahr: eins, eins, zwo.',
  whisper: 'Anruf für Sie, auf Deutsch. _ Annehmen: die eins.',
  whisperEnglish: 'Anruf für Sie, auf Englisch. _ Annehmen: die eins.',
  whisperTurkish: 'Anruf für Sie, auf Türkisch. _ Annehmen: die eins.',
  whisperRussian: 'Anruf für Sie, auf Russisch. _ Annehmen: die eins.',
  whisperUnknown: 'Anruf für Sie. _ Annehmen: die eins.',

  // Slips and faults
  notHeard: 'Das habe ich nicht gehört. _ Das macht nichts.',
  stillThere: 'Sind Sie noch da? _ Lassen Sie sich Zeit. _ Zum Wiederholen drücken Sie den Stern, links unten.',
  wrongKey: 'Diese Taste kennen wir hier nicht. _ Das macht nichts.',
  tooFewDigits: 'Es fehlen noch Ziffern. _ Bitte von vorne.',
  tooManyDigits: 'Das waren zu viele Ziffern. _ Bitte von vorne.',
  again: 'Noch einmal, ganz in Ruhe.',
  keysDoNotWork: 'Das klappt mit den Tasten gerade nicht. _ Ein Mensch hilft Ihnen weiter. _ Sie behalten Ihren Platz.',
  entryHelp: 'Noch einmal von vorne: die eins. _ Mit einem Menschen sprechen: die null.',
  codeHelp: 'Noch einmal von vorne: die eins. _ Ich habe keine Terminnummer: die zwo. _ Mit einem Menschen sprechen: die null.',
  systemDown:
    'Unser Terminsystem antwortet gerade nicht. _ Das liegt nicht an Ihnen, und es heißt nicht, dass alles vergeben ist. _ Ein Mensch kümmert sich um Sie.',
  callLater:
    'Unser System antwortet gerade nicht. _ Bitte rufen Sie in einer halben Stunde wieder an. _ Ihr Platz bleibt gemerkt. _ Bei Lebensgefahr: eins, eins, zwo.',
  nothingAnswers:
    'Unser System antwortet gerade nicht. _ Das liegt nicht an Ihnen, und es heißt nicht, dass alles vergeben ist. _ Bitte rufen Sie in einer halben Stunde wieder an. _ Bei Lebensgefahr: eins, eins, zwo. _ Auf Wiederhören.',
  nothingAnswersYet:
    'Entschuldigung, unser System antwortet gerade nicht. _ Das heißt nicht, dass alles vergeben ist. _ Bleiben Sie dran, dann versuchen wir es noch einmal. _ Oder rufen Sie in einer halben Stunde wieder an. _ Bei Lebensgefahr: eins, eins, zwo.',
  interrupted:
    'Entschuldigung, das dauert gerade etwas länger. _ Bleiben Sie einfach dran, dann versuchen wir es noch einmal. _ Oder wir rufen Sie zurück: _ Drücken Sie die eins.',
  interruptedShort: 'Entschuldigung, das dauert gerade etwas länger. _ Bleiben Sie dran. _ Oder wir rufen Sie zurück: die eins.',
  flowChanged: 'Entschuldigung, da ist etwas durcheinandergeraten. _ Wir fangen noch einmal vorne an.',
  oneMoment: 'Entschuldigung, das dauert gerade etwas länger. _ Bitte bleiben Sie dran.',
  goodbye: 'Alles Gute. Auf Wiederhören.',
});

export type Line = keyof typeof german;
