import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crashIngest } from '#testkit/crash-ingest/crash-ingest.ts';
import { crashMoments } from '#testkit/crash-ingest/crash-moments.ts';
import { shareOfDay, walkedWords } from '#testkit/walks/share-of-day.ts';
import { cloneDatabase } from '#testkit/database/clone-database.ts';

/** Each death costs a start of the whole server, 4 s of a core: two or one today, and within five days each moment. */
const deaths = shareOfDay(crashMoments, { days: 5, about: 'mails by SMTP and IMAP' });

test('kill -9 at labelled moments of mails by SMTP and IMAP: none lost, none doubled, none changed', async (context) => {
  const clone = await cloneDatabase();
  try {
    const result = await crashIngest({ connection: clone.connection, smtpMails: 20 + 20 * deaths.length, imapMails: 30 + 30 * deaths.length, connections: 6, attachmentEvery: 10, attachmentBytes: 100_000, crashAt: deaths, onProgress: (text) => context.diagnostic(text) });
    const passed = [...result.output.matchAll(/crash point ([\w-]+:\d+)/g)].map((match) => match[1]!);
    assert.deepEqual(passed, deaths, 'it died at each');
    const { acknowledged, lost, doubled, corrupted } = result;
    assert.deepEqual({ acknowledged, lost, doubled, corrupted }, { acknowledged: 20 + 20 * deaths.length, lost: 0, doubled: 0, corrupted: 0 });
    context.diagnostic(`${result.kills} deaths in ${result.seconds.toFixed(0)} s; death to next 250: ${result.killToFirst250Ms.join(', ')} ms; ${walkedWords}`);
  } finally {
    await clone.drop();
  }
});
