import type { Texts } from './texts.ts';

export const texts: Texts = {
  open: 'Chat openen', close: 'Chat sluiten', title: 'Hallo', tagline: 'Hoe kunnen we helpen?', conversation: 'Gesprek',
  placeholder: 'Schrijf een bericht', send: 'Versturen', attach: 'Bestand toevoegen', emoji: 'Emoji', remove: 'Verwijderen',
  you: 'U', assistant: 'Assistent', sending: 'Wordt verstuurd', waitsToSend: 'Wacht op de verbinding', notSent: 'Niet verstuurd', retry: 'Opnieuw proberen', seen: 'Gelezen',
  typing: '{name} is aan het typen', somebodyTyping: 'Er wordt getypt', noConnection: 'Geen verbinding. Wat u schrijft, wordt verstuurd zodra die terug is.', away: 'We zijn nu gesloten. Laat een bericht achter, we antwoorden.',
  nobodyHere: 'Er is nu niemand. Laat een bericht achter, we antwoorden.', opensAt: 'Weer open {time}', withYou: '{name} helpt u',
  inLine: 'U bent nummer {n} in de rij', expected: { one: 'Ongeveer {n} minuut', other: 'Ongeveer {n} minuten' }, unread: { one: '{n} nieuw bericht', other: '{n} nieuwe berichten' },
  answersMinutes: 'We antwoorden meestal binnen enkele minuten', answersHours: 'We antwoorden meestal binnen enkele uren', answersDay: 'We antwoorden meestal binnen een dag',
  name: 'Naam', email: 'E-mail', phone: 'Telefoon', required: 'verplicht', start: 'Chat beginnen', emailWrong: 'Dit is geen e-mailadres', mustBeFilled: 'Vul dit in', emailForAnswer: 'Uw e-mailadres, zodat het antwoord u bereikt', save: 'Opslaan',
  endChat: 'Chat beëindigen', ended: 'De chat is beëindigd. Schrijf om opnieuw te beginnen.', transcript: 'Chat per e-mail ontvangen', transcriptSent: 'De chat is naar u onderweg', rate: 'Hoe was de chat?', stars: { one: '{n} ster', other: '{n} sterren' },
  comment: 'Wilt u iets toevoegen?', thanks: 'Dank u wel',
  deleted: 'Dit bericht is verwijderd', earlier: 'Eerdere berichten tonen', searchHelp: 'Zoeken in de hulp', nothingFound: 'Niets gevonden', fileTooLarge: 'Bestanden mogen samen 10 MB zijn', tooManyFiles: 'Hoogstens 5 bestanden tegelijk', refused: 'De chat werkt niet op deze pagina.', opensInTab: 'opent in een nieuw tabblad', more: 'Meer',
};
