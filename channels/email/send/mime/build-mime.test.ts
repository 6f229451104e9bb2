import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { defaultChannelSettings, type ChannelSettings } from '#core/channels/index.ts';
import type { OutgoingAttachment } from '#core/conversations/index.ts';
import { foldQuotes } from '../../judge/index.ts';
import { parseMail } from '../../parse/parse-mail.ts';
import { findPython, readWithPython } from '../testing/read-with-python.ts';
import { buildMime, type MimeInput } from './build-mime.ts';

const python = findPython();
const skip = python === null && 'python3 is not on this machine: no independent reader';
const settings = (change: Partial<ChannelSettings> = {}): MimeInput['channel'] => ({ address: 'help@desk.test', name: 'Help', settings: { ...defaultChannelSettings, ...change } });
const plain: MimeInput = {
  messageId: 1, kind: 'reply', mailId: 'own@desk.test', inReplyTo: ['b@home.test'], references: ['a@home.test', 'b@home.test'], subject: 'Re: Broken', text: 'Have you tried?', html: null,
  to: [{ name: 'Bo', address: 'bo@home.test' }], cc: [], attachments: [], channel: settings(), agentName: 'Ada', zone: 'Europe/Berlin', contents: new Map(), date: '2024-05-06T12:00:00.000Z',
  quoted: { at: '2024-05-06T08:00:00Z', subject: 'Broken', from: { name: 'Bo', address: 'bo@home.test' }, to: [{ name: '', address: 'help@desk.test' }], cc: [], text: 'It does not run.\n\n> older\nBo', html: null, images: [] },
};

function file(content: string, fileName: string, part: Partial<OutgoingAttachment> = {}): { attachment: OutgoingAttachment; bytes: Buffer } {
  const bytes = Buffer.from(content);
  return { bytes, attachment: { sha256: createHash('sha256').update(bytes).digest('hex'), fileName, mediaType: 'application/octet-stream', disposition: 'attachment', contentId: null, ...part } };
}

const withFiles = (input: MimeInput, files: readonly ReturnType<typeof file>[]): MimeInput =>
  ({ ...input, attachments: files.map((one) => one.attachment), contents: new Map(files.map((one) => [one.attachment.sha256, one.bytes])) });

test('an independent reader finds our headers, and only ours, threads by them, and reads text and quote', { skip }, async () => {
  const mail = readWithPython(await buildMime({ ...plain, cc: [{ name: 'Zoë "Z" Ünal, Dr.', address: 'zoe@home.test' }] }));
  assert.deepEqual(mail.headers.map(([name]) => name), ['Date', 'From', 'To', 'Cc', 'Subject', 'Message-ID', 'In-Reply-To', 'References', 'Content-Transfer-Encoding', 'MIME-Version', 'Content-Type']);
  const header = new Map(mail.headers);
  assert.deepEqual(['Date', 'Subject', 'Message-ID', 'In-Reply-To', 'References'].map((name) => header.get(name)), [
    'Mon, 06 May 2024 12:00:00 +0000', 'Re: Broken', '<own@desk.test>', '<b@home.test>', '<a@home.test> <b@home.test>',
  ]);
  assert.deepEqual([mail.from, mail.to, mail.cc], [[['Ada', 'help@desk.test']], [['Bo', 'bo@home.test']], [['Zoë "Z" Ünal, Dr.', 'zoe@home.test']]]);
  assert.equal(mail.text, 'Have you tried?\n\nOn Mon, 6 May 2024, 10:00, Bo <bo@home.test> wrote:\n> It does not run.\n>\n>> older\n> Bo\n');
  assert.deepEqual([mail.structure, mail.html, mail.defects], [['text/plain'], null, []]);
});

test('HTML, an inline image and files make the parts that readers expect, and the bytes arrive', { skip }, async () => {
  const image = file('\u0089PNG not really', 'logo.png', { mediaType: 'image/png', disposition: 'inline', contentId: 'logo@desk' });
  const report = file('a,b\r\n1,2\r\n', 'Bericht für März – 報告.csv', { mediaType: 'text/csv' });
  const mail = readWithPython(await buildMime(withFiles({ ...plain, html: '<p>See <img src="cid:logo@desk"> &amp; tell</p>', channel: settings({ signature: { text: '{agent}\n{channel}', html: null } }) }, [image, report])));
  assert.deepEqual(mail.structure, ['multipart/mixed', 'multipart/alternative', 'text/plain', 'multipart/related', 'text/html', 'image/png', 'text/csv']);
  assert.deepEqual(mail.files.map(({ name, disposition, contentId }) => [name, disposition, contentId]), [['logo.png', 'inline', '<logo@desk>'], ['Bericht für März – 報告.csv', 'attachment', null]]);
  assert.deepEqual(mail.files.map((one) => Buffer.from(one.base64, 'base64').toString()), [image.bytes.toString(), report.bytes.toString()]);
  assert.match(mail.text!, /^Have you tried\?\n\n-- \nAda\nHelp\n\nOn /);
  assert.match(mail.html!, /<img src="cid:logo@desk">[\s\S]*Ada<br>\nHelp[\s\S]*<blockquote type="cite">It does not run\./);
  // Besides RFC 2231 the composer writes the name as old readers want it, which a strict one remarks on.
  assert.deepEqual(mail.defects.filter((defect) => !/encoded.word/.test(defect)), []);
});

test('a forward shows the original headers without Bcc, its text and HTML, and carries its files', { skip }, async () => {
  const log = file('line', 'log.txt', { mediaType: 'text/plain' });
  const input: MimeInput = { ...plain, kind: 'forward', subject: 'Fwd: Broken', channel: settings({ language: 'de' }), quoted: { ...plain.quoted!, html: '<b>It</b> does not run.', cc: [{ name: 'Cara', address: 'cara@home.test' }] } };
  const mail = readWithPython(await buildMime(withFiles(input, [log])));
  assert.match(mail.text!, /---------- Weitergeleitete Nachricht ----------\nVon: Bo <bo@home\.test>\nDatum: .*\nBetreff: Broken\nAn: help@desk\.test\nKopie: Cara <cara@home\.test>\n\nIt does not run\./);
  assert.match(mail.html!, /Von: Bo &lt;bo@home\.test&gt;<br>[\s\S]*<b>It<\/b> does not run\./);
  assert.deepEqual(mail.files.map((one) => one.name), ['log.txt']);
});

test('in every language our quote is folded by our own reader and the answer is left', async () => {
  for (const language of ['en', 'de', 'fr', 'es', 'nl'] as const) {
    const { text } = parseMail(await buildMime({ ...plain, channel: settings({ language, signature: { text: 'Ada', html: null } }) }));
    assert.equal(foldQuotes(text).visible.trim(), 'Have you tried?', language);
  }
});

test('who stands in From is the channel\'s choice', async () => {
  const from = async (change: Partial<ChannelSettings>, agentName: string | null = 'Ada') => parseMail(await buildMime({ ...plain, agentName, channel: settings(change) })).from.name;
  assert.deepEqual([await from({}), await from({}, null), await from({ fromStyle: 'channel', fromName: 'Acme Help' }), await from({ fromStyle: 'agent-channel' })], ['Ada', 'Help', 'Acme Help', 'Ada | Help']);
  assert.equal(parseMail(await buildMime({ ...plain, agentName: null, channel: { ...settings(), name: 'help@desk.test' } })).from.name, '');
});

/** Security design B4. */
const hostile = [
  '\r\nBcc: evil@x.test', '\nBcc: evil@x.test', '\rBcc: evil@x.test', '\r\n\r\n<script>body</script>', '\u0000Bcc: evil@x.test', '\u2028Bcc: evil@x.test', '\u2029Bcc: evil@x.test', '\u0085Bcc: evil@x.test', '\u000bBcc: evil@x.test',
  '=?utf-8?Q?=0D=0ABcc:_evil@x.test?=', '=?utf-8?B?DQpCY2M6IGV2aWxAeC50ZXN0?=', '" <evil@x.test>, "', 'a, evil@x.test', '<evil@x.test>', '\\', '"', '(comment', ';x=y', 'é'.repeat(300), 'x'.repeat(2_000), '\ud800', ' \t ',
];

test('nothing in a subject, a name or a file name becomes a header, a recipient or a part', { skip }, async () => {
  for (const text of hostile) {
    const attached = file('x', text);
    const raw = await buildMime(withFiles({
      ...plain, subject: `Hello ${text}`, agentName: text, to: [{ name: text, address: 'bo@home.test' }], cc: [{ name: `${text}${text}`, address: 'cara@home.test' }], quoted: { ...plain.quoted!, subject: text, from: { name: text, address: 'bo@home.test' } },
    }, [attached]));
    const head = raw.subarray(0, raw.indexOf('\r\n\r\n')).toString('latin1');
    const names = head.split(/\r\n(?![ \t])/).map((line) => line.slice(0, line.indexOf(':')));
    assert.deepEqual(names, ['Date', 'From', 'To', 'Cc', 'Subject', 'Message-ID', 'In-Reply-To', 'References', 'MIME-Version', 'Content-Type'], JSON.stringify(text));
    assert.ok(!/[^\r]\n|\r[^\n]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0080-\u00ff]/.test(head), `controls and bytes over ASCII: ${JSON.stringify(text)}`);
    const mail = readWithPython(raw);
    assert.deepEqual([mail.to.map(([, address]) => address), mail.cc.map(([, address]) => address), mail.from.map(([, address]) => address)], [['bo@home.test'], ['cara@home.test'], ['help@desk.test']], JSON.stringify(text));
    assert.equal(mail.structure.length, 3);
    assert.ok(!mail.headers.some(([name]) => name.toLowerCase() === 'bcc'));
    if (text.startsWith('=?')) assert.equal(new Map(mail.headers).get('Subject'), `Hello ${text}`, 'said literally, not decoded');
  }
});

test('an answer in HTML carries the pictures that stand in what it quotes, and those of other servers stand where they stood', async () => {
  const [seen, unnamed, huge] = [file('\u0089PNG seen', 'seen.png', { mediaType: 'image/png', disposition: 'inline', contentId: 'seen@home' }), file('\u0089PNG no', 'no.png', { mediaType: 'image/png', contentId: 'unnamed@home' }), file('\u0089PNG huge', 'huge.png', { mediaType: 'image/png', contentId: 'huge@home' })];
  const quoted = {
    ...plain.quoted!, html: '<p>Here <img src="cid:seen@home" alt="" /> and <img src="cid:lost@home" /> <img src="cid:huge@home" /> <img width="4" data-remote-src="https://home.test/a.png?b=1&amp;c=2" /><img data-remote-src="javascript:x" /></p>',
    images: [seen, unnamed, huge].map(({ attachment }) => ({ ...attachment, byteCount: attachment.fileName === 'huge.png' ? 11_000_000 : 20 })),
  };
  const contents = new Map([seen, unnamed, huge].map((one) => [one.attachment.sha256, one.bytes]));
  const answer = parseMail(await buildMime({ ...plain, quoted, contents, html: '<p>Thanks</p>' }));
  assert.deepEqual(answer.attachments.map(({ fileName, contentId, disposition }) => [fileName, contentId, disposition]), [['seen.png', 'seen@home', 'inline']]);
  assert.match(answer.html!, /Here <img src="cid:seen@home" alt="" \/> and {3}<img width="4" src="https:\/\/home\.test\/a\.png\?b=1&amp;c=2" \/><img \/>/);
  assert.doesNotMatch(answer.html!, /data-remote-src|lost@home|huge@home/);
  assert.deepEqual(parseMail(await buildMime({ ...plain, quoted, contents })).attachments, [], 'words alone carry none');
  const forward = parseMail(await buildMime({ ...plain, kind: 'forward', quoted, contents, attachments: [seen.attachment] }));
  assert.match(forward.html!, /cid:seen@home[\s\S]*src="https:\/\/home\.test/);
  assert.doesNotMatch(forward.html!, /data-remote-src|lost@home/);
});
