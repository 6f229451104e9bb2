import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { receiveMails, receiveMailsMax, type ReceivedMail } from '#core/conversations/index.ts';
import { sql, type Database } from '#storage/index.ts';
import { corpusFile, corpusMails } from '#testkit/corpora/corpus-mails.ts';
import { pairwiseAgreement } from '#testkit/corpora/pairwise-agreement.ts';
import { seededRandom, shuffled } from '#testkit/corpora/seeded-random.ts';
import { todaysThreads } from '#testkit/corpora/todays-mails.ts';
import { walkedWords } from '#testkit/walks/share-of-day.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';

const usrp = 'usrp-users/usrp-2019-2022';
const raid = 'linux-raid/linux-raid';

async function receiveAll(desk: Desk, database: Database, mails: readonly ReceivedMail[]): Promise<number> {
  let stored = 0;
  for (let at = 0; at < mails.length; at += receiveMailsMax) {
    const batch = mails.slice(at, at + receiveMailsMax);
    stored += (await database.withAccount(desk.accountId, (tx) => receiveMails(tx, { ...desk.act, origin: 'import' }, desk.list, batch), { timeoutMs: 60_000 })).stored;
  }
  return stored;
}

/** Message-ID -> thread; throws where a mail is there twice. */
async function ourThreads(desk: Desk): Promise<Map<string, number>> {
  const rows = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ mail_id: string; thread_id: number }>`
    SELECT mail_id, thread_id FROM messages WHERE account_id = ${desk.accountId}`));
  const threads = new Map(rows.map((row) => [row.mail_id, row.thread_id]));
  assert.equal(threads.size, rows.length, 'no mail twice');
  return threads;
}

function assertAgrees(ours: ReadonlyMap<string, number>, expected: ReadonlyMap<string, number>, what: string, log: (line: string) => void): void {
  assert.equal(ours.size, expected.size, 'every mail is stored once');
  const { precision, recall } = pairwiseAgreement(ours, expected);
  log(`${what}: ${ours.size} mails, ${new Set(ours.values()).size} threads (expected ${new Set(expected.values()).size}), precision ${precision.toFixed(6)}, recall ${recall.toFixed(6)}, ${walkedWords}`);
  assert.ok(precision >= 0.999 && recall >= 0.999, `${what}: precision ${precision}, recall ${recall}`);
}

describe('threads of real mail agree with THREAD=REFS', { skip: corpusFile(`${usrp}.mbox.xz`).skip }, () => {
  it('usrp-users: shuffled, in two batches, the second overlapping the first, and everything once more', async (test) => {
    const desk = await openDesk();
    try {
      const seed = Date.now() % 1_000_000;
      test.diagnostic(`seed ${seed}`);
      const mails = shuffled(await corpusMails(corpusFile(`${usrp}.mbox.xz`).path), seededRandom(seed));
      const [half, overlap] = [Math.ceil(mails.length * 4 / 7), Math.ceil(mails.length / 14)];
      assert.equal(await receiveAll(desk, desk.database, mails.slice(0, half)), half);
      assert.equal(await receiveAll(desk, desk.database, mails.slice(half - overlap)), mails.length - half);
      const threads = await ourThreads(desk);
      assert.equal(await receiveAll(desk, desk.database, mails), 0, 'a second time stores nothing');
      assert.deepEqual(await ourThreads(desk), threads, 'and changes no thread');
      assertAgrees(threads, await todaysThreads(corpusFile(`${usrp}.mbox.xz`).path), 'usrp-users', (line) => test.diagnostic(line));
    } finally {
      await desk.close();
    }
  });

  it('linux-raid: every other mail through another process at the same time, overlapping', { skip: corpusFile(`${raid}.mbox.xz`).skip }, async (test) => {
    const desk = await openDesk();
    try {
      const mails = await corpusMails(corpusFile(`${raid}.mbox.xz`).path);
      const even = mails.filter((_, at) => at % 2 === 0 || at % 10 === 1);
      const odd = mails.filter((_, at) => at % 2 === 1 || at % 10 === 2);
      const stored = await Promise.all([receiveAll(desk, desk.database, even), receiveAll(desk, desk.secondPool(), odd)]);
      assert.equal(stored[0] + stored[1], mails.length);
      assertAgrees(await ourThreads(desk), await todaysThreads(corpusFile(`${raid}.mbox.xz`).path), 'linux-raid', (line) => test.diagnostic(line));
    } finally {
      await desk.close();
    }
  });
});
