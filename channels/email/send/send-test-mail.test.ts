import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { removeConnection } from '#core/channels/index.ts';
import { sql } from '#storage/index.ts';
import { sendTestMail } from './send-test-mail.ts';
import { openSendingDesk, type SendingDesk } from './testing/mail-room.ts';

let room: SendingDesk;
before(async () => { room = await openSendingDesk(); });
after(() => room.close());
const send = (to = 'ada@home.test') => sendTestMail(room.context, room.now(), room.desk.help.id, to);

test('a test mail goes at once, is stored nowhere, and says where it stopped if it did', async () => {
  assert.equal((await send()).ok, true);
  assert.deepEqual(room.peer.mails.map((mail) => mail.to), [['ada@home.test']]);
  room.peer.behave({ recipient: () => ({ code: 550, text: '5.1.1 no such user' }) });
  const refused = await send();
  assert.deepEqual([refused.ok, refused.steps.at(-1)!.step], [false, 'send']);
  assert.match(refused.steps.at(-1)!.text, /5\.1\.1 no such user/);
  await room.within((tx) => removeConnection(tx, room.now(), room.desk.help.id, 'smtp'));
  assert.match((await send()).steps[0]!.text, /PATCHBAY_SMTP_RELAY/);
  await assert.rejects(send('x@y.test\r\nBcc: z@y.test'), { code: 'invalid' });
  await assert.rejects(sendTestMail(room.context, { ...room.now(), actor: { kind: 'user', id: 1, permissions: new Set(['channels.read']) } }, room.desk.help.id, 'a@b.test'), { code: 'forbidden' });
  assert.equal((await room.within((tx) => tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM messages`))).n, 0);
});
