/** Why something was not done, in German: what it means for the agent, and what to do next. By the server's stable codes. */

/** Program and server do not understand each other: the server is newer than a page that has been open for long. */
const outdated = 'Diese Seite ist älter als der Server. Bitte die Seite neu laden; ein laufendes Gespräch bleibt.';

export const refusalsDe = {
  OFFLINE: 'Der Server antwortet nicht. Ihre Eingaben stehen noch da: bitte noch einmal versuchen.',
  INTERNAL: 'Im System ist etwas schiefgegangen. Es ist aufgeschrieben. Bitte noch einmal versuchen.',
  REDIS_DOWN: 'Ein Teil des Systems antwortet gerade nicht. Bitte gleich noch einmal.',
  POSTGRES_DOWN: 'Die Datenbank antwortet gerade nicht. Bitte gleich noch einmal.',
  TWILIO_DOWN: 'Das Telefonnetz antwortet gerade nicht. Bitte gleich noch einmal.',
  BOOKING_AWAY: 'Das Terminsystem antwortet nicht. Bitte einen Wunsch aufschreiben.',
  NOT_DURABLE: 'Gerade lässt sich nichts sicher aufschreiben. Bitte nichts versprechen.',

  WRONG_SIGN_IN: 'Name oder Passwort stimmt nicht.',
  NOT_SIGNED_IN: 'Die Anmeldung ist abgelaufen. Bitte noch einmal anmelden.',
  CSRF_TOKEN: 'Sie haben sich in einem anderen Fenster neu angemeldet. Bitte die Seite neu laden.',
  ROLE_MISSING: 'Dieses Konto darf nicht an den Arbeitsplatz.',
  SIGN_IN_LOCKED: 'Zu viele Versuche.',
  TOO_MANY_SIGN_INS: 'Gerade melden sich sehr viele an. Bitte gleich noch einmal.',
  WRONG_PASSWORD: 'Das bisherige Passwort stimmt nicht.',
  PASSWORD_FROM_ENVIRONMENT: 'Dieses Passwort steht in den Einstellungen der Hotline und lässt sich hier nicht ändern.',

  IN_CALL: 'Erst wenn das Gespräch vorbei ist.',
  NO_ENDPOINT: 'Für dieses Konto ist kein Telefon eingetragen. Bitte der Leitung sagen.',
  NOT_YOUR_CALL: 'Dieses Gespräch ist nicht mehr Ihres.',
  CALL_OVER: 'Der Anrufer hat aufgelegt.',
  NETWORK_AWAY: 'Das Telefonnetz antwortet nicht. Der Anrufer ist noch bei Ihnen.',
  UNKNOWN_CALLBACK: 'Diesen Rückruf gibt es nicht mehr.',
  NOT_REACHED: 'Es war niemand am Apparat. Der Rückruf wird von selbst noch einmal versucht.',
  OTHER_OPEN: 'Diese Person hat inzwischen um einen anderen Rückruf gebeten.',

  TAKEN: 'Der Termin ist gerade vergeben worden. Bitte einen anderen wählen.',
  HOLD_EXPIRED: 'Die Zeit ist um, der Termin ist wieder frei. Bitte noch einmal wählen.',
  NOT_ELIGIBLE: 'Mit diesem Geburtsdatum ist noch niemand an der Reihe. Bitte das Datum vergleichen.',
  ALREADY_BOOKED: 'Für diese Person ist schon gebucht. Der Termin gilt; unter „Vorhandener Termin“ lässt er sich öffnen.',
  LIMIT: 'Von dieser Nummer sind schon sechs Personen gebucht.',
  OTHER_KREIS: 'Gebucht wird nur im Impfzentrum des eigenen Kreises.',

  UNKNOWN_APPOINTMENT: 'Mit diesen Angaben finden wir keinen Termin. Bitte Terminnummer und Geburtsdatum vergleichen.',
  TOO_MANY_TRIES: 'Zu viele Versuche. Bitte die Leitung fragen.',
  CANCELLED: 'Dieser Termin ist schon abgesagt.',
  BEGUN: 'Die erste Impfung ist vorbei. Die zweite gehört dazu und lässt sich nicht allein verlegen.',
  CHANGED: 'Dieser Termin ist gerade geändert worden. Bitte noch einmal öffnen.',

  INVALID_INPUT: 'Eine Angabe passt nicht.',
  BODY_TOO_LARGE: 'Das ist zu viel Text.',
  BAD_REQUEST: outdated,
  NOT_FOUND: outdated,
  METHOD_NOT_ALLOWED: outdated,
  JSON_ONLY: outdated,
  MALFORMED_JSON: outdated,
  UNSUPPORTED_ENCODING: outdated,
  UNSUPPORTED_CHARSET: outdated,
};

/** Faults of single values, by the name of the value. */
export const faultsDe = {
  birthDate: 'Dieses Geburtsdatum kann nicht stimmen. Bitte prüfen.',
  plz: 'Diese Postleitzahl liegt nicht in Westfalen-Lippe. Bitte prüfen.',
  kreis: 'Dort gibt es kein Impfzentrum.',
  number: 'Es fehlt eine Nummer, oder diese geht nicht. Mit Vorwahl, zum Beispiel 02331 123456.',
  persons: 'Festgehalten ist für eine andere Zahl von Personen. Bitte neu wählen.',
  holdId: 'Festgehalten ist für eine andere Zahl von Personen. Bitte neu wählen.',
  code: 'Bitte die Terminnummer prüfen.',
  next: 'Das neue Passwort geht so nicht: mindestens 12 Zeichen, nicht das bisherige, nicht der eigene Name.',
  current: 'Das bisherige Passwort stimmt nicht.',
  note: 'Die Notiz ist zu lang.',
};
