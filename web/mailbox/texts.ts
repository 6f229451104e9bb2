/** Every text of the page on which a person connects a mailbox, by language. A text that lacks a language does not compile. */
const en = {
  language: 'en' as 'en' | 'de', skip: 'Skip to the content', title: 'Connect your mailbox', lead: '{account} asks to read the mailbox {address}, to see how fast customers get an answer.',
  consent: 'By connecting it you agree that new mail and sent mail of this mailbox, and that of the last 30 days, is read. Nothing in the mailbox is changed.',
  directory: 'Your company has already given the access that is needed: no password is asked for.', connect: 'Connect', signIn: 'Your company has set up that you sign in at its mail service and agree there. No password is entered here.', signInWith: 'Sign in and agree',
  noAddress: 'This server does not know yet where people reach it, so nobody can be sent back here. Ask whoever runs it to set its address.', declined: 'You did not agree there, or the service refused.', host: 'Mail server (IMAP)', hostHint: 'Leave it empty and we look for it.', port: 'Port', security: 'Encryption',
  securities: { tls: 'TLS from the first byte (usual: 993)', starttls: 'STARTTLS (usual: 143)' } as Readonly<Record<'tls' | 'starttls', string>>, userName: 'User name', password: 'Password',
  passwordHint: 'Many providers want an app password here, not the one you sign in with.', failed: 'The mailbox could not be opened.', notFound: 'No mail server was found for this address. Enter it yourself.',
  portWrong: 'The port must be a number between 1 and 65535.', doneTitle: 'Your mailbox is connected', done: '{address} is read from now on. You can close this page.',
  goneTitle: 'This link is not valid', gone: 'It is wrong or not whole, was used already, or its time is over. Ask whoever sent it for a new one.', tooMany: 'Too many tries. Please wait a quarter of an hour.',
};
export type MailboxTexts = typeof en;

const de: MailboxTexts = {
  language: 'de', skip: 'Zum Inhalt springen', title: 'Postfach verbinden', lead: '{account} möchte das Postfach {address} lesen, um zu sehen, wie schnell Kunden eine Antwort bekommen.',
  consent: 'Mit der Verbindung stimmen Sie zu, dass neue und gesendete Mail dieses Postfachs und die der letzten 30 Tage gelesen wird. Im Postfach wird nichts verändert.',
  directory: 'Ihre Firma hat den nötigen Zugang schon eingerichtet: Es wird kein Passwort gebraucht.', connect: 'Verbinden', signIn: 'Ihre Firma hat eingerichtet, dass Sie sich bei ihrem Maildienst anmelden und dort zustimmen. Hier wird kein Passwort eingegeben.', signInWith: 'Anmelden und zustimmen',
  noAddress: 'Dieser Server weiß noch nicht, unter welcher Adresse man ihn erreicht; so kann niemand hierher zurückgeschickt werden. Bitten Sie die Person, die ihn betreibt, sie einzustellen.', declined: 'Sie haben dort nicht zugestimmt, oder der Dienst hat abgelehnt.', host: 'Mailserver (IMAP)', hostHint: 'Lassen Sie das Feld leer, dann suchen wir ihn.', port: 'Port', security: 'Verschlüsselung',
  securities: { tls: 'TLS vom ersten Byte an (üblich: 993)', starttls: 'STARTTLS (üblich: 143)' }, userName: 'Benutzername', password: 'Passwort',
  passwordHint: 'Viele Anbieter verlangen hier ein App-Passwort, nicht das, mit dem Sie sich anmelden.', failed: 'Das Postfach ließ sich nicht öffnen.', notFound: 'Für diese Adresse wurde kein Mailserver gefunden. Tragen Sie ihn selbst ein.',
  portWrong: 'Der Port muss eine Zahl zwischen 1 und 65535 sein.', doneTitle: 'Ihr Postfach ist verbunden', done: '{address} wird ab jetzt gelesen. Sie können diese Seite schließen.',
  goneTitle: 'Dieser Link gilt nicht', gone: 'Er ist falsch oder unvollständig, wurde schon benutzt, oder seine Zeit ist vorbei. Bitten Sie die Person, die ihn geschickt hat, um einen neuen.', tooMany: 'Zu viele Versuche. Bitte warten Sie eine Viertelstunde.',
};

/** By Accept-Language: German where it is named before English, else English. */
export function mailboxTextsFor(acceptLanguage: string | undefined): MailboxTexts {
  const first = (acceptLanguage ?? '').slice(0, 500).toLowerCase().split(',').map((part) => part.trim().split(/[-;]/)[0]).find((language) => language === 'en' || language === 'de');
  return first === 'de' ? de : en;
}
