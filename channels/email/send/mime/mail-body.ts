import type { OutgoingParts, QuotedMail } from '#core/conversations/index.ts';
import { oneLine } from './header-text.ts';
import { imagesOfQuote, quotedHtml } from './quoted-html.ts';
import { dateInWords, mailWords, type MailWords } from './words.ts';

/** Of a quoted text so much is kept; the other has the mail. */
const quotedCharsMax = 200_000;

/** The text and HTML that go out: what was written, the channel's signature, and what is quoted or passed on. */
export function mailBody(parts: OutgoingParts): { text: string; html: string | null } {
  const words = mailWords[parts.channel.settings.language];
  const signature = signatureOf(parts);
  const quote = parts.quoted === null ? null : parts.kind === 'forward' ? forwardOf(parts.quoted, parts.attachments, parts.zone, words) : replyQuote(parts.quoted, parts.zone, words);
  const text = [parts.text.trimEnd(), ...(signature ? [`-- \n${signature.text}`] : []), ...(quote ? [quote.text] : [])].join('\n\n');
  // Plain stays plain: HTML goes out only where somebody wrote some.
  if (parts.html === null && !signature?.html && !(parts.kind === 'forward' && parts.quoted?.html)) return { text: `${text}\n`, html: null };
  const own = parts.html ?? asHtml(parts.text);
  const html = [`<div>${own}</div>`, ...(signature ? [`<div>-- <br>${signature.html ?? asHtml(signature.text)}</div>`] : []), ...(quote ? [quote.html] : [])].join('\n<br>\n');
  return { text: `${text}\n`, html };
}

function signatureOf({ channel, agentName, kind }: OutgoingParts): { text: string; html: string | null } | null {
  const { signature } = channel.settings;
  if (signature === null || kind === 'auto-reply') return null;
  const names: Readonly<Record<string, string>> = { agent: agentName ?? channel.name, channel: channel.settings.fromName ?? channel.name };
  const fill = (text: string, escape: (name: string) => string): string => text.replaceAll(/\{(agent|channel)\}/g, (_whole, key: string) => escape(names[key]!));
  return { text: fill(signature.text, (name) => name), html: signature.html === null ? null : fill(signature.html, escapeHtml) };
}

function replyQuote(quoted: QuotedMail, zone: string, words: MailWords): { text: string; html: string } {
  const who = quoted.from === null ? '' : partyText(quoted.from);
  const heading = words.wrote(dateInWords(quoted.at, zone, words), who);
  const lines = quoted.text.slice(0, quotedCharsMax).trimEnd().split('\n');
  return {
    text: [heading, ...lines.map((line) => (line === '' || line.startsWith('>') ? `>${line}` : `> ${line}`))].join('\n'),
    html: `<div>${escapeHtml(heading)}</div><blockquote type="cite">${ofQuote(quoted, imagesOfQuote(quoted))}</blockquote>`,
  };
}

/** With the headers that the original had, as far as they are ours to show: no Bcc. */
function forwardOf(quoted: QuotedMail, files: OutgoingParts['attachments'], zone: string, words: MailWords): { text: string; html: string } {
  const list = (parties: QuotedMail['to']): string => parties.map(partyText).join(', ');
  const head = [
    ...(quoted.from ? [`${words.from}: ${partyText(quoted.from)}`] : []), `${words.date}: ${dateInWords(quoted.at, zone, words)}`, `${words.subject}: ${oneLine(quoted.subject)}`,
    ...(quoted.to.length > 0 ? [`${words.to}: ${list(quoted.to)}`] : []), ...(quoted.cc.length > 0 ? [`${words.cc}: ${list(quoted.cc)}`] : []),
  ];
  const rule = `---------- ${words.forwarded} ----------`;
  return {
    text: [rule, ...head, '', quoted.text.slice(0, quotedCharsMax)].join('\n').trimEnd(),
    html: `<div>${[rule, ...head].map(escapeHtml).join('<br>')}</div><br><div>${ofQuote(quoted, files)}</div>`,
  };
}

function partyText({ name, address }: { name: string; address: string }): string {
  return name === '' || name === address ? address : `${oneLine(name)} <${address}>`;
}

function ofQuote({ html, text }: QuotedMail, files: OutgoingParts['attachments']): string {
  return html === null ? asHtml(text.slice(0, quotedCharsMax)) : quotedHtml(html, new Set(files.flatMap(({ contentId }) => contentId ?? [])));
}

export function asHtml(text: string): string {
  return escapeHtml(text.trimEnd()).replaceAll('\n', '<br>\n');
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
