import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crashIngest } from '#testkit/crash-ingest/crash-ingest.ts';
import { crashMoments } from '#testkit/crash-ingest/crash-moments.ts';
import { cloneDatabase } from '#testkit/database/clone-database.ts';

test('kill -9 at every labelled moment of mails by SMTP and IMAP: none lost, none doubled, none changed', async (context) => {
  const clone = await cloneDatabase();
  try {
    const result = await crashIngest({ connection: clone.connection, smtpMails: 200, imapMails: 300, connections: 6, attachmentEvery: 10, attachmentBytes: 100_000, crashAt: crashMoments, onProgress: (text) => context.diagnostic(text) });
    const passed = [...result.output.matchAll(/crash point ([\w-]+:\d+)/g)].map((match) => match[1]!);
    assert.deepEqual(passed, crashMoments, 'it died at each');
    const { acknowledged, lost, doubled, corrupted } = result;
    assert.deepEqual({ acknowledged, lost, doubled, corrupted }, { acknowledged: 200, lost: 0, doubled: 0, corrupted: 0 });
    context.diagnostic(`${result.kills} deaths in ${result.seconds.toFixed(0)} s; death to next 250: ${result.killToFirst250Ms.join(', ')} ms`);
  } finally {
    await clone.drop();
  }
});
