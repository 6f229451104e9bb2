import type { Texts } from './texts.ts';

export const texts: Texts = {
  open: 'Apri la chat', close: 'Chiudi la chat', title: 'Ciao', tagline: 'Come possiamo aiutarti?', conversation: 'Conversazione',
  placeholder: 'Scrivi un messaggio', send: 'Invia', attach: 'Allega un file', emoji: 'Emoji', remove: 'Rimuovi',
  you: 'Tu', assistant: 'Assistente', sending: 'Invio in corso', waitsToSend: 'In attesa della connessione', notSent: 'Non inviato', retry: 'Riprova', seen: 'Letto',
  typing: '{name} sta scrivendo', somebodyTyping: 'Qualcuno sta scrivendo', noConnection: 'Nessuna connessione. Ciò che scrivi sarà inviato al suo ritorno.', away: 'Al momento siamo chiusi. Lascia un messaggio e ti risponderemo.',
  nobodyHere: 'Al momento non c’è nessuno. Lascia un messaggio e ti risponderemo.', opensAt: 'Riapriamo {time}', withYou: '{name} è con te',
  inLine: 'Sei il numero {n} in coda', expected: { one: 'Circa {n} minuto', other: 'Circa {n} minuti' }, unread: { one: '{n} nuovo messaggio', other: '{n} nuovi messaggi' },
  answersMinutes: 'Di solito rispondiamo in pochi minuti', answersHours: 'Di solito rispondiamo in poche ore', answersDay: 'Di solito rispondiamo entro un giorno',
  name: 'Nome', email: 'Email', phone: 'Telefono', required: 'obbligatorio', start: 'Inizia la chat', emailWrong: 'Non è un indirizzo email', mustBeFilled: 'Compila questo campo', emailForAnswer: 'Il tuo indirizzo email, per ricevere la risposta', save: 'Salva',
  endChat: 'Termina la chat', ended: 'La chat è terminata. Scrivi per ricominciare.', transcript: 'Ricevi la chat per email', transcriptSent: 'La chat ti sta arrivando', rate: 'Com’è andata la chat?', stars: { one: '{n} stella', other: '{n} stelle' },
  comment: 'Vuoi aggiungere qualcosa?', thanks: 'Grazie',
  deleted: 'Questo messaggio è stato eliminato', earlier: 'Mostra i messaggi precedenti', searchHelp: 'Cerca nell’assistenza', nothingFound: 'Nessun risultato', fileTooLarge: 'I file possono avere 10 MB in tutto', tooManyFiles: 'Al massimo 5 file alla volta', refused: 'La chat non funziona in questa pagina.', opensInTab: 'si apre in una nuova scheda', more: 'Altro',
};
