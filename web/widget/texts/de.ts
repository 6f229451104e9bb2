import type { Texts } from './texts.ts';

export const texts: Texts = {
  open: 'Chat öffnen', close: 'Chat schließen', title: 'Hallo', tagline: 'Wie können wir helfen?', conversation: 'Gespräch',
  placeholder: 'Nachricht schreiben', send: 'Senden', attach: 'Datei anhängen', emoji: 'Emoji', remove: 'Entfernen',
  you: 'Sie', assistant: 'Assistent', sending: 'Wird gesendet', waitsToSend: 'Wartet auf die Verbindung', notSent: 'Nicht gesendet', retry: 'Noch einmal versuchen', seen: 'Gelesen',
  typing: '{name} schreibt', somebodyTyping: 'Es wird geschrieben', noConnection: 'Keine Verbindung. Was Sie schreiben, wird gesendet, sobald sie wieder da ist.', away: 'Wir haben gerade geschlossen. Hinterlassen Sie eine Nachricht, wir antworten.',
  nobodyHere: 'Gerade ist niemand da. Hinterlassen Sie eine Nachricht, wir antworten.', opensAt: 'Wieder geöffnet {time}', withYou: '{name} ist für Sie da',
  inLine: 'Sie sind Nummer {n} in der Warteschlange', expected: { one: 'Etwa {n} Minute', other: 'Etwa {n} Minuten' }, unread: { one: '{n} neue Nachricht', other: '{n} neue Nachrichten' },
  answersMinutes: 'Wir antworten meist innerhalb von Minuten', answersHours: 'Wir antworten meist innerhalb von Stunden', answersDay: 'Wir antworten meist innerhalb eines Tages',
  name: 'Name', email: 'E-Mail', phone: 'Telefon', required: 'Pflichtfeld', start: 'Chat beginnen', emailWrong: 'Das ist keine E-Mail-Adresse', mustBeFilled: 'Bitte ausfüllen', emailForAnswer: 'Ihre E-Mail-Adresse, damit die Antwort Sie erreicht', save: 'Speichern',
  endChat: 'Chat beenden', ended: 'Der Chat ist beendet. Schreiben Sie, um neu zu beginnen.', transcript: 'Chat per E-Mail erhalten', transcriptSent: 'Der Chat ist zu Ihnen unterwegs', rate: 'Wie war der Chat?', stars: { one: '{n} Stern', other: '{n} Sterne' },
  comment: 'Möchten Sie etwas hinzufügen?', thanks: 'Vielen Dank',
  deleted: 'Diese Nachricht wurde gelöscht', earlier: 'Frühere Nachrichten zeigen', searchHelp: 'In der Hilfe suchen', nothingFound: 'Nichts gefunden', fileTooLarge: 'Dateien dürfen zusammen 10 MB haben', tooManyFiles: 'Höchstens 5 Dateien auf einmal', refused: 'Der Chat geht auf dieser Seite nicht.', opensInTab: 'öffnet in neuem Tab', more: 'Mehr',
};
