import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMail } from '#channels/email/parse/parse-mail.ts';
import { makePdf } from './make-pdf.ts';
import { makePng } from './make-png.ts';
import type { Mail } from './mail.ts';
import { writeMbox } from './write-mbox.ts';
import { writeMail } from './write-mail.ts';

const mail: Mail = {
  id: 'a.1@post.test', from: { name: 'Götz "der Große" Öl', address: 'goetz@post.test' }, to: [{ name: 'Help, Desk', address: 'help@samowerk.example' }], cc: [{ name: '', address: 'b@c.test' }],
  subject: `Ärger mit der Kanne: ${'sehr großer Ärger, '.repeat(8)}Schluß`, at: Date.parse('2026-01-05T09:14:02Z'), zone: 'Europe/Berlin',
  text: `Grüße = gut\n${'ä'.repeat(120)}\nFrom here on\nblank at the end \n.`, inReplyTo: 'b@x.test', references: ['a@x.test', 'b@x.test'],
};

test('what is written is what is read', () => {
  const read = parseMail(Buffer.from(writeMail(mail)));
  assert.deepEqual(read.defects, []);
  assert.equal(read.messageId, mail.id);
  assert.equal(read.subject, mail.subject);
  assert.deepEqual({ ...read.from }, mail.from);
  assert.equal(read.to[0]!.name, 'Help, Desk');
  assert.equal(Date.parse(read.date!), mail.at);
  assert.deepEqual(read.references, ['a@x.test', 'b@x.test']);
  assert.equal(read.text.trimEnd(), mail.text);
  assert.match(writeMail(mail), /^Date: Mon, 05 Jan 2026 10:14:02 \+0100$/m);
});

test('lines stay within 78 characters of 7 bits, in headers and bodies', () => {
  const raw = writeMail({ ...mail, html: `<p>${'x'.repeat(300)}</p>`, files: [{ fileName: 'grüße.png', mediaType: 'image/png', content: makePng(64, 64, 3) }] });
  assert.match(raw, /^[\x09\x0a\x20-\x7e]*$/);
  for (const line of raw.split('\n')) assert.ok(line.length <= 78, line);
});

test('attachments and inline pictures keep their bytes and names', () => {
  const files = [
    { fileName: 'Bild ä.png', mediaType: 'image/png', content: makePng(20, 10, 7), contentId: 'p.1@post.test' },
    { fileName: 'quotation.pdf', mediaType: 'application/pdf', content: makePdf(['(a) line']) },
  ];
  const read = parseMail(Buffer.from(writeMail({ ...mail, html: '<img src="cid:p.1@post.test">', files })));
  assert.deepEqual(read.attachments.map((file) => [file.fileName, file.sniffedType, file.disposition, Buffer.compare(file.content, files.find((each) => each.fileName === file.fileName)!.content)]),
    [['Bild ä.png', 'image/png', 'inline', 0], ['quotation.pdf', 'application/pdf', 'attachment', 0]]);
});

test('an mbox quotes lines that would begin a mail', () => {
  const text = writeMbox([mail, { ...mail, id: 'a.0@post.test', at: mail.at - 1000 }]);
  assert.equal(text.match(/^From goetz@post\.test Mon Jan 05 /gm)?.length, 2);
  assert.match(text, /^>From here on$/m);
  assert.ok(text.indexOf('a.0@post.test') < text.indexOf('a.1@post.test'));
});
