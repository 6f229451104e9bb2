/** The ways of reading a mailbox through its service's own interface. */
export const serviceProtocols = ['graph', 'gmail', 'ews', 'mimecast'] as const;
export type ServiceProtocol = (typeof serviceProtocols)[number];

/** All ways of reading a mailbox. */
export type MailboxProtocol = 'imap' | ServiceProtocol;
