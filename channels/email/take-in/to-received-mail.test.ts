import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMail } from '../parse/parse-mail.ts';
import { toReceivedMail } from './to-received-mail.ts';

function received(head: string) {
  const raw = Buffer.from(`From: a@home.test\r\n${head}\r\n\r\nHello.\r\n`);
  return toReceivedMail(parseMail(raw), null, 0, { copyKey: 'raw:x', folder: '', copyFlags: [], raw, at: '2024-05-06T08:00:00Z', atSource: 'date', flags: ['no-message-id'] });
}

test('a base subject has at most 300 bytes, cut between characters', () => {
  for (const lead of ['', 'x', 'xx', 'xxx']) {
    const { baseSubject } = received(`Subject: ${lead}${'\u{1F600}'.repeat(900)}`);
    assert.ok(Buffer.byteLength(baseSubject) <= 300 && Buffer.byteLength(baseSubject) > 296);
    assert.ok(baseSubject.isWellFormed() && !baseSubject.includes('\ufffd'));
  }
});

test('each flag is there once', () => {
  assert.deepEqual(received('Subject: x').flags.filter((flag) => flag === 'no-message-id'), ['no-message-id']);
});

test('a Content-ID that is cut through a character stays well-formed', () => {
  const { attachments } = received(`Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: image/png\r\nContent-ID: <${'x'.repeat(499)}\u{1F600}>\r\n\r\nx\r\n--b--`);
  assert.equal(attachments.length, 1);
  assert.ok(attachments[0]!.contentId!.isWellFormed());
});
