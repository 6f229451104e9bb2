/** Words of the mails that visitors get. `{site}` and `{page}` become the site's name and the page he was on. */
interface MailWords {
  readonly answersSubject: string; readonly answersIntro: string; readonly transcriptSubject: string; readonly transcriptIntro: string; readonly you: string; readonly goOn: string; readonly orAnswer: string; readonly file: string;
}

export const mailWords: Readonly<Record<string, MailWords>> = {
  en: {
    answersSubject: 'An answer from {site}', answersIntro: 'You wrote to us, and this was answered while you were away:', transcriptSubject: 'Your chat with {site}', transcriptIntro: 'Here is what was said:',
    you: 'You', goOn: 'To go on, open the page again: {page}', orAnswer: 'You can answer this mail: what you write is added to the chat.', file: 'File: {name}',
  },
  de: {
    answersSubject: 'Eine Antwort von {site}', answersIntro: 'Sie haben uns geschrieben. Während Sie nicht da waren, kam diese Antwort:', transcriptSubject: 'Ihr Chat mit {site}', transcriptIntro: 'Das wurde gesagt:',
    you: 'Sie', goOn: 'Um weiterzuschreiben, öffnen Sie die Seite wieder: {page}', orAnswer: 'Sie können auf diese Mail antworten: Was Sie schreiben, kommt in den Chat.', file: 'Datei: {name}',
  },
  fr: {
    answersSubject: 'Une réponse de {site}', answersIntro: 'Vous nous avez écrit. Voici la réponse arrivée pendant votre absence :', transcriptSubject: 'Votre discussion avec {site}', transcriptIntro: 'Voici ce qui a été dit :',
    you: 'Vous', goOn: 'Pour continuer, rouvrez la page : {page}', orAnswer: 'Vous pouvez répondre à ce message : votre réponse rejoint la discussion.', file: 'Fichier : {name}',
  },
  es: {
    answersSubject: 'Una respuesta de {site}', answersIntro: 'Nos escribió. Mientras no estaba, llegó esta respuesta:', transcriptSubject: 'Su chat con {site}', transcriptIntro: 'Esto es lo que se dijo:',
    you: 'Usted', goOn: 'Para continuar, vuelva a abrir la página: {page}', orAnswer: 'Puede responder a este correo: lo que escriba se añade al chat.', file: 'Archivo: {name}',
  },
  nl: {
    answersSubject: 'Een antwoord van {site}', answersIntro: 'U schreef ons. Terwijl u weg was, kwam dit antwoord:', transcriptSubject: 'Uw chat met {site}', transcriptIntro: 'Dit is wat er is gezegd:',
    you: 'U', goOn: 'Open de pagina opnieuw om verder te gaan: {page}', orAnswer: 'U kunt deze mail beantwoorden: wat u schrijft komt in de chat.', file: 'Bestand: {name}',
  },
};

/** Of the visitor's browser, where we have its words; else English. */
export function wordsFor(language: string | null): MailWords {
  return mailWords[(language ?? 'en').slice(0, 2).toLowerCase()] ?? mailWords['en']!;
}
