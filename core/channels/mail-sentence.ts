/**
 * What may be said of a mail server: each sentence once, with gaps. Where it is shown in another language it is told by its key, never by the English
 * words (like `problem-key.ts`). The console has a German text for each (`web/console/texts/mail-sentences-german.ts`), or it does not compile.
 */
export const mailSentences = {
  'host-is': '{host} is {address}.',
  'port-answers': 'Port {port} answers.',
  'no-encryption': 'No encryption is wanted: password and mail travel in the clear. This is for a server on the same machine.',
  'starttls-on': 'The connection is encrypted by STARTTLS.',
  'certificate-good': 'The certificate of {host} is good ({protocol}).',
  'signed-in': 'Signed in as {user}.',
  'no-sign-in': 'The server asks for no sign-in.',
  'takes-mail': 'The server takes mail.',
  'folders-found': '{count} folders. Read are INBOX and {sent}.',
  'folders-no-sent': '{count} folders. Read are INBOX and no folder of sent mail: the server marks none, so name it if answers written elsewhere shall count.',
  'mail-taken': '{server} has taken the mail: {said}',
  'nothing-listens': 'Nothing listens at that host and port.',
  'host-unreachable': 'The host cannot be reached from here.',
  'network-unreachable': 'The network of the host cannot be reached from here.',
  'host-silent': 'The host does not answer.',
  'greeting-silent': 'The server took the connection and said nothing. Is the port one of TLS from the first byte, or none of mail at all?',
  'starttls-unfinished': 'The server did not finish STARTTLS.',
  'server-silent': 'The server said nothing for too long.',
  'server-closed': 'The server ended the connection.',
  'closed-in-tls': 'The server ended the connection while TLS began. Is the port one of STARTTLS or plain text?',
  'sent-too-much': 'The server sent more than it was asked for.',
  'endless-line': 'The server sent a line without end.',
  'sign-in-refused': 'The server refuses the sign-in. Is the password right? Many providers want an app password or OAuth.',
  'sign-in-refused-saying': 'The server refuses the sign-in; it says: {said}. Is the password right? Many providers want an app password or OAuth.',
  'certificate-refused': 'The server\'s certificate or TLS is not accepted ({code}).',
  'database-refused': 'The database refused a statement (SQLSTATE {code}).',
  'no-inbox': 'The server shows no inbox.',
  'no-password': 'No password is set.',
  'tls-not-begun': 'TLS could not be begun: {said}',
  'server-stopped': 'The server did not go on: {said}',
  'tls-port-silent': 'Port {port} took the connection and does not begin TLS. Is it a port of STARTTLS?',
  'certificate-name': 'The certificate is for another name than {host}.',
  'certificate-expired': 'The certificate has run out.',
  'certificate-untrusted': 'The certificate is signed by nobody whom this machine trusts.',
  'no-tls-port': 'The port does not speak TLS from the first byte.',
  'tls-fails': 'TLS fails ({code}).',
  'check-host': 'Check the spelling of the host.',
  'check-port': 'Check host and port: usual are {tls} (TLS) and {starttls} (STARTTLS). A firewall may be between.',
  'check-tls-name': 'Use the name that the certificate has; for STARTTLS take port {starttls}.',
  'check-tls-port': 'For TLS from the first byte take port {tls}.',
  'no-server': 'There is no mail server to send through. Set an SMTP server for this channel, or PATCHBAY_SMTP_RELAY for all.',
  'channel-off': 'This channel is disabled; it sends nothing. Enable it, or take the mail back.',
  'server-braked': 'The mail server does not work at the moment; one mail at a time tries it, the others wait.',
  'no-mail-channel': 'This channel sends no mail.',
  'not-taken': 'The server did not take the mail.',
  'no-domain': 'The address has no domain that can be looked up.',
  'spf-missing': 'There is no SPF record. Publish one that names the servers that send for this domain: v=spf1 include:YOUR-PROVIDER ~all',
  'spf-many': 'There are several SPF records; receivers take none of them then. Make them one.',
  'spf-all': 'The SPF record ends with +all: everybody may send for this domain.',
  'spf-present': 'There is an SPF record. See that it names the server that you send through.',
  'dkim-present': 'There are DKIM keys ({selectors}).',
  'dkim-unknown': 'No DKIM key lies under the usual names; there may be one under another. Your mail server must sign what it sends.',
  'dmarc-missing': 'There is no DMARC record. Large providers want one: v=DMARC1; p=none; rua=mailto:YOU',
  'dmarc-wrong': 'The DMARC record is not one that receivers can read.',
  'dmarc-present': 'There is a DMARC record with the policy {policy}.',
} as const;

export type MailSentenceKey = keyof typeof mailSentences;

/** A sentence with its gaps filled. */
export interface MailSentence { readonly key: MailSentenceKey; readonly values: Readonly<Record<string, string | number>>; readonly text: string }

export function sayOfMail(key: MailSentenceKey, values: MailSentence['values'] = {}): MailSentence {
  return { key, values, text: mailSentences[key].replaceAll(/\{(\w+)\}/g, (gap, name: string) => (name in values ? String(values[name]) : gap)) };
}

/** For the end of an API: key and values of what was said; of words that are nobody's sentence nothing. */
export type SaidOfMail = Pick<MailSentence, 'key' | 'values'>;
