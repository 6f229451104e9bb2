export interface PlainMail {
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly id?: string;
  readonly date?: string;
  readonly text?: string;
  readonly inReplyTo?: string;
  /** Further header lines, whole. */
  readonly headers?: readonly string[];
  /** An attachment of so many bytes. */
  readonly attachmentBytes?: number;
}

/** A mail as bytes, from a few words: `plainMail({ subject: 'Hello' })` is bo writing to help@desk.test. */
export function plainMail(mail: PlainMail = {}): Buffer {
  const { from = 'Bo <bo@home.test>', to = 'help@desk.test', subject = 'Hello', id = `${subject.replaceAll(/\W+/g, '-')}@home.test`, date = 'Mon, 06 May 2024 08:00:00 +0000', text = 'Hello.' } = mail;
  const head = [`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, `Message-ID: <${id}>`, `Date: ${date}`, ...(mail.inReplyTo === undefined ? [] : [`In-Reply-To: <${mail.inReplyTo}>`]), ...mail.headers ?? [], 'MIME-Version: 1.0'];
  if (mail.attachmentBytes === undefined) return Buffer.from([...head, 'Content-Type: text/plain; charset=utf-8', '', text, ''].join('\r\n'));
  const content = Buffer.alloc(mail.attachmentBytes, id).toString('base64').replaceAll(/.{76}/g, '$&\r\n');
  return Buffer.from([
    ...head, 'Content-Type: multipart/mixed; boundary=part', '', '--part', 'Content-Type: text/plain; charset=utf-8', '', text, '--part',
    'Content-Type: application/octet-stream', 'Content-Disposition: attachment; filename=data.bin', 'Content-Transfer-Encoding: base64', '', content, '--part--', '',
  ].join('\r\n'));
}
