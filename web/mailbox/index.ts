export { mailboxConnectedPage, mailboxGonePage, mailboxPage, type MailboxPage, type MailboxValues } from './mailbox-page.ts';
export { mailboxTextsFor, type MailboxTexts } from './texts.ts';
