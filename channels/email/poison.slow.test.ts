import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connectMailbox } from '#core/channels/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { startFakeImap } from '#testkit/fake-imap/start-fake-imap.ts';
import { openMailRoom, until, type TestMailRoom } from '#testkit/mail-room.ts';
import { handOver, talkSmtp } from '#testkit/outside/smtp-talk.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { plainMail } from '#testkit/people/plain-mail.ts';
import { isWhole } from '#testkit/walks/share-of-day.ts';
import { followMailboxes } from './imap/follow-mailboxes.ts';
import { mailboxTiming } from './imap/timing.ts';
import { startSmtpListener } from './smtp/start-smtp-listener.ts';

const good = isWhole ? 1_000 : 250;
const poison = Buffer.from(`From: \u0000bad\r\nDate: Fri, 31 Dec 2050 99:99:99 +9999\r\n${Array.from({ length: 300 }, (_, n) => `Content-Type: multipart/mixed; charset=no-such; boundary=b${n}\r\n\r\n--b${n}\r\n`).join('')}\r\n`);
const patience = 120_000;
let desk: Desk;
let room: TestMailRoom;
before(async () => {
  desk = await openDesk();
  room = await openMailRoom(desk.database);
});
after(async () => {
  await room.close();
  await desk.close();
});

const count = (channelId: number) => desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ stored: number; quarantined: number }>`
  SELECT (SELECT count(*) FROM messages WHERE account_id = ${desk.accountId} AND channel_id = ${channelId}) AS stored,
    (SELECT count(*) FROM quarantine WHERE account_id = ${desk.accountId} AND channel_id = ${channelId}) AS quarantined`));

test('a poisonous mail before good ones by IMAP: all of them stored, 1 quarantined', async (context) => {
  const imap = await startFakeImap();
  context.after(() => imap.stop());
  imap.mails = [{ uid: 1, raw: poison }, ...Array.from({ length: good }, (_, at) => ({ uid: at + 2, raw: plainMail({ subject: `Good ${at}`, id: `imap-${at}@home.test` }) }))];
  const key = await room.key();
  const act = systemAct(desk.accountId, new Date().toISOString(), 'test');
  const { id } = await desk.database.withAccount(desk.accountId, (tx) => connectMailbox(tx, act, key, {
    address: 'poison@desk.test', reading: { backfill: 'all' }, imap: { host: '127.0.0.1', port: imap.port, security: 'none', auth: 'password', userName: 'box', secret: 'secret' },
  }));
  const stop = followMailboxes(room, { timing: { ...mailboxTiming, followMs: 50 } });
  try {
    await until('all of them', async () => { const { stored, quarantined } = await count(id); return stored + quarantined >= good + 1; }, patience);
  } finally {
    await stop();
  }
  assert.deepEqual(await count(id), { stored: good, quarantined: 1 });
  assert.equal(imap.given.length, good + 1, 'each was fetched once');
});

test('a poisonous mail before good ones by SMTP: all acknowledged, all stored, 1 quarantined', async (context) => {
  const listener = await startSmtpListener(room, { host: '127.0.0.1', port: 0 });
  context.after(() => listener.stop());
  const talks = await Promise.all(Array.from({ length: 4 }, async () => { const talk = await talkSmtp(listener.port); await talk.say('EHLO home.test'); return talk; }));
  assert.equal(await handOver(talks[0]!, { to: ['sales@desk.test'], mail: poison }), 250);
  await Promise.all(talks.map(async (talk, lane) => {
    for (let at = lane; at < good; at += talks.length) assert.equal(await handOver(talk, { to: ['sales@desk.test'], mail: plainMail({ subject: `Good ${at}`, id: `smtp-${at}@home.test` }) }), 250);
    talk.close();
  }));
  assert.deepEqual(await count(desk.sales.id), { stored: good, quarantined: 1 });
});
