import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMember, createUser } from '#core/accounts/index.ts';
import { setCalendar } from '#core/calendars/index.ts';
import { disableChannel } from '#core/channels/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { findChannelActivity, findMailboxHealth, getSetupState } from '../index.ts';

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

test('a channel shows its newest message, what could not be read, and what says it is from us without proof', async () => {
  const ofHelp = async () => (await within((tx) => findChannelActivity(tx, desk.act))).get(desk.help.id);
  assert.deepEqual(await ofHelp(), { lastMessageAt: '2024-05-01T09:00:00Z', quarantined: 0, unprovedOurs: 0, vouchedOurs: 0, namedServers: [], addressesElsewhere: [] });
  const forged = (n: number, at: string, namedServer: string | null) => ({
    ...writeMail({ id: `forged${n}@x`, from: 'sales@desk.test', at }),
    verdict: { proof: 'none' as const, check: { domain: 'desk.test', spf: null, dkim: 'none' as const, dmarc: null, policy: null, by: 'us' as const, namedServer } },
  });
  await within((tx) => receiveMails(tx, desk.act, desk.help, [
    forged(1, '2024-03-01T09:00:00Z', 'old.test'), forged(2, '2024-04-20T09:00:00Z', 'mx.desk.test'), forged(3, '2024-04-21T09:00:00Z', 'mx.desk.test'), forged(4, '2024-04-22T09:00:00Z', 'else.test'), forged(5, '2024-04-23T09:00:00Z', null),
    { ...forged(6, '2024-04-24T09:00:00Z', 'x.test'), sender: { name: 'Bo', address: 'bo@home.test' } },
  ]));
  assert.deepEqual(await ofHelp(), { lastMessageAt: '2024-05-01T09:00:00Z', quarantined: 0, unprovedOurs: 4, vouchedOurs: 0, namedServers: ['mx.desk.test', 'else.test'], addressesElsewhere: [] });
  const health = await within((tx) => findMailboxHealth(tx, desk.act));
  assert.deepEqual(health.map(({ channelId, unprovedOurs, namedServers }) => [channelId, unprovedOurs, namedServers.length]), [[desk.help.id, 4, 2], [desk.sales.id, 0, 0], [desk.list.id, 0, 0]]);
});
