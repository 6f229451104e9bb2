import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findCorpus, listFiles, missing } from '../testing/corpus.ts';
import { readMail } from '../testing/read-mail.ts';
import { extractBounce } from './extract-bounce.ts';

const sisimai = findCorpus('sisimai');
const raw = (lines: string[]) => readMail(new TextEncoder().encode(lines.join('\r\n')));

test('a delivery status names recipients, and the returned header names the mail', () => {
  const bounce = extractBounce(raw([
    'From: MAILER-DAEMON@mx.example', 'To: desk@shop.example', 'Subject: Undelivered', 'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b', '', '--b', '', 'Sorry.', '--b', 'Content-Type: message/delivery-status', '',
    'Reporting-MTA: dns; mx.example', '', 'Original-Recipient: rfc822;alias@customer.example', 'Final-Recipient: rfc822; bo@customer.example', 'Action: failed', 'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1', ' no such user', '', '--b', 'Content-Type: text/rfc822-headers', '', 'Message-ID: <m1@shop.example>', 'Subject: Order', '', '--b--', '',
  ]));
  assert.deepEqual(bounce, {
    recipients: [{ address: 'bo@customer.example', action: 'failed', status: '5.1.1', diagnostic: '550 5.1.1 no such user' }],
    originalMessageId: 'm1@shop.example',
  });
});

test('a bounce in plain text is read as far as it goes', () => {
  const bounce = extractBounce(raw([
    'From: MAILER-DAEMON@mx.example', 'To: desk@shop.example', 'Subject: failure notice', '', 'Hi. This is the qmail-send program.', '<bo@customer.example>:',
    '550 5.2.2 mailbox full', '', '--- Below this line is a copy of the message.', '', 'Message-ID: <m2@shop.example>', 'From: desk@shop.example', 'To: eve@other.example', '',
  ]));
  assert.deepEqual(bounce?.recipients.map(({ address, status }) => [address, status]), [['bo@customer.example', '5.2.2']]);
  assert.equal(bounce?.originalMessageId, 'm2@shop.example');
});

test('mail of a person is no bounce', () => {
  assert.equal(extractBounce(raw(['From: bo@customer.example', 'Subject: Hello', '', 'Hello', ''])), null);
});

test('bounces of many vendors name a recipient and mostly the mail', { skip: sisimai === null && missing('sisimai') }, (t) => {
  const files = listFiles(`${sisimai}/bsd`, '.eml').filter((file) => /^(?:lhost|rhost|rfc3464)/.test(file));
  const found = files.map((file) => extractBounce(readMail(readFileSync(`${sisimai}/bsd/${file}`))));
  const withRecipient = found.filter((bounce) => bounce !== null && bounce.recipients.length > 0).length;
  const withId = found.filter((bounce) => bounce !== null && bounce.originalMessageId !== null).length;
  t.diagnostic(`${files.length} bounces: ${withRecipient} with a recipient, ${withId} with the original Message-ID`);
  assert.ok(withRecipient / files.length > 0.95);
  assert.ok(withId / files.length > 0.85);
});
