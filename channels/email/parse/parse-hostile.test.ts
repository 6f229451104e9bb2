import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hostileMails } from './hostile-mails-for-tests.ts';
import { createParsePool } from './create-parse-pool.ts';
import { MailRejected } from './mail-rejected.ts';
import { parseMail } from './parse-mail.ts';

test('hostile mails are parsed or rejected with a code, and none needs the time limit of the pool', async () => {
  const pool = createParsePool({ threads: 1, timeoutMs: 20_000 });
  try {
    for (const [name, build, expected] of hostileMails) {
      const outcome = await pool.parse(build());
      const seen = outcome.ok ? outcome.mail.defects : [outcome.code];
      assert.ok(expected === '' || seen.includes(expected), `${name}: ${seen.join(', ')}`);
      assert.ok(!seen.includes('parse-failed') && !seen.includes('parse-timeout'), `${name}: ${seen.join(', ')}`);
    }
  } finally {
    await pool.close();
  }
});

function parsesOrRejects(raw: Uint8Array): void {
  try {
    const mail = parseMail(raw);
    const flat = JSON.stringify(mail, (_key, value: unknown) => (value instanceof Uint8Array ? null : value));
    assert.ok(!flat.includes('\\u0000') && !/\\ud[89a-f]/.test(flat), 'NUL or lone surrogate');
    structuredClone(mail);
  } catch (error) {
    assert.ok(error instanceof MailRejected, String(error));
    assert.notEqual(error.code, 'parse-failed');
  }
}

test('any bytes parse or are rejected with a code', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), (raw) => parsesOrRejects(raw)), { numRuns: 500 });
});

test('any mix of mail fragments parses or is rejected with a code', () => {
  const fragment = fc.constantFrom('From: ', 'To: ', 'Subject: ', 'Date: ', 'Message-ID: ', 'References: ', 'List-Id: ', 'Reply-To: ', 'Content-Type: multipart/mixed; boundary=x', 'Content-Type: multipart/alternative; boundary="y"', 'Content-Type: text/html; charset=', 'Content-Transfer-Encoding: base64', 'Content-Disposition: attachment; filename*0*=utf-8\'\'', 'utf-7', 'iso-2022-kr', 'utf-16', '\n', '\r\n', '\n\n', '--x', '--x--', '--y', ' ', '\t', '"', '<', '>', '(', ')', ',', ';', ':', '=?utf-8?b?', '=?utf-8?q?=00=ED=A0=80?=', '?=', '=', 'a@b.example', '\0', '\x1b$B', 'é', '\ud800', '<b>', '<!--', '&#0;', '&#xd800;', '+2AA-', '%00', '\u202e');
  fc.assert(fc.property(fc.array(fragment, { maxLength: 60 }), (parts) => parsesOrRejects(Buffer.from(parts.join(''), 'utf8'))), { numRuns: 2_000 });
});

test('limits are the caller\'s', () => {
  const mail = Buffer.from('From: a@b.example\n\nhello');
  assert.throws(() => parseMail(mail, { limits: { rawBytesMax: 10 } }), (error: unknown) => error instanceof MailRejected && error.code === 'too-large');
  assert.throws(() => parseMail(new Uint8Array()), (error: unknown) => error instanceof MailRejected && error.code === 'empty');
});
