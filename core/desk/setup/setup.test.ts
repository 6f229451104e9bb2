import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMember, createUser } from '#core/accounts/index.ts';
import { setCalendar } from '#core/calendars/index.ts';
import { disableChannel } from '#core/channels/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { findChannelActivity, getSetupState } from '../index.ts';

let desk: Desk;
before(async () => { desk = await openDesk({ domains: [] }); });
after(() => desk.close());
const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);
const state = () => within((tx) => getSetupState(tx, desk.act));

test('each step shows as done once it is', async () => {
  const nothing = { hasChannel: true, hasMail: false, hasIncomingConnection: false, hasOutgoingConnection: false, hasHours: false, hasInternalDomains: false, hasColleagues: false };
  assert.deepEqual(await state(), nothing);
  await within(async (tx) => {
    await receiveMails(tx, desk.act, desk.help, [writeMail({ id: 'a@b.test', from: 'bo@b.test', to: ['help@desk.test'], subject: 'Hello', at: '2024-05-01T09:00:00.000Z' })]);
    await tx.run(sql`
      INSERT INTO channel_connections (account_id, channel_id, kind, host, port, security, auth, updated_at)
      SELECT ${tx.accountId}::bigint, ${desk.help.id}::bigint, k, 'mail.desk.test', 993, 'tls', 'none', ${desk.act.now}::timestamptz FROM unnest('{imap,smtp}'::text[]) k`);
    await setCalendar(tx, desk.act, { zone: 'UTC', hours: {} });
    const user = await createUser(tx, desk.act, { email: 'bo@desk.test', name: 'Bo' });
    await addMember(tx, desk.act, { userId: user.id, role: 'agent' });
  });
  assert.deepEqual(await state(), { ...nothing, hasMail: true, hasIncomingConnection: true, hasOutgoingConnection: true, hasHours: true, hasColleagues: true });
  await within((tx) => disableChannel(tx, desk.act, desk.help.id));
  assert.equal((await state()).hasIncomingConnection, false);
});

test('a channel shows its newest message and what could not be read', async () => {
  const activity = await within((tx) => findChannelActivity(tx, desk.act));
  assert.deepEqual(activity.get(desk.help.id), { lastMessageAt: '2024-05-01T09:00:00Z', quarantined: 0 });
  assert.deepEqual(activity.get(desk.sales.id), { lastMessageAt: null, quarantined: 0 });
});
