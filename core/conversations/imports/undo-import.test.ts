import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { finishImport, openConversation, receiveMails, startImport, undoImport } from '../index.ts';

let desk: Desk;
before(async () => { desk = await openDesk(); });
after(() => desk.close());
const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);

test('a mail that was written here stays when an import is undone that brought a copy of it, and its key still knows it', async () => {
  const mail = { channelId: desk.help.id, to: [{ address: 'bo@home.test' }], subject: 'Offer', text: 'x', clientKey: 'offer-0001' };
  const { messageId } = await within((tx) => openConversation(tx, desk.act, mail));
  const { mailId } = await within((tx) => tx.one(sql<{ mailId: string }>`SELECT mail_id AS "mailId" FROM outgoing_mails WHERE account_id = ${desk.accountId} AND message_id = ${messageId}`));
  const batch = await within((tx) => startImport(tx, desk.act, { source: 'sent.mbox', channelId: desk.help.id }));
  const { alreadyHeld } = await within((tx) => receiveMails(tx, desk.act, desk.help, [
    writeMail({ id: mailId, from: 'help@desk.test', to: ['bo@home.test'], subject: 'Offer' }), writeMail({ id: 'other@home.test', from: 'cy@home.test' }),
  ], batch));
  assert.equal(alreadyHeld, 1);
  await within((tx) => finishImport(tx, desk.act, batch, 'done', { read: 2, stored: 1, alreadyHeld: 1, quarantined: 0 }));
  await undoImport(desk.database, desk.act, batch);
  assert.equal((await within((tx) => openConversation(tx, desk.act, mail))).messageId, messageId);
  assert.deepEqual(await within((tx) => tx.rows(sql`SELECT id FROM messages WHERE account_id = ${desk.accountId}`)), [{ id: messageId }]);
});
