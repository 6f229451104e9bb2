import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openConversation, getDelivery } from '#core/conversations/index.ts';
import { openSendingDesk, type SendingDesk } from './testing/mail-room.ts';

let room: SendingDesk;
let dir: string;
before(async () => {
  room = await openSendingDesk({ isConnected: false });
  dir = await mkdtemp(join(tmpdir(), 'mail-kill-'));
});
after(async () => {
  await room.close();
  await rm(dir, { recursive: true, force: true });
});

/** One try in a process of its own; `crashAt`: where SIGKILL ends it. Returns the signal that did. */
async function tryOnce(messageId: number, crashAt: string | null): Promise<NodeJS.Signals | null> {
  const input = { connection: room.desk.database.connection, accountId: room.desk.accountId, messageId, dir, port: room.peer.port, now: room.now().now };
  const child = spawn(process.execPath, [fileURLToPath(new URL('./testing/send-once.ts', import.meta.url)), JSON.stringify(input)], {
    env: { ...process.env, ...(crashAt === null ? {} : { PATCHBAY_CRASH_AT: `${crashAt}:1` }) }, stdio: ['ignore', 'ignore', 'ignore'],
  });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (_code, signal) => resolve(signal));
  });
}

test('a process killed before or after the hand-over leaves the mail to a later try: sent at least once, always with one Message-ID', async () => {
  const idsOf = () => room.peer.mails.map((mail) => /^Message-ID: <(.*)>\r$/m.exec(mail.raw.toString())![1]!);
  for (const [crashAt, sentByThen] of [['mail-before-smtp', 0], ['mail-handed-over', 1]] as const) {
    room.peer.mails.length = 0;
    const { messageId } = await room.within((tx) => openConversation(tx, room.now(), { channelId: room.desk.help.id, to: [{ address: 'bo@home.test' }], subject: crashAt, text: 'x', undoSeconds: 0 }));
    assert.equal(await tryOnce(messageId, crashAt), 'SIGKILL');
    assert.deepEqual([room.peer.mails.length, (await room.within((tx) => getDelivery(tx, room.now(), messageId))).state], [sentByThen, 'sending']);
    room.clock.advance(31_000);
    assert.equal(await tryOnce(messageId, null), null);
    assert.deepEqual([room.peer.mails.length, new Set(idsOf()).size, (await room.within((tx) => getDelivery(tx, room.now(), messageId))).state], [sentByThen + 1, 1, 'handed-over']);
    if (sentByThen === 1) assert.ok(room.peer.mails[0]!.raw.equals(room.peer.mails[1]!.raw));
  }
});
