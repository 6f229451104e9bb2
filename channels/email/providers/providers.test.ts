import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addMailboxes, disableChannel, findChannels, findMailboxCursors, setMailDirectory } from '#core/channels/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { openMailRoom, until, type TestMailRoom } from '#testkit/mail-room.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { plainMail } from '#testkit/people/plain-mail.ts';
import { followMailboxes } from '../imap/follow-mailboxes.ts';
import { mailboxTiming } from '../imap/timing.ts';
import type { MailRoom } from '../mail-room.ts';
import { startEws } from './ews/testing/start-ews.ts';
import { startGmail } from './gmail/testing/start-gmail.ts';
import { startGraph } from './graph/testing/start-graph.ts';
import { startMimecast } from './mimecast/testing/start-mimecast.ts';
import { serviceUrls } from './service-urls.ts';
import type { ServiceRig } from './testing/service-rig.ts';
import type { Fault } from './testing/stand-in.ts';

const quick = { ...mailboxTiming, pollMs: 100, followMs: 50, backoffMinMs: 20, signInBackoffMinMs: 50, leaseRetryMs: 50 };
const starts: Readonly<Record<string, () => Promise<ServiceRig>>> = { 'Microsoft Graph': startGraph, Gmail: startGmail, Exchange: startEws, Mimecast: startMimecast };
const day = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * day).toISOString();

describe('mail services', () => {
  let desk: Desk;
  let files: TestMailRoom;
  let room: MailRoom;
  const rigs = new Map<string, ServiceRig>();
  const act = () => systemAct(desk.accountId, new Date().toISOString(), 'test');
  const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);

  before(async () => {
    desk = await openDesk();
    files = await openMailRoom(desk.database);
    for (const [name, start] of Object.entries(starts)) rigs.set(name, await start());
    room = { ...files, services: Object.assign({ ...serviceUrls }, ...[...rigs.values()].map(({ urls }) => urls)) };
  });
  after(async () => {
    for (const { standIn } of rigs.values()) await standIn.close();
    await files.close();
    await desk.close();
  });

  const setSecret = async (rig: ServiceRig, secret: string): Promise<void> => {
    const key = await room.key();
    await within((tx) => setMailDirectory(tx, act(), key, rig.protocol, { settings: rig.settings, secret }));
  };
  async function connect(rig: ServiceRig, address: string): Promise<number> {
    await setSecret(rig, rig.secret);
    const key = await room.key();
    await within((tx) => addMailboxes(tx, act(), key, rig.protocol, [{ address, name: address }]));
    return (await within((tx) => findChannels(tx, act()))).find((channel) => channel.address === address)!.id;
  }
  const stored = (channelId: number) => within((tx) => tx.rows(sql<{ subject: string; direction: string; origin: string; copies: number; at: string }>`
    SELECT m.subject, m.direction, m.at, (SELECT count(*)::int FROM message_copies c WHERE c.account_id = m.account_id AND c.message_id = m.id) AS copies,
      (SELECT origin FROM events e WHERE e.account_id = m.account_id AND e.message_id = m.id AND e.type = 'message.stored') AS origin
    FROM messages m WHERE m.account_id = ${desk.accountId} AND m.channel_id = ${channelId} ORDER BY m.id`));
  const cursors = (channelId: number) => within((tx) => findMailboxCursors(tx, act(), [channelId]));
  const settled = (channelId: number, count: number) => until(`${count} mails of channel ${channelId}`, async () => {
    const [rows, marks] = [await stored(channelId), await cursors(channelId)];
    return rows.length >= count && marks.length === 2 && marks.every(({ isComplete }) => isComplete) && rows;
  });
  const failing = (channelId: number) => within((tx) => tx.maybe(sql<{ code: string | null }>`SELECT error_code AS code FROM mailboxes WHERE account_id = ${desk.accountId} AND channel_id = ${channelId} AND failing_since IS NOT NULL`));

  async function reading<T>(work: (stop: () => Promise<void>) => Promise<T>): Promise<T> {
    const stop = followMailboxes(room, { timing: quick });
    try {
      return await work(stop);
    } finally {
      await stop();
    }
  }
  /** Nothing asks for it any more, so that what the next test sees asked is its own. */
  const leave = (channelId: number) => within((tx) => disableChannel(tx, act(), channelId));
  const mail = (subject: string, more: Parameters<typeof plainMail>[0] = {}): Buffer => plainMail({ subject, ...more });

  for (const name of Object.keys(starts)) {
    const box = (user: string): string => `${user}@${name.toLowerCase().replaceAll(' ', '')}.test`;
    const fill = (rig: ServiceRig, address: string, count: number): string[] => Array.from({ length: count }, (_, n) => rig.put(address, 'inbox', { raw: mail(`Question ${n}`, { id: `${n}.${address}`, to: address }), at: daysAgo(2 + n / 100) }));
    const subjects = (count: number): string[] => Array.from({ length: count }, (_, n) => `Question ${n}`).sort();

    it(`${name}: inbox and sent mail of 30 days come once, page by page, as backfill; what comes later is live; older mail stays where it is`, async () => {
      const rig = rigs.get(name)!;
      const address = box('first');
      fill(rig, address, 20);
      rig.put(address, 'inbox', { raw: mail('Ancient', { id: `ancient.${address}` }), at: daysAgo(60) });
      rig.put(address, 'sent', { raw: mail('Re: Question 3', { id: `a3.${address}`, from: address, to: 'bo@home.test', inReplyTo: `3.${address}` }), at: daysAgo(1) });
      const channelId = await connect(rig, address);
      await reading(async () => {
        const rows = await settled(channelId, 21);
        assert.deepEqual(rows.map(({ subject }) => subject).sort(), [...subjects(20), 'Re: Question 3'].sort());
        assert.deepEqual(rows.filter(({ direction }) => direction === 'outgoing').map(({ subject }) => subject), ['Re: Question 3']);
        assert.ok(rows.every(({ origin, copies }) => origin === 'backfill' && copies === 1));
        rig.put(address, 'inbox', { raw: mail('Live', { id: `live.${address}`, to: address }), at: new Date().toISOString() });
        const live = (await settled(channelId, 22)).at(-1)!;
        assert.deepEqual([live.subject, live.origin, live.direction], ['Live', 'live', 'incoming']);
      });
      assert.deepEqual((await cursors(channelId)).map(({ role, stored: count, quarantined, resyncs }) => ({ role, count, quarantined, resyncs })).sort((a, b) => (a.role < b.role ? -1 : 1)), [
        { role: 'inbox', count: 21, quarantined: 0, resyncs: 0 }, { role: 'sent', count: 1, quarantined: 0, resyncs: 0 },
      ]);
      await leave(channelId);
    });

    it(`${name}: cut connections, requests for patience, errors and tokens that end on the way lose nothing and double nothing`, async () => {
      const rig = rigs.get(name)!;
      const address = box('faults');
      fill(rig, address, 15);
      const channelId = await connect(rig, address);
      const faults: (Fault | 'token')[] = ['cut', rig.busy, 'token', { status: 503, headers: { 'retry-after': '0' } }, 'cut', 'token', rig.busy, 'cut', { status: 502, headers: { 'retry-after': '0' } }];
      let asked = 0;
      rig.standIn.fault = () => {
        asked += 1;
        if (asked % 3 !== 0) return null;
        const fault = faults.shift();
        if (fault === 'token') rig.endTokens();
        return fault === undefined || fault === 'token' ? null : fault;
      };
      await reading(async () => {
        await settled(channelId, 15);
        await until('every fault has happened', async () => faults.length === 0);
        rig.put(address, 'inbox', { raw: mail('After', { id: `after.${address}` }), at: new Date().toISOString() });
        const rows = await settled(channelId, 16);
        assert.deepEqual(rows.map(({ subject }) => subject).sort(), ['After', ...subjects(15)].sort());
        assert.ok(rows.every(({ copies }) => copies === 1));
      });
      rig.standIn.fault = () => null;
      await leave(channelId);
    });

    it(`${name}: a reader that is stopped on the way goes on where it was; a mark that the service has forgotten has everything looked at again and nothing stored twice`, async () => {
      const rig = rigs.get(name)!;
      const address = box('stopped');
      const ids = fill(rig, address, 15);
      const channelId = await connect(rig, address);
      let fetches = 0;
      let isStopped = false;
      await reading(async (stop) => {
        let reached = (): void => {};
        const fifth = new Promise<void>((resolve) => { reached = resolve; });
        rig.standIn.fault = (asked) => {
          if (rig.isFetch(asked)) fetches += 1;
          if (fetches >= 5 && !isStopped) reached();
          return null;
        };
        await fifth;
        isStopped = true;
        await stop();
      });
      assert.ok((await stored(channelId)).length < 15, 'it was stopped on the way');
      await reading(async () => {
        await settled(channelId, 15);
        rig.take(address, ids[3]!);
        rig.forgetMarks();
        rig.put(address, 'inbox', { raw: mail('Meanwhile', { id: `meanwhile.${address}` }), at: new Date().toISOString() });
        const rows = await settled(channelId, 16);
        assert.deepEqual(rows.map(({ subject }) => subject).sort(), ['Meanwhile', ...subjects(15)].sort());
        assert.ok(rows.every(({ copies }) => copies === 1));
        if (rig.hasMarks !== false) await until('the folder began anew', async () => (await cursors(channelId)).some(({ resyncs }) => resyncs > 0));
      });
      rig.standIn.fault = () => null;
      await leave(channelId);
    });

    it(`${name}: a mail that is gone before it is fetched is passed over; one that the service lists and never gives is set aside, and the others come`, async () => {
      const rig = rigs.get(name)!;
      const address = box('odd');
      const ids = fill(rig, address, 8);
      const channelId = await connect(rig, address);
      rig.standIn.fault = (asked) => {
        if (rig.isFetch(asked, ids[2])) rig.take(address, ids[2]!);
        return rig.isFetch(asked, ids[5]) ? { status: 400, body: '{"error":{"code":"ErrorInternalServerError"}}' } : null;
      };
      await reading(async () => {
        const rows = await settled(channelId, 6);
        assert.deepEqual(rows.map(({ subject }) => subject).sort(), subjects(8).filter((subject) => subject !== 'Question 2' && subject !== 'Question 5'));
      });
      assert.equal((await cursors(channelId)).reduce((sum, { quarantined }) => sum + quarantined, 0), 1);
      rig.standIn.fault = () => null;
      await leave(channelId);
    });

    it(`${name}: a secret that is refused is told as such, and the right one has the mailbox read`, async () => {
      const rig = rigs.get(name)!;
      const address = box('secret');
      fill(rig, address, 2);
      const channelId = await connect(rig, address);
      await setSecret(rig, rig.wrongSecret);
      await reading(async () => {
        assert.equal((await until('the refusal is noted', () => failing(channelId))).code, 'sign-in');
        assert.equal((await stored(channelId)).length, 0);
        await setSecret(rig, rig.secret);
        await settled(channelId, 2);
        assert.equal(await failing(channelId), null);
      });
      await leave(channelId);
    });

    it(`${name}: nothing was asked that the vendor's documentation does not have`, () => {
      const { standIn } = rigs.get(name)!;
      assert.deepEqual([standIn.refusals, standIn.asked.length > 50], [[], true]);
    });
  }
});
