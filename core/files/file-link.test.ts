import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { parseSecretKey } from '#core/accounts/index.ts';
import { readFileLink, signFileLink, type FileLinkUse } from './index.ts';

const key = parseSecretKey(randomBytes(32).toString('base64'), 'test');
const use: FileLinkUse = { name: 'test', windowSeconds: 600, windows: 3 };
const link = { accountId: 3, userId: 5, attachmentId: 7 };
const now = Date.UTC(2024, 4, 6, 12, 3);

test('a link gives what it was made for, until its last window ends, and is one text within a window', () => {
  const text = signFileLink(key, use, link, now);
  const end = Date.UTC(2024, 4, 6, 12, 30);
  assert.deepEqual(readFileLink(key, use, text, now), link);
  assert.deepEqual(readFileLink(key, use, text, end - 1), link);
  assert.equal(readFileLink(key, use, text, end), null);
  assert.equal(signFileLink(key, use, link, Date.UTC(2024, 4, 6, 12, 9, 59)), text);
  assert.notEqual(signFileLink(key, use, link, Date.UTC(2024, 4, 6, 12, 10)), text);
});

test('a link changed in any character, of another use or another key gives nothing', () => {
  const text = signFileLink(key, use, link, now);
  for (let at = 0; at < text.length; at += 1) {
    for (const sign of ['1', '2', 'A', '.', '-']) {
      if (text[at] === sign) continue;
      const changed = text.slice(0, at) + sign + text.slice(at + 1);
      // The last sign of 43 holds 4 bits of 256: another one of the same bits is the same link.
      if (at === text.length - 1 && Buffer.from(changed.slice(-43), 'base64url').equals(Buffer.from(text.slice(-43), 'base64url'))) continue;
      assert.equal(readFileLink(key, use, changed, now), null, changed);
    }
  }
  assert.equal(readFileLink(key, { ...use, name: 'other' }, text, now), null);
  assert.equal(readFileLink(parseSecretKey(randomBytes(32).toString('base64'), 'test'), use, text, now), null);
  for (const senseless of ['', 'x', `${text}x`, `0${text}`, text.slice(0, -1), 'a.b.c.d.e']) assert.equal(readFileLink(key, use, senseless, now), null, senseless);
});
