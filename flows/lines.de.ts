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
  mainMenu: [
    'Möchten Sie mit den Tasten einen Termin buchen: _ Drücken Sie die eins. _ Sie haben schon einen Termin: _ Drücken Sie die zwo. _ Mit einem Menschen sprechen: _ Drücken Sie die null.',
    { language: 'en', text: 'Other languages: press nine.' },
    { language: 'tr', text: 'Diğer diller için dokuza basın.' },
    { language: 'ru', text: 'Другие языки: нажмите девять.' },
  ],
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

  // PIN of the invitation letter
  hasPin:
    'Steht in Ihrem Brief eine Kennziffer? _ Das sind zehn Ziffern. _ Ja: _ Drücken Sie die eins. _ Nein, oder Sie haben keinen Brief: _ Drücken Sie die zwo.',
  hasPinShort: 'Kennziffer im Brief: die eins. _ Keine Kennziffer: die zwo.',
  partnerHasPin:
    'Jetzt zu der zweiten Person. _ Steht in ihrem Brief eine eigene Kennziffer? _ Ja: _ Drücken Sie die eins. _ Nein: _ Drücken Sie die zwo.',
  partnerHasPinShort: 'Eigene Kennziffer der zweiten Person: die eins. _ Keine Kennziffer: die zwo.',
  enterPin: 'Tippen Sie die Kennziffer ein. _ Das sind zehn Ziffern. _ Lassen Sie sich Zeit.',
  enterPinShort: 'Bitte die zehn Ziffern der Kennziffer.',
  pinFault: 'Diese Kennziffer stimmt noch nicht.',
  pinHelp: 'Noch einmal von vorne: die eins. _ Ohne Kennziffer weiter: die zwo. _ Mit einem Menschen sprechen: die null.',
  pinRight: 'Danke. Die Kennziffer stimmt.',
  pinUnknown: 'Diese Kennziffer kennen wir nicht. _ Das macht nichts. _ Wir versuchen es noch einmal.',
  pinOfOther: 'Diese Kennziffer gehört schon zu der ersten Person.',
  pinWithout: 'Das macht nichts. _ Wir machen ohne die Kennziffer weiter.',
  pinUnchecked: 'Die Kennziffer können wir gerade nicht prüfen. _ Das macht nichts. _ Wir machen ohne sie weiter.',
  pinUsed: 'Für diese Kennziffer gibt es schon einen Termin. _ Diesen Termin anhören: die eins. _ Ohne Kennziffer weiter: die zwo.',
  pinUsedShort: 'Den Termin anhören: die eins. _ Ohne Kennziffer weiter: die zwo.',
  letterComes: 'Die Termine bekommen Sie auch mit der Post. _ Sie gelten schon jetzt.',

  // Birth date
  birthDay: 'Für wen ist der Termin? _ Wir brauchen den Geburtstag dieser Person. _ Zuerst nur den Tag. _ Für den fünften: null, fünf.',
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
  partnerBirthDay: 'Jetzt der Geburtstag der zweiten Person. _ Zuerst nur den Tag. _ Für den fünften: null, fünf.',
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
  postcodeElsewhere:
    '{plz}. _ Dieser Ort liegt nicht in Westfalen-Lippe. _ Wir vergeben nur Termine für Westfalen-Lippe. _ Für Ihren Ort ist ein anderer Impfterminservice da. _ ' +
    'Postleitzahl noch einmal eingeben: die zwo. _ Alles verstanden: die eins.',
  postcodeElsewhereShort: 'Postleitzahl noch einmal eingeben: die zwo. _ Alles verstanden: die eins.',
  noStockDated: 'In {place} sind im Moment alle Termine vergeben. _ Neue Termine kommen {releaseAt}.',
  noStockUndated:
    'In {place} sind im Moment alle Termine vergeben. _ Wann neue Termine kommen, wissen wir noch nicht. _ Niemand geht leer aus.',
  listOffered:
    'Wir setzen Sie gerne auf die Liste. _ Dann müssen Sie nicht wieder anrufen. _ Wer zuerst auf der Liste steht, kommt zuerst dran. _ Auf die Liste: _ Drücken Sie die eins. _ Mit einem Menschen sprechen: die null.',
  listOfferedShort: 'Auf die Liste: die eins. _ Ein Mensch: die null.',
  listOrNearby:
    'Wir setzen Sie gerne auf die Liste, und rufen an, sobald ein Platz für Sie frei ist. _ Auf die Liste: _ Drücken Sie die eins. _ ' +
    'In {nearbyCity} wäre früher etwas frei: _ {nearbyFirst}. _ Das hören: _ Drücken Sie die zwo.',
  listOrNearbyShort: 'Auf die Liste: die eins. _ Termin in {nearbyCity} hören: die zwo. _ Ein Mensch: die null.',
  listPartnerTooYoung: 'Die zweite Person ist leider noch nicht an der Reihe. _ Auf die Liste kommt die erste Person allein.',
  listEntered:
    'Gut. Sie stehen auf der Liste. _ Sobald ein Platz für Sie frei ist, halten wir ihn fest und rufen Sie an. _ In der Anzeige steht die Nummer {hotline}. _ ' +
    'Damit Sie wissen, dass wir es sind: _ Wir nennen Ihnen die Kennzahl {kennzahl}. _ Bitte aufschreiben. _ {kennzahl}. _ Wir fragen nie nach Geld. _ Auf Wiederhören.',
  listAlready: 'Sie stehen schon auf der Liste. _ Wir rufen an, sobald ein Platz für Sie frei ist. _ Auf Wiederhören.',
  notBookedYet: 'Einen Termin haben Sie noch nicht.',
  onList:
    'Sie stehen schon auf der Liste, mit der Kennzahl {kennzahl}. _ Wir rufen an, sobald ein Platz für Sie frei ist. _ Auf der Liste bleiben: die eins. _ Sich von der Liste nehmen lassen: die zwo.',
  onListShort: 'Auf der Liste bleiben: die eins. _ Von der Liste nehmen: die zwo.',
  staysWaiting: 'Gut. Sie bleiben auf der Liste. _ Auf Wiederhören.',
  listLeft: 'Gut. Sie stehen nicht mehr auf der Liste. _ Alles Gute. Auf Wiederhören.',
  offerAnswered: 'Guten Tag. Hier ist der Impfterminservice. _ Ihre Kennzahl ist {kennzahl}.',
  offerYear:
    'Ein Platz für jemanden auf der Liste ist frei geworden. _ Damit wir ihn vorlesen dürfen: _ Bitte das Geburtsjahr dieser Person, vier Ziffern.',
  offer:
    'Für Sie ist ein Platz frei geworden. _ Erste Impfung: {first}. _ Zweite Impfung: {second}. _ Beide hier: {centre}. _ Diesen Termin nehmen: _ Drücken Sie die eins. _ ' +
    'Ein anderes Mal, und auf der Liste bleiben: die zwo. _ Von der Liste nehmen: die drei.',
  offerForTwo:
    'Für Sie beide ist ein Termin frei geworden. _ Erste Impfung: {first}. _ Zweite Impfung: {second}. _ Beide hier: {centre}. _ Diesen Termin nehmen: _ Drücken Sie die eins. _ ' +
    'Ein anderes Mal, und auf der Liste bleiben: die zwo. _ Von der Liste nehmen: die drei.',
  offerShort:
    'Erste Impfung: {first}. _ Zweite Impfung: {second}. _ Termin nehmen: die eins. _ Ein anderes Mal: die zwo. _ Von der Liste nehmen: die drei.',
  offerDeclined: 'Gut. Sie bleiben auf der Liste. _ Heute rufen wir nicht noch einmal an. _ Auf Wiederhören.',
  offerPassedOn:
    'Der Platz von der Liste ist inzwischen weitergegeben worden. _ Sie bleiben auf der Liste. _ Wir rufen an, sobald wieder einer für Sie frei ist.',

  // Appointment
  howMany:
    'Kommen Sie allein? _ Drücken Sie die eins. _ Kommen Sie zu zweit, und beide sind schon achtzig? _ Drücken Sie die zwo. _ Dann legen wir die Termine hintereinander, oder auf dieselbe Zeit.',
  howManyShort: 'Allein: die eins. _ Zu zweit: die zwo.',
  proposalFound: 'Wir haben einen Termin für Sie.',
  proposalFoundForTwo: 'Wir haben einen Termin für Sie beide.',
  proposalAnother: 'Hier ist ein anderer Vorschlag.',
  proposal:
    'Erste Impfung: {first}. _ Zweite Impfung: {second}. _ Beide hier: {centre}. _ Passt das? _ Ja: die eins. _ Anderen Vorschlag hören: die zwo.',
  proposalShort: 'Erste Impfung: {first}. _ Zweite Impfung: {second}. _ Passt das? _ Ja: die eins. _ Anderer Vorschlag: die zwo.',
  proposalOrNearby:
    'Erste Impfung: {first}. _ Zweite Impfung: {second}. _ Beide hier: {centre}. _ Passt das? _ Ja: die eins. _ Anderen Vorschlag hören: die zwo. _ ' +
    'Ein anderes Impfzentrum in der Nähe: die drei.',
  proposalOrNearbyShort:
    'Erste Impfung: {first}. _ Zweite Impfung: {second}. _ Passt das? _ Ja: die eins. _ Anderer Vorschlag: die zwo. _ Anderes Impfzentrum: die drei.',
  noneNearby: 'In den anderen Impfzentren der Nähe ist im Moment nichts frei.',
  noneTogether:
    'Für zwei Personen zusammen haben wir im Moment nichts. _ Für eine Person allein ist noch etwas frei: _ Drücken Sie die eins. _ Zu zweit auf die Liste: die zwo. _ Mit einem Menschen sprechen: die null.',
  noneTogetherShort: 'Für eine Person allein: die eins. _ Zu zweit auf die Liste: die zwo. _ Ein Mensch: die null.',
  noOtherProposal: 'Einen anderen Termin haben wir im Moment nicht. _ Diesen halten wir noch für Sie fest.',
  enoughProposals:
    'Mehr Vorschläge haben wir nicht. _ Den letzten noch einmal hören: die eins. _ Auf die Liste: die zwo. _ Mit einem Menschen sprechen: die null.',
  held: 'Wir halten den Termin kurz für Sie frei. _ Gebucht ist er noch nicht. _ Holen Sie ruhig Papier und Stift. _ Wenn Sie da sind, drücken Sie die eins.',
  heldShort: 'Wir halten den Termin noch für Sie frei. _ Wenn Papier und Stift da sind: die eins.',
  proposalExpired: 'Das hat leider zu lange gedauert, die Reservierung ist abgelaufen. _ Wir suchen sofort einen neuen Termin.',
  alreadyBooked:
    'Für diesen Geburtstag und diese Postleitzahl gibt es schon einen Termin. _ Anhören: die eins. _ Es geht um eine andere Person: die zwo.',
  alreadyBookedShort: 'Den Termin anhören: die eins. _ Eine andere Person: die zwo.',
  fixed:
    'Der Termin ist fest. _ Bitte schreiben Sie mit. _ Erste Impfung: {first}. _ _ Zweite Impfung: {second}. _ _ Jetzt Ihre Terminnummer. Acht Ziffern, immer zwei und eine Pause. _ {codes}. _ ' +
    'Ich wiederhole. _ {codes}. _ Noch einmal hören: die eins. _ Weiter: die zwo.',
  fixedShort: 'Noch einmal hören: die eins. _ Weiter: die zwo.',
  fixedForTwo:
    'Der Termin ist fest, für Sie beide. _ Bitte schreiben Sie mit. _ Erste Impfung: {first}. _ _ Zweite Impfung: {second}. _ _ Jetzt Ihre Terminnummern, eine für jede Person. Acht Ziffern, immer zwei und eine Pause. _ {codes}. _ ' +
    'Ich wiederhole. _ {codes}. _ Noch einmal hören: die eins. _ Weiter: die zwo.',
  textWanted: 'Möchten Sie eine Kurznachricht mit dem Termin auf Ihr Handy? _ Ja: die eins. _ Nein: die zwo.',
  textWantedShort: 'Eine Kurznachricht: die eins. _ Keine: die zwo.',
  textComes: 'Sie bekommen gleich eine Kurznachricht.',
  whatToBring:
    'Bitte bringen Sie Ihren Ausweis und die Versichertenkarte mit. _ Eine Begleitperson darf mitkommen. _ Sie können jederzeit wieder anrufen und den Termin anhören, verlegen oder absagen. _ Auch ohne die Terminnummer.',
  whatToBringForTwo:
    'Bitte bringen Sie beide Ihren Ausweis und die Versichertenkarte mit. _ Eine Begleitperson darf mitkommen. _ Sie können jederzeit wieder anrufen und den Termin anhören, verlegen oder absagen. _ Auch ohne die Terminnummern.',
  anotherPerson: 'Für noch jemanden buchen: die eins. _ Fertig: die zwo.',
  peopleLimit: 'Von einer Telefonnummer können wir für sechs Personen buchen. _ Für weitere hilft Ihnen ein Mensch.',
  bookingFound:
    'Schön, dass Sie wieder da sind. _ Ihr Termin ist gebucht. _ Damit wir ihn vorlesen dürfen: _ Bitte das Geburtsjahr, vier Ziffern.',
  reminderYear: 'Wir erinnern Sie an Ihren Impftermin. _ Damit wir ihn vorlesen dürfen: _ Bitte das Geburtsjahr, vier Ziffern.',
  yearWrong: 'Das Jahr passt nicht zu dem Termin.',
  brokenOff:
    'Schön, dass Sie wieder da sind. _ Eben ist das Gespräch abgebrochen. _ Dort weitermachen, wo wir waren: _ Drücken Sie die eins. _ Von vorne anfangen: _ Drücken Sie die zwo.',
  brokenOffShort: 'Weitermachen: die eins. _ Von vorne anfangen: die zwo.',
  brokenOffYear: 'Damit nur Sie weitermachen können: _ Bitte Ihr Geburtsjahr, vier Ziffern.',
  brokenOffYearWrong: 'Das ist ein anderes Jahr als eben.',
  enterCode: 'Tippen Sie Ihre Terminnummer ein. _ Das sind acht Ziffern. _ Haben Sie keine Terminnummer? _ Dann bleiben Sie einfach dran.',
  enterCodeShort: 'Bitte die acht Ziffern der Terminnummer.',
  codeFault: 'Diese Terminnummer stimmt noch nicht.',
  codeUnknown: 'Diese Terminnummer kennen wir nicht.',
  codeLocked: 'Das waren zu viele falsche Terminnummern. _ Ein Mensch hilft Ihnen weiter.',
  codeCancelled: 'Dieser Termin wurde abgesagt. _ Einen neuen Termin buchen: die eins. _ Fertig: die zwo.',
  bookAnewShort: 'Einen neuen Termin buchen: die eins. _ Fertig: die zwo.',
  withoutCode: 'Das macht nichts. _ Wir finden den Termin auch so.',
  withoutNumber:
    'Ohne Terminnummer finden wir den Termin nur über Ihre Telefonnummer, und die sehen wir nicht. _ Ein Mensch hilft Ihnen weiter.',
  personUnknown:
    'Mit diesen Angaben und von dieser Telefonnummer aus finden wir keinen Termin. _ Noch einmal versuchen: die eins. _ Einen Termin buchen: die zwo. _ Mit einem Menschen sprechen: die null.',
  personUnknownShort: 'Noch einmal versuchen: die eins. _ Einen Termin buchen: die zwo. _ Ein Mensch: die null.',
  triesLocked: 'Das waren zu viele Versuche. _ Ein Mensch hilft Ihnen weiter.',
  appointmentFound:
    'Wir haben Ihren Termin gefunden. _ Anhören, verlegen, absagen: Das alles geht mit den Tasten. _ Den Termin anhören: die eins. _ Verlegen: die zwo. _ Absagen: die drei.',
  appointmentFoundShort: 'Den Termin anhören: die eins. _ Verlegen: die zwo. _ Absagen: die drei.',
  appointment:
    'Ihr Termin. _ Erste Impfung: {first}. _ Zweite Impfung: {second}. _ Beide hier: {centre}. _ Noch einmal hören: die eins. _ Verlegen: die zwo. _ Absagen: die drei.',
  appointmentForTwo:
    'Ihr Termin für Sie beide. _ Erste Impfung: {first}. _ Zweite Impfung: {second}. _ Beide hier: {centre}. _ Noch einmal hören: die eins. _ Verlegen: die zwo. _ Absagen: die drei.',
  appointmentShort: 'Noch einmal hören: die eins. _ Verlegen: die zwo. _ Absagen: die drei.',
  noMove: 'Einen anderen Termin haben wir im Moment nicht. _ Ihr Termin bleibt, wie er ist.',
  begunAlready: 'Die erste Impfung war schon. _ Bei der zweiten hilft Ihnen ein Mensch weiter.',
  moveFound: 'Wir haben einen anderen Termin für Sie.',
  moveProposal:
    'Erste Impfung: {first}. _ Zweite Impfung: {second}. _ Beide hier: {centre}. _ Diesen nehmen: die eins. _ Anderen Vorschlag hören: die zwo. _ Den alten Termin behalten: die drei.',
  moveProposalShort:
    'Erste Impfung: {first}. _ Zweite Impfung: {second}. _ Diesen nehmen: die eins. _ Anderer Vorschlag: die zwo. _ Den alten behalten: die drei.',
  enoughMoves:
    'Mehr Vorschläge haben wir nicht. _ Den letzten noch einmal hören: die eins. _ Den alten Termin behalten: die zwo. _ Mit einem Menschen sprechen: die null.',
  heldMove:
    'Wir halten den neuen Termin kurz für Sie frei. _ Noch gilt Ihr alter Termin. _ Holen Sie ruhig Papier und Stift. _ Wenn Sie da sind, drücken Sie die eins.',
  heldMoveShort: 'Wir halten den neuen Termin noch für Sie frei. _ Wenn Papier und Stift da sind: die eins.',
  moveExpired:
    'Das hat leider zu lange gedauert, die Reservierung ist abgelaufen. _ Ihr alter Termin gilt noch. _ Wir suchen sofort einen anderen.',
  moved:
    'Ihr Termin ist verlegt. _ Bitte schreiben Sie mit. _ Erste Impfung: {first}. _ _ Zweite Impfung: {second}. _ _ Beide hier: {centre}. _ Die Terminnummer bleibt dieselbe. _ {codes}. _ ' +
    'Ich wiederhole. _ {codes}. _ Noch einmal hören: die eins. _ Weiter: die zwo.',
  movedForTwo:
    'Ihr Termin ist verlegt, für Sie beide. _ Bitte schreiben Sie mit. _ Erste Impfung: {first}. _ _ Zweite Impfung: {second}. _ _ Beide hier: {centre}. _ Die Terminnummern bleiben dieselben. _ {codes}. _ ' +
    'Ich wiederhole. _ {codes}. _ Noch einmal hören: die eins. _ Weiter: die zwo.',
  appointmentStays: 'Ihr Termin bleibt, wie er ist.',
  changedElsewhere: 'Dieser Termin ist gerade von anderer Stelle geändert worden. _ Ein Mensch hilft Ihnen weiter.',
  changeUnsure:
    'Unser Terminsystem antwortet gerade nicht. _ Ob die Änderung gespeichert ist, können wir noch nicht sagen. _ Ein Mensch kümmert sich um Sie.',
  cancelWho:
    'Der Termin ist für zwei Personen. _ Für beide absagen: die eins. _ Nur für die Person absagen, deren Terminnummer oder Geburtstag Sie eingetippt haben: die zwo.',
  cancelWhoShort: 'Für beide absagen: die eins. _ Nur für eine Person: die zwo.',
  cancelSure: 'Wollen Sie den Termin wirklich absagen? _ Ja, absagen: die eins. _ Nein, behalten: die zwo.',
  cancelSureForTwo: 'Wollen Sie den Termin wirklich absagen, für Sie beide? _ Ja, absagen: die eins. _ Nein, behalten: die zwo.',
  cancelSureShort: 'Wirklich absagen: die eins. _ Behalten: die zwo.',
  cancelOneSure: 'Wollen Sie den Termin wirklich absagen, nur für diese eine Person? _ Ja, absagen: die eins. _ Nein, behalten: die zwo.',
  cancelled: 'Der Termin ist abgesagt. _ Einen neuen Termin buchen: die eins. _ Fertig: die zwo.',
  cancelledOne:
    'Der Termin für diese Person ist abgesagt. _ Der Termin der anderen Person bleibt. _ Einen neuen Termin buchen: die eins. _ Fertig: die zwo.',

  // The booking system does not answer
  coreDownStillFree: 'Unser Terminsystem antwortet gerade nicht. _ Das liegt nicht an Ihnen. _ Es sind noch Termine da.',
  coreDownUnknown: 'Unser Terminsystem antwortet gerade nicht. _ Das liegt nicht an Ihnen, und es heißt nicht, dass alles vergeben ist.',
  wishOrHuman:
    'Sie können uns Ihren Terminwunsch trotzdem mit den Tasten eingeben. _ Wir buchen dann für Sie, sobald es wieder geht, und rufen Sie mit dem Ergebnis an. _ ' +
    'Wunsch eingeben: _ Drücken Sie die eins. _ Mit einem Menschen sprechen: _ Drücken Sie die null.',
  wishOrHumanShort: 'Wunsch eingeben: die eins. _ Ein Mensch: die null.',
  offerWish:
    'Wir haben Ihre Angaben. _ Wir buchen für Sie den frühesten Termin, sobald es wieder geht, und rufen Sie mit dem Ergebnis an. _ Ja: _ Drücken Sie die eins. _ ' +
    'Lieber mit einem Menschen sprechen: _ Drücken Sie die null.',
  offerWishShort: 'Wir buchen für Sie und rufen Sie an: die eins. _ Ein Mensch: die null.',
  wishKept:
    'Gut. Ihr Wunsch ist aufgeschrieben. _ Sobald unser Terminsystem wieder antwortet, buchen wir für Sie den frühesten Termin. _ Dann rufen wir Sie mit dem Ergebnis an. _ ' +
    'Wann das ist, können wir noch nicht sagen. _ In der Anzeige steht die Nummer {hotline}. _ Ihre Kennzahl ist {kennzahl}. _ Bitte aufschreiben. _ {kennzahl}. _ ' +
    'Wir fragen nie nach Geld. _ Sie brauchen nicht noch einmal anzurufen. _ Auf Wiederhören.',
  wishKeptBefore:
    'Ihr Wunsch ist schon aufgeschrieben, und Ihr Platz bleibt. _ Wir buchen für Sie, sobald es wieder geht, und rufen Sie mit dem Ergebnis an. _ ' +
    'Ihre Kennzahl ist {kennzahl}. _ {kennzahl}. _ Sie brauchen nicht noch einmal anzurufen. _ Auf Wiederhören.',
  wishesFull: 'Für diese Nummer sind schon sechs Personen aufgeschrieben. _ Für weitere hilft Ihnen ein Mensch.',
  wishStands:
    'Guten Tag. _ Ihr Wunsch ist aufgeschrieben, und Ihr Platz bleibt. _ Wir buchen für Sie, sobald es wieder geht, und rufen Sie mit dem Ergebnis an. _ Ihre Kennzahl ist {kennzahl}. _ ' +
    'Sie brauchen nicht noch einmal anzurufen. _ Alles verstanden: die eins. _ Mit einem Menschen sprechen: die null.',
  wishStandsShort: 'Ihr Wunsch ist aufgeschrieben. _ Alles verstanden: die eins. _ Ein Mensch: die null.',
  resultYear: 'Ihr Termin ist gebucht. _ Damit wir ihn vorlesen dürfen: _ Bitte das Geburtsjahr, vier Ziffern.',
  wishStays: 'Gut. Wir rufen Sie an. _ Ihre Kennzahl ist {kennzahl}. _ Auf Wiederhören.',

  // A human
  agentWaitFirst:
    'Im Moment sprechen alle mit anderen Anrufern. _ Sie warten ungefähr {minutes}. _ Ein Mensch ruft Sie auch gerne zurück. _ Ihr Platz bleibt erhalten. _ ' +
    'Rückruf: _ Drücken Sie die eins. _ Sonst bleiben Sie einfach dran.',
  agentWaitFirstUnknown:
    'Im Moment sprechen alle mit anderen Anrufern. _ Wie lange Sie warten, können wir noch nicht sagen. _ Ein Mensch ruft Sie auch gerne zurück. _ Ihr Platz bleibt erhalten. _ ' +
    'Rückruf: _ Drücken Sie die eins. _ Sonst bleiben Sie einfach dran.',
  connectingAgent: 'Wir verbinden Sie mit einem Menschen. _ Einen Moment bitte.',
  nextAgent: 'Dort hat gerade niemand abgenommen. _ Entschuldigung.',
  waitInFront: 'Sie stehen weiter ganz vorne. _ Bleiben Sie einfach dran.',
  nobodyLeft: 'Gerade ist leider niemand mehr da, der mit Ihnen sprechen kann. _ Entschuldigung.',
  nobodyFree: 'Im Moment ist niemand frei. _ Ein Mensch ruft Sie zurück: die eins. _ Mit den Tasten buchen: die zwo.',
  nobodyFreeShort: 'Rückruf von einem Menschen: die eins. _ Mit den Tasten buchen: die zwo.',
  nobodyFreeAtLast:
    'Im Moment ist niemand frei. _ Darum ruft ein Mensch Sie zurück. _ Bleiben Sie einfach dran, oder drücken Sie die eins.',
  waitForHuman: 'Bleiben Sie einfach dran. _ Sobald ein Mensch frei ist, verbinden wir Sie.',
  waitForHumanMinutes: 'Bleiben Sie einfach dran. _ Sie warten ungefähr {minutes}. _ Sobald ein Mensch frei ist, verbinden wir Sie.',
  stayStill: 'Es dauert noch etwa {minutes}. _ Bleiben Sie einfach dran.',
  stayLonger: 'Es dauert leider länger, als wir gesagt haben: noch etwa {minutes}. _ Entschuldigung. _ Bleiben Sie einfach dran.',
  stayUnknown: 'Wie lange es noch dauert, können wir gerade nicht sagen. _ Bleiben Sie einfach dran.',
  stillNobody:
    'Wir haben leider niemanden erreicht, und Ihre Nummer kennen wir nicht. _ Bitte rufen Sie wieder an. _ Bei Lebensgefahr: eins, eins, zwo.',
  handedToMenu: 'Sie sind wieder im Menü.',
  handedOn: 'Wir verbinden Sie weiter. _ Einen Moment bitte.',
  whisper: 'Anruf für Sie, auf Deutsch.',
  whisperEnglish: 'Anruf für Sie, auf Englisch.',
  whisperTurkish: 'Anruf für Sie, auf Türkisch.',
  whisperRussian: 'Anruf für Sie, auf Russisch.',
  whisperBooking: 'Es geht um eine Buchung.',
  whisperQuestion: 'Es geht um eine Frage.',
  whisperPromised: 'Es geht um einen Rückruf, den wir versprochen haben.',
  whisperHandedOn: 'Der Anruf wurde weitergegeben.',
  whisperWaited: 'Wartezeit: {minutes}.',
  whisperAccept: 'Annehmen: die eins.',
  whisperUnknown: 'Anruf für Sie. _ Annehmen: die eins.',
  callbackDialling: 'Die Kennzahl ist {kennzahl}. _ Nennen Sie sie bitte zuerst. _ Wir rufen jetzt an.',
  callbackSettled: 'Dieser Rückruf hat sich erledigt. _ Danke.',
  callbackNotNow: 'Wir dürfen diesen Menschen jetzt nicht anrufen. _ Danke.',
  callbackNobody: 'Dort meldet sich niemand. _ Danke.',

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
