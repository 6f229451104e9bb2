import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crashIngest } from '#testkit/crash-ingest/crash-ingest.ts';
import { cloneDatabase } from '#testkit/database/clone-database.ts';

/** Every labelled moment between a mail's first byte and its acknowledgement, by either way in; the number is the pass at which it dies. */
const crashAt = ['inside-data:9', 'mail-fetched:1', 'parsing:3', 'file-written:2', 'files-durable:4', 'before-commit:3', 'after-commit:3', 'before-250:5', 'between-fetch-and-flag:1', 'inside-data:40'];

test('kill -9 at every labelled moment of mails by SMTP and IMAP: none lost, none doubled, none changed', async (context) => {
  const clone = await cloneDatabase();
  try {
    const result = await crashIngest({ connection: clone.connection, smtpMails: 300, imapMails: 300, connections: 6, attachmentEvery: 10, attachmentBytes: 100_000, crashAt });
    const passed = new Set([...result.output.matchAll(/crash point ([\w-]+):/g)].map((match) => match[1] ?? ''));
    assert.deepEqual([...passed].sort(), [...new Set(crashAt.map((point) => point.split(':')[0] ?? ''))].sort(), 'it died at each');
    const { acknowledged, lost, doubled, corrupted } = result;
    assert.deepEqual({ acknowledged, lost, doubled, corrupted }, { acknowledged: 300, lost: 0, doubled: 0, corrupted: 0 });
    context.diagnostic(`${result.kills} deaths in ${result.seconds.toFixed(0)} s; death to next 250: ${result.killToFirst250Ms.join(', ')} ms`);
  } finally {
    await clone.drop();
  }
});
