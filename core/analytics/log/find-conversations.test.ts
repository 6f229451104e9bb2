import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from '#storage/index.ts';
import { findConversationByMailId } from './find-conversation-by-mail-id.ts';
import { findConversationsBySubjectOrAddress } from './find-conversations-by-subject-or-address.ts';
import { openSeededLog, type SeededLog } from './testing/open-seeded-log.ts';

let log: SeededLog;
before(async () => { log = await openSeededLog({ seed: 12 }); });
after(() => log.close());

test('a Message-ID leads to its conversation, with brackets or without', async () => {
  for (const mailId of ['7@mail.example', ' <7@mail.example> ']) {
    const found = await log.read((tx) => findConversationByMailId(tx, mailId));
    assert.ok(found?.messages.some((message) => message.id === 7));
  }
  assert.equal(await log.read((tx) => findConversationByMailId(tx, '7@mail.exampl')), null);
});

test('a Message-ID too long to be kept leads to its conversation', async () => {
  const monster = `${'a'.repeat(400)}@mail.example`;
  await log.database.withAccount(log.account, (tx) => tx.run(sql`
    UPDATE messages SET mail_id = ${`sha256:${createHash('sha256').update(monster).digest('hex')}`} WHERE account_id = ${tx.accountId} AND id = 8`));
  assert.ok((await log.read((tx) => findConversationByMailId(tx, `<${monster}>`)))?.messages.some((message) => message.id === 8));
});

test('another account does not find the mails of this one', async () => {
  await log.database.withAccount(log.account, (tx) => tx.run(sql`UPDATE messages SET mail_id = 'only@ours', subject = 'only ours' WHERE account_id = ${tx.accountId} AND id = 9`));
  for (const [account, count] of [[log.account, 1], [log.stranger, 0]] as const) {
    const [byId, bySubject] = await log.database.withAccount(account, async (tx) => [
      await findConversationByMailId(tx, 'only@ours'), await findConversationsBySubjectOrAddress(tx, 'ONLY ours')] as const);
    assert.equal(byId === null ? 0 : 1, count);
    assert.equal(bySubject.length, count);
  }
});

test('text is found in subjects whatever its case and accents, an address in the headers', async () => {
  const bySubject = await log.read((tx) => findConversationsBySubjectOrAddress(tx, ' CAFE '));
  assert.ok(bySubject.length > 0);
  assert.ok(bySubject.every((row) => row.messages.some((message) => /caf[eé]/i.test(message.subject))));
  const byAddress = await log.read((tx) => findConversationsBySubjectOrAddress(tx, 'Bo@Acme.example'));
  assert.ok(byAddress.length > 0);
  for (const row of byAddress) {
    const standing = row.messages.flatMap((message) => [...message.from, ...message.to, ...message.cc, ...message.bcc, ...message.replyTo]);
    assert.ok(standing.some(({ address }) => address === 'bo@acme.example'));
  }
  assert.deepEqual(byAddress.map((row) => row.lastAt), byAddress.map((row) => row.lastAt).sort().reverse());
});

test('wildcards are letters, and nothing finds nothing', async () => {
  assert.ok((await log.read((tx) => findConversationsBySubjectOrAddress(tx, '%'))).every((row) => row.messages.some((message) => message.subject.includes('%'))));
  for (const text of ['', '   ', 'no such subject']) assert.deepEqual(await log.read((tx) => findConversationsBySubjectOrAddress(tx, text)), []);
});
