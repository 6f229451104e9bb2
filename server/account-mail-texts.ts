/** The server's own mails to people who work here, by the account's language. A language that lacks one does not compile. */
interface MailTexts {
  readonly invitation: (facts: { account: string; inviter: string | null; link: string }) => { readonly subject: string; readonly text: string };
  readonly reset: (facts: { name: string; link: string }) => { readonly subject: string; readonly text: string };
  /** askedBy: null where whoever runs the server, or a program, did it. link: null where the server has no public address. */
  readonly deleted: (facts: { account: string; name: string; askedBy: string | null; day: string; link: string | null }) => { readonly subject: string; readonly text: string };
}

export const accountMailTexts: Readonly<Record<'en' | 'de', MailTexts>> = {
  en: {
    invitation: ({ account, inviter, link }) => ({
      subject: `Join ${account}`,
      text: `Hello,\n\n${inviter ?? 'An administrator'} invites you to answer customers of ${account}.\n\nOpen this link, choose a password and sign in:\n\n${link}\n\nIt works once, within 24 hours. If you do not know what this is about, do nothing.\n`,
    }),
    reset: ({ name, link }) => ({
      subject: 'A new password',
      text: `Hello ${name},\n\nsomebody, probably you, asked for a new password. Choose it here:\n\n${link}\n\nThe link works once, within an hour. If it was not you, do nothing: your password stays.\n`,
    }),
    deleted: ({ account, name, askedBy, day, link }) => ({
      subject: `${account} is shut and will be erased`,
      text: `Hello ${name},\n\n${askedBy ?? 'somebody outside the account'} deleted ${account}. It is shut: nobody can sign in, no mail is read or sent. On ${day} (UTC) everything in it is erased for good.\n\n${link === null ? 'If that is not what you want, ask whoever runs the server to bring it back before that day.' : `If that is not what you want, bring it back before that day here:\n\n${link}`}\n\nYou get this mail because you are an owner of the account.\n`,
    }),
  },
  de: {
    invitation: ({ account, inviter, link }) => ({
      subject: `Einladung zu ${account}`,
      text: `Guten Tag,\n\n${inviter ?? 'Die Verwaltung'} lädt Sie ein, für ${account} Kunden zu antworten.\n\nÖffnen Sie diesen Link, wählen Sie ein Passwort und melden Sie sich an:\n\n${link}\n\nEr gilt einmal, innerhalb von 24 Stunden. Wenn Sie damit nichts anfangen können, brauchen Sie nichts zu tun.\n`,
    }),
    reset: ({ name, link }) => ({
      subject: 'Ein neues Passwort',
      text: `Guten Tag ${name},\n\njemand, vermutlich Sie selbst, hat um ein neues Passwort gebeten. Hier wählen Sie es:\n\n${link}\n\nDer Link gilt einmal, innerhalb einer Stunde. Waren Sie es nicht, brauchen Sie nichts zu tun: Ihr Passwort bleibt.\n`,
    }),
    deleted: ({ account, name, askedBy, day, link }) => ({
      subject: `${account} ist gesperrt und wird gelöscht`,
      text: `Guten Tag ${name},\n\n${askedBy ?? 'jemand außerhalb des Kontos'} hat ${account} gelöscht. Das Konto ist gesperrt: Niemand kann sich anmelden, keine Mail wird gelesen oder gesendet. Am ${day} (UTC) wird alles darin endgültig gelöscht.\n\n${link === null ? 'Wenn Sie das nicht wollen, bitten Sie vor diesem Tag, wer den Server betreibt, es zurückzuholen.' : `Wenn Sie das nicht wollen, holen Sie es vor diesem Tag hier zurück:\n\n${link}`}\n\nSie bekommen diese Mail, weil das Konto Ihnen gehört.\n`,
    }),
  },
};
