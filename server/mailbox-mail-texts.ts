/** Mails about mailboxes that are to be connected, by the account's language. A language that lacks one does not compile. */
interface LinkFacts { readonly account: string; readonly inviter: string | null; readonly name: string; readonly message: string | null; readonly link: string }
interface Mail { readonly subject: string; readonly text: string }
interface MailTexts {
  readonly invite: (facts: LinkFacts) => Mail;
  readonly again: (facts: LinkFacts) => Mail;
  readonly itHelp: (facts: { account: string; name: string; message: string | null; base: string }) => Mail;
}

/** Words of a person, marked as such, so that nobody takes them for ours. */
const quoted = (message: string | null): string => (message === null ? '' : `${message.trim().split(/\r?\n/).map((line) => `> ${line}`).join('\n')}\n\n`);

export const mailboxMailTexts: Readonly<Record<'en' | 'de', MailTexts>> = {
  en: {
    invite: ({ account, inviter, name, message, link }) => ({
      subject: `${account} asks to connect your mailbox`,
      text: `Hello ${name},\n\n${inviter ?? 'An administrator'} asks you to connect your mailbox, so that ${account} can see how fast customers get an answer.\n\n${quoted(message)}Open this link and say how your mailbox is read:\n\n${link}\n\nIt works once, within 48 hours. If you do not know what this is about, do nothing: nobody reads your mailbox then.\n`,
    }),
    again: ({ account, inviter, name, message, link }) => ({
      subject: `${account}: please connect your mailbox again`,
      text: `Hello ${name},\n\n${inviter ?? 'An administrator'} asks you to connect your mailbox again, because it cannot be read as it was or is to be read another way.\n\n${quoted(message)}${link}\n\nThe link works once, within 48 hours.\n`,
    }),
    itHelp: ({ account, name, message, base }) => ({
      subject: `${account} needs your help to connect mailboxes`,
      text: `Hello ${name},\n\n${account} wants to connect mailboxes to its customer service desk at ${base} and asks for your help.\n\n${quoted(message)}What is needed is one of these:\n\n- IMAP: host, port, kind of encryption, user name and an app password of each mailbox.\n- An invitation that each person opens; you need not know any password then.\n\nThe desk has to reach the mail server from where it runs; a firewall may have to let it.\n`,
    }),
  },
  de: {
    invite: ({ account, inviter, name, message, link }) => ({
      subject: `${account} bittet um Verbindung Ihres Postfachs`,
      text: `Guten Tag ${name},\n\n${inviter ?? 'Die Verwaltung'} bittet Sie, Ihr Postfach zu verbinden, damit ${account} sieht, wie schnell Kunden eine Antwort bekommen.\n\n${quoted(message)}Öffnen Sie diesen Link und sagen Sie, wie Ihr Postfach gelesen wird:\n\n${link}\n\nEr gilt einmal, innerhalb von 48 Stunden. Wenn Sie damit nichts anfangen können, brauchen Sie nichts zu tun: Dann liest niemand Ihr Postfach.\n`,
    }),
    again: ({ account, inviter, name, message, link }) => ({
      subject: `${account}: Bitte verbinden Sie Ihr Postfach noch einmal`,
      text: `Guten Tag ${name},\n\n${inviter ?? 'Die Verwaltung'} bittet Sie, Ihr Postfach noch einmal zu verbinden, weil es so wie bisher nicht gelesen werden kann oder auf anderem Weg gelesen werden soll.\n\n${quoted(message)}${link}\n\nDer Link gilt einmal, innerhalb von 48 Stunden.\n`,
    }),
    itHelp: ({ account, name, message, base }) => ({
      subject: `${account} braucht Ihre Hilfe beim Verbinden von Postfächern`,
      text: `Guten Tag ${name},\n\n${account} möchte Postfächer mit dem Kundendienst unter ${base} verbinden und bittet um Ihre Hilfe.\n\n${quoted(message)}Nötig ist eines davon:\n\n- IMAP: Server, Port, Art der Verschlüsselung, Benutzername und ein App-Passwort für jedes Postfach.\n- Eine Einladung, die jede Person selbst öffnet; dann brauchen Sie kein Passwort zu kennen.\n\nDer Server muss von dort, wo er läuft, den Mailserver erreichen; eine Firewall muss ihn vielleicht lassen.\n`,
    }),
  },
};
