import { createHash } from 'node:crypto';
import { dateHeader, encodeParty, encodeText, headerField } from './encode-header.ts';
import type { Mail, MailFile } from './mail.ts';

/** A MIME part: its header fields and its encoded body. */
interface Part { readonly fields: readonly string[]; readonly body: string }

/** The mail as RFC 5322 text with line feeds, as an mbox holds it. */
export function writeMail(mail: Mail): string {
  const parties = (list: Mail['to']): string => list.map(encodeParty).join(', ');
  const body = mail.report ? reportPart(mail, mail.report) : contentPart(mail);
  return [
    headerField('From', encodeParty(mail.from)),
    headerField('To', parties(mail.to)),
    ...(mail.cc?.length ? [headerField('Cc', parties(mail.cc))] : []),
    ...(mail.replyTo ? [headerField('Reply-To', encodeParty(mail.replyTo))] : []),
    headerField('Subject', encodeText(mail.subject)),
    `Date: ${dateHeader(mail.at, mail.zone)}`,
    `Message-ID: <${mail.id}>`,
    ...(mail.inReplyTo === undefined ? [] : [`In-Reply-To: <${mail.inReplyTo}>`]),
    ...(mail.references?.length ? [headerField('References', mail.references.map((id) => `<${id}>`).join(' '))] : []),
    ...Object.entries(mail.headers ?? {}).map(([name, value]) => headerField(name, value)),
    'MIME-Version: 1.0',
    ...body.fields, '', body.body, '',
  ].join('\n');
}

function contentPart(mail: Mail): Part {
  const inline = (mail.files ?? []).filter((file) => file.contentId !== undefined);
  const attached = (mail.files ?? []).filter((file) => file.contentId === undefined);
  const html = mail.html === undefined ? null : textPart('html', mail.html);
  const shown = html && inline.length > 0 ? multipart(mail, 'related', [html, ...inline.map(filePart)]) : html;
  const text = textPart('plain', mail.text);
  const body = shown ? multipart(mail, 'alternative', [text, shown]) : text;
  return attached.length > 0 ? multipart(mail, 'mixed', [body, ...attached.map(filePart)]) : body;
}

function reportPart(mail: Mail, report: NonNullable<Mail['report']>): Part {
  return multipart(mail, 'report', [
    textPart('plain', mail.text),
    { fields: ['Content-Description: Delivery report', 'Content-Type: message/delivery-status'], body: report.status },
    { fields: ['Content-Description: Undelivered Message Headers', 'Content-Type: text/rfc822-headers'], body: report.returnedHeaders },
  ], '; report-type=delivery-status');
}

function multipart(mail: Mail, kind: string, parts: readonly Part[], parameters = ''): Part {
  const boundary = `=_${createHash('sha256').update(`${kind} ${mail.id}`).digest('hex').slice(0, 24)}`;
  return {
    fields: [`Content-Type: multipart/${kind}${parameters};\n boundary="${boundary}"`],
    body: `${parts.map((part) => `--${boundary}\n${part.fields.join('\n')}\n\n${part.body}\n`).join('')}--${boundary}--`,
  };
}

function textPart(kind: 'plain' | 'html', text: string): Part {
  return { fields: [`Content-Type: text/${kind}; charset=utf-8`, 'Content-Transfer-Encoding: quoted-printable'], body: quotedPrintable(text) };
}

function filePart(file: MailFile): Part {
  const name = encodeURIComponent(file.fileName).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
  const disposition = `${file.contentId === undefined ? 'attachment' : 'inline'};\n filename*=UTF-8''${name}`; // RFC 2231
  return {
    fields: [
      `Content-Type: ${file.mediaType}`, 'Content-Transfer-Encoding: base64', `Content-Disposition: ${disposition}`,
      ...(file.contentId === undefined ? [] : [`Content-ID: <${file.contentId}>`]),
    ],
    body: Buffer.from(file.content).toString('base64').replace(/.{76}(?=.)/g, '$&\n'),
  };
}

/** RFC 2045 6.7: lines of 76 at most, a soft break before the rest, blanks at line ends encoded. */
export function quotedPrintable(text: string): string {
  return text.split('\n').map((line) => {
    let out = '';
    let column = 0;
    const bytes = Buffer.from(line);
    for (const [at, byte] of bytes.entries()) {
      const isBlankAtEnd = at === bytes.length - 1 && (byte === 0x20 || byte === 0x09);
      const isPlain = ((byte >= 0x20 && byte <= 0x7e && byte !== 0x3d) || byte === 0x09) && !isBlankAtEnd;
      const code = isPlain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
      if (column + code.length > 75) {
        out += '=\n';
        column = 0;
      }
      out += code;
      column += code.length;
    }
    return out;
  }).join('\n');
}
