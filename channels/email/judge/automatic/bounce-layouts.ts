/**
 * Sentences by which mail software tells of failed recipients, lower case, white space as one blank; the writer beside
 * it where one is known. People paste them into their questions, so they count only for a sender or an envelope that
 * already looks like mail software.
 */
export const bounceLayouts: readonly string[] = [
  'the following addresses had permanent fatal errors', 'the following addresses had transient non-fatal errors', // Sendmail
  'transcript of session follows', // Sendmail
  'the following addresses had delivery problems', // Biglobe, McAfee
  "i'm sorry to have to inform you that", "i'm sorry to have to tell you that", // Postfix, SendGrid
  'this is the mail system at host', 'this is the postfix program at host', // Postfix
  'this message was created automatically by mail delivery software', 'a message that you sent could not be delivered', // Exim
  'hi. this is the', "wasn't able to deliver your message", // qmail
  'your message did not reach some or all of the intended recipients', 'did not reach the following recipient', // Exchange
  'could not be delivered to the following recipient', 'could not be delivered to one or more recipients',
  'recipient(s) could not be reached', 'recipient(s) cannot be reached', // Exchange, SurfControl
  'delivery to the following recipient', 'delivery has failed to these recipients', // Gmail, IIS, Exchange Online
  'unable to deliver message to', 'unable to deliver mail to', 'unable to deliver your message',
  'was not delivered to', // Domino
  'your message was not delivered', 'your message cannot be delivered', 'your message could not be delivered',
  'your mail could not be delivered', 'the message was not delivered', 'could not be delivered because of', // MailMarshal
  'was undeliverable to the following', 'this report relates to a message you sent', // Sun Messaging
  'the following address(es) failed', 'failed to deliver to', 'original message follows', // IMail, CommuniGate
  'the user(s) account is', 'each of the following recipients was rejected', // EZweb
  'unknown user:', 'user unknown', 'unknown local-part', 'mailbox unavailable', 'mailbox is full', 'mailbox full',
  'host unknown', 'host not found', 'recipient address rejected', 'no such user', 'address rejected', 'over quota', 'quota exceeded',
  'email address could not be found', 'error message below', 'invalid user address', // Verizon
  'this is a delivery failure notification message', 'it was not possible to deliver', 'this is an email abuse report', // ARF
  'requested action not taken', 'invalid final delivery userid', 'message delivery failed',
  'このメールは送信できませんでした', 'エラーのため送信できませんでした', '送信先メールアドレスが見つかりませんでした', '自動的に生成して送信しています', // m-FILTER, EZweb
];
