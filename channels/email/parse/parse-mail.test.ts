import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMail } from './parse-mail.ts';
import type { ParsedMail } from './parsed-mail.ts';

function mail(...lines: string[]): ParsedMail {
  return parseMail(Buffer.from(lines.join('\n'), 'utf8'));
}

const basic = ['From: Ada Ångström <ada@Example.ORG>', 'To: bo@shop.example', 'Subject: Hello', 'Date: Mon, 5 Jan 2026 10:00:00 +0100', 'Message-ID: <one@example.org>'];

test('a plain mail gives its fields', () => {
  const parsed = mail('Received: from a by b; Mon, 5 Jan 2026 09:00:05 +0000', ...basic, '', 'hi', 'you');
  assert.deepEqual(parsed.from, { name: 'Ada Ångström', address: 'ada@example.org' });
  assert.equal(parsed.date, '2026-01-05T09:00:00.000Z');
  assert.equal(parsed.receivedAt, '2026-01-05T09:00:05.000Z');
  assert.equal(parsed.messageId, 'one@example.org');
  assert.equal(parsed.text, 'hi\nyou');
  assert.equal(parsed.html, null);
  assert.deepEqual(parsed.defects, []);
});

test('the content hash does not see transport headers, line ends, folding or transfer encoding', () => {
  const plain = mail(...basic, 'Content-Type: text/plain; charset=utf-8', '', 'Grüße ', 'bo', '', '');
  const bytes = [...basic.slice(0, 2), 'Subject:', ' Hello', ...basic.slice(3), 'Received: x', 'Content-Type: text/plain; charset=iso-8859-1', 'Content-Transfer-Encoding: quoted-printable', '', 'Gr=FC=DFe', 'bo', ''].join('\r\n');
  const base64 = mail(...basic, 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', '', Buffer.from('Grüße\r\nbo').toString('base64'));
  const other = mail(...basic, '', 'Grüsse', 'bo');
  assert.equal(parseMail(Buffer.from(bytes)).contentHash, plain.contentHash);
  assert.equal(base64.contentHash, plain.contentHash);
  assert.notEqual(other.contentHash, plain.contentHash);
  assert.notEqual(base64.rawSha256, plain.rawSha256);
});

test('the content hash tells two mails with one Message-ID apart', () => {
  assert.notEqual(mail(...basic, '', 'one').contentHash, mail(...basic, '', 'two').contentHash);
});

test('a decoded line break cannot become a header', () => {
  const parsed = mail('From: =?utf-8?q?x=0D=0ABcc:_evil@x.example?= <a@b.example>', 'Subject: =?utf-8?q?one=0D=0ABcc:_evil@x.example?=', '', 'x');
  assert.equal(parsed.subject, 'one Bcc: evil@x.example');
  assert.equal(parsed.from.name, 'x Bcc: evil@x.example');
  assert.deepEqual(parsed.bcc, []);
  for (const [, value] of parsed.headers) assert.doesNotMatch(value, /[\r\n\u2028]/);
});

test('an encoded word cannot become an address', () => {
  const parsed = mail('From: =?utf-8?q?boss=40shop.example?= <eve@evil.example>', 'To: =?utf-8?b?YUBiLmV4YW1wbGUsIGNAZC5leGFtcGxl?=', '', 'x');
  assert.deepEqual(parsed.from, { name: 'boss@shop.example', address: 'eve@evil.example' });
  assert.deepEqual(parsed.to, [{ name: 'a@b.example, c@d.example', address: '' }]);
});

test('addresses in comments, groups, quotes and old forms are read', () => {
  const parsed = mail('From: ada@x.example (Ada)', 'To: Team: bo@x.example, "Cy, C." <cy@x.example>; dee@x.example', 'Cc: undisclosed-recipients:;, "quo ted"@x.example, Jo <jo(x)@x . example>', 'Reply-To: nobody', '', 'x');
  assert.deepEqual(parsed.from, { name: 'Ada', address: 'ada@x.example' });
  assert.deepEqual(parsed.to.map((each) => each.address), ['bo@x.example', 'cy@x.example', 'dee@x.example']);
  assert.equal(parsed.to[1]?.name, 'Cy, C.');
  assert.equal(parsed.cc.at(-1)?.address, 'jo@x.example');
  assert.deepEqual(parsed.replyTo, [{ name: 'nobody', address: '' }]);
});

test('headers without a charset are UTF-8 where valid, else windows-1252', () => {
  const parsed = parseMail(Buffer.concat([Buffer.from('From: a@b.example\nSubject: '), Buffer.from([0x47, 0x72, 0xfc, 0xdf, 0x65]), Buffer.from('\n\nx')]));
  assert.equal(parsed.subject, 'Grüße');
  assert.ok(parsed.defects.includes('header-8bit'));
});

test('the writer of list mail is found behind the list', () => {
  const list = ['List-Id: Users <users.lists.example>', 'List-Post: <mailto:users@lists.example>'];
  const rewritten = mail('From: Ada via Users <users@lists.example>', 'Reply-To: users@lists.example, ada@x.example', ...list, '', 'x');
  assert.deepEqual([rewritten.trueSender, rewritten.senderRule], [{ name: 'Ada', address: 'ada@x.example' }, 'reply-to']);
  const original = mail("From: 'Ada' via Users <users@lists.example>", 'X-Original-From: Ada <ada@x.example>', 'Reply-To: bo@x.example', ...list, '', 'x');
  assert.deepEqual([original.trueSender.address, original.senderRule], ['ada@x.example', 'original-from']);
  const untouched = mail('From: Ada <ada@x.example>', 'Reply-To: users@lists.example', ...list, '', 'x');
  assert.deepEqual([untouched.trueSender.address, untouched.senderRule], ['ada@x.example', 'from']);
  const noList = mail('From: Ada via Bo <ada@x.example>', 'Reply-To: agent@shop.example', '', 'x');
  assert.deepEqual([noList.trueSender.address, noList.senderRule, noList.isList], ['ada@x.example', 'from', false]);
});

test('text comes from the HTML where there is no text part', () => {
  const parsed = mail(...basic, 'Content-Type: text/html; charset=utf-8', '', '<style>p{}</style><p>Hi&nbsp;<b>Bo</b>,</p><ul><li>one<li>two</ul><blockquote>old</blockquote><a href="https://x.example/a">here</a><table><tr><td>a<td>b</table>');
  assert.equal(parsed.text.replaceAll('\u00a0', ' '), 'Hi Bo,\n\n- one\n- two\n\n> old\n\nhere <https://x.example/a>\n\na\tb');
});

test('every form and part of a body is kept once', () => {
  const parsed = mail(...basic, 'Content-Type: multipart/mixed; boundary=m', '', 'preamble', '--m', 'Content-Type: multipart/alternative; boundary=a', '', '--a', '', 'plain', '--a', 'Content-Type: text/html', '', '<p>rich</p>', '--a--', '--m', 'Content-Type: text/plain', '', 'footer & co', '--m', 'Content-Type: text/calendar; method=REQUEST', '', 'BEGIN:VCALENDAR', '--m', 'Content-Type: message/rfc822', '', 'Subject: =?utf-8?q?old_=2F_mail?=', '', 'inner', '--m', 'Content-Type: text/plain; name=notes.txt', '', 'notes', '--m--');
  assert.equal(parsed.text, 'plain\nfooter & co');
  assert.equal(parsed.html, '<p>rich</p>\n<div style="white-space: pre-wrap">footer &amp; co</div>');
  assert.deepEqual(parsed.attachments.map((each) => [each.fileName, each.mediaType]), [['invite.ics', 'text/calendar'], ['old _ mail.eml', 'message/rfc822'], ['notes.txt', 'text/plain']]);
  assert.equal(Buffer.from(parsed.attachments[1]?.content ?? []).toString(), 'Subject: =?utf-8?q?old_=2F_mail?=\n\ninner');
});

test('file names cannot leave their folder, hide their ending or start hidden', () => {
  const nameOf = (parameter: string): string | null | undefined => mail(...basic, 'Content-Type: application/x', `Content-Disposition: attachment; ${parameter}`, '', 'x').attachments[0]?.fileName;
  assert.equal(nameOf('filename="../../etc/passwd"'), 'passwd');
  assert.equal(nameOf('filename="C:\\\\x\\\\a.txt"'), 'a.txt');
  assert.equal(nameOf('filename="..%2f..%2fb.txt"'), 'b.txt');
  assert.equal(nameOf("filename*=utf-8''a%E2%80%AEgpj.exe"), 'agpj.exe');
  assert.equal(nameOf('filename="\u200b.htaccess"'), 'htaccess');
  assert.equal(nameOf('filename="=?utf-8?q?=C3=BCber.pdf?="'), 'über.pdf');
  assert.equal(nameOf("filename*0*=iso-8859-1''%FCb; filename*1=er.pdf"), 'über.pdf');
  assert.equal(nameOf('filename="con.txt"'), '_con.txt');
  assert.equal(nameOf('filename=".."'), null);
  const long = nameOf(`filename="${'ü'.repeat(300)}.pdf"`) ?? '';
  assert.ok(Buffer.byteLength(long) <= 200 && long.endsWith('.pdf'));
});

test('what an attachment is shown as is told by its bytes, never by the sender', () => {
  const typeOf = (content: string): string | undefined => mail(...basic, 'Content-Type: image/png', 'Content-Disposition: attachment', 'Content-Transfer-Encoding: base64', '', Buffer.from(content, 'latin1').toString('base64')).attachments[0]?.sniffedType;
  assert.equal(typeOf('<svg onload=alert(1)>'), 'application/octet-stream');
  assert.equal(typeOf('\n <html>'), 'application/octet-stream');
  assert.equal(typeOf('GIF89a/*<svg'), 'image/gif');
  assert.equal(typeOf('%PDF-1.4'), 'application/pdf');
  assert.equal(typeOf('PK\x03\x04'), 'application/zip');
  assert.equal(typeOf('just words'), 'text/plain');
  assert.equal(typeOf('MZ\x00\x01'), 'application/octet-stream');
});

test('list servers that write below base64 lose nothing', () => {
  const parsed = mail(...basic, 'Content-Transfer-Encoding: base64', '', 'aGVsbG8=', '_______________', 'list footer');
  assert.equal(parsed.text, 'hello\n_______________\nlist footer');
});
