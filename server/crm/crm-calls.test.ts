import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { disconnectCrm, runCrmSync, setCrmCallSecret } from '#core/crm/index.ts';
import { closeServer, createServer } from '#http/index.ts';
import { sql } from '#storage/index.ts';
import { isSignedByHubspot } from './hubspot/read-hubspot-call.ts';
import { registerCrmCalls } from './register-crm-calls.ts';
import { fillHubspot, openCrmRoom, type CrmRoom } from './testing/open-crm-room.ts';

const publicUrl = 'https://desk.example';
const secret = 'client-secret-of-the-app';
let room: CrmRoom;
let server: ReturnType<typeof createServer>;
let id: number;
before(async () => {
  room = await openCrmRoom();
  server = createServer({ database: room.desk.database, clock: room.clock, dialects: [] });
  registerCrmCalls(server, { database: room.desk.database, clock: room.clock, key: async () => room.key, publicUrl });
  await server.ready();
  fillHubspot(room.hubspot, { contacts: 12, deals: 8 });
  ({ id } = await room.connect());
});
after(async () => {
  await closeServer(server);
  await room.close();
});

const path = (connection = id, account = room.desk.accountId): string => `/crm/calls/${account}/${connection}`;
const send = async (url: string, { headers, payload }: { headers: Record<string, string>; payload: string }) => {
  const answer = await server.inject({ method: 'POST', url, headers: { host: 'evil.example', ...headers }, payload });
  return { status: answer.statusCode, code: answer.body === '' ? null : answer.json<{ code: string }>().code };
};
const about = (events: Parameters<CrmRoom['hubspot']['callAbout']>[1], { by = secret, url = path() } = {}) => send(url, room.hubspot.callAbout(`${publicUrl}${url}`, events, by));
const gone = (objectId: number, subscriptionType = 'contact.privacyDeletion') => ({ objectId, subscriptionType });
const contacts = async (): Promise<string[]> => Object.keys((await room.read()).contacts).toSorted();
const audited = () => room.within((tx) => tx.rows(sql<{ detail: unknown }>`SELECT detail FROM audit_log WHERE account_id = ${tx.accountId} AND action = 'crm.contacts-forgotten' ORDER BY id`)).then((rows) => rows.map(({ detail }) => detail));

test('a signature is that of the documentation: method, whole address with its escapes undone, body and time, by HMAC-SHA256 in base64', () => {
  // Counted with another program: printf '%s' ... | openssl dgst -sha256 -hmac ... -binary | base64
  const call = { method: 'POST', uri: 'https://www.example.com/webhook_uri%3Fa%40b', body: Buffer.from('[{"eventId":1}]'), timestamp: '1700000000000', signature: 'V3ucxGE8K9VpDD06GYJpfRhiZ8kqXHmU714AWz4PEE8=' };
  assert.equal(isSignedByHubspot('yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy', call), true);
  for (const wrong of [{ method: 'PUT' }, { uri: 'https://www.example.com/webhook_uri' }, { body: Buffer.from('[]') }, { timestamp: '1700000000001' }, { signature: '' }, { signature: undefined }]) assert.equal(isSignedByHubspot('yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy', { ...call, ...wrong }), false);
});

test('nobody is heard before a secret is set and the connection was read; a call that is not signed by it, is old or of another address changes nothing and tells nothing', async () => {
  assert.deepEqual(await about([gone(1001)]), { status: 401, code: 'bad-signature' });
  const shown = await room.within((tx) => setCrmCallSecret(tx, room.act(), room.key, id, secret));
  assert.equal(shown.takesCalls, true);
  assert.deepEqual(await about([gone(1001)]), { status: 503, code: 'unavailable' }, 'not read yet');
  await room.settle();
  const all = await contacts();
  assert.deepEqual(await about([gone(1001)], { by: 'another secret' }), { status: 401, code: 'bad-signature' });
  for (const url of [path(id + 1), path(id, room.desk.accountId + 1), path(0)]) assert.deepEqual(await about([gone(1001)], { url }), { status: 401, code: 'bad-signature' }, url);
  const call = room.hubspot.callAbout(`${publicUrl}${path()}`, [gone(1001)], secret);
  assert.deepEqual(await send(path(), room.hubspot.callAbout(`https://evil.example${path()}`, [gone(1001)], secret)), { status: 401, code: 'bad-signature' });
  assert.deepEqual(await send(path(), { ...call, payload: call.payload.replace('1001', '1002') }), { status: 401, code: 'bad-signature' });
  assert.deepEqual(await send(path(), { ...call, headers: { 'content-type': 'application/json' } }), { status: 401, code: 'not-recent' });
  room.clock.advance(5 * 60_000 + 1_000);
  assert.deepEqual(await send(path(), call), { status: 401, code: 'not-recent' }, 'it was kept and sent again');
  room.clock.advance(-10 * 60_000 - 2_000);
  assert.deepEqual(await send(path(), call), { status: 401, code: 'not-recent' }, 'its clock runs ahead');
  room.clock.advance(10 * 60_000);
  const odd = (payload: string) => {
    const { headers } = room.hubspot.callAbout('', [], secret);
    const signed = room.hubspot.callAbout(`${publicUrl}${path()}`, JSON.parse(payload) as never, secret);
    return send(path(), { headers: { ...headers, ...signed.headers }, payload: signed.payload });
  };
  assert.deepEqual(await odd('[{"subscriptionType":"contact.deletion","objectId":12345678901234567890}]'), { status: 400, code: 'bad-request' });
  assert.deepEqual([await contacts(), await audited()], [all, []]);
});

test('a contact that is deleted for privacy goes at once, with its addresses and links, is written into the audit log once, and a page that was being read does not bring it back', async () => {
  const all = await contacts();
  const { database } = room.desk;
  let heard = 0;
  // The page of contacts was given out before the contact was deleted, and is stored after that was told.
  room.clock.advance(3_600_000);
  await room.within((tx) => tx.run(sql`UPDATE crm_connections SET step = NULL, changed_until = NULL, next_sync_at = ${room.act().now} WHERE account_id = ${tx.accountId} AND id = ${id}`));
  await runCrmSync({
    database, key: room.key, act: room.act, connectionId: id, means: room.countMeans,
    open: async ({ kind, settings, secret: token, emailProperty }) => {
      const source = await room.sources.open(kind, { accountId: room.desk.accountId, settings, secret: token, emailProperty, file: async () => null });
      return { ...source, contacts: async (cursor) => {
        const page = await source.contacts(cursor);
        if (page.rows.some((one) => one.id === '1003')) {
          heard += 1;
          room.hubspot.deleteForPrivacy('1003');
          assert.deepEqual(await about([gone(1003), gone(1003, 'contact.deletion'), gone(4, 'contact.propertyChange')]), { status: 204, code: null });
        }
        return page;
      } };
    },
  });
  assert.equal(heard, 1);
  assert.deepEqual(await contacts(), all.filter((one) => one !== '1003'));
  assert.ok(Object.values((await room.read()).deals).every((deal) => !deal.contacts.includes('1003')));
  assert.deepEqual(await room.within((tx) => tx.rows(sql<object>`SELECT FROM crm_contact_addresses WHERE account_id = ${tx.accountId} AND external_id = '1003'`)), []);
  for (let n = 0; n < 2; n += 1) assert.deepEqual(await about([gone(1003)]), { status: 204, code: null });
  assert.deepEqual(await audited(), [{ kind: 'hubspot', contacts: 1, forGood: 1, source: 'crm' }]);
});

test('what is only deleted comes back where it is restored; what is said of another HubSpot account, or of other records, is not about ours', async () => {
  const all = await contacts();
  assert.deepEqual(await about([{ ...gone(1004), portalId: 7654321 }, { ...gone(1004, 'object.deletion'), objectTypeId: '0-3' }, gone(1004, 'deal.deletion')]), { status: 204, code: null });
  assert.deepEqual(await contacts(), all);
  assert.deepEqual(await about([gone(1004, 'contact.deletion'), { ...gone(1005, 'object.deletion'), objectTypeId: '0-1' }]), { status: 204, code: null });
  assert.deepEqual(await contacts(), all.filter((one) => one !== '1004' && one !== '1005'));
  room.clock.advance(3_600_000);
  room.hubspot.put('contacts', '1004', { email: 'back@home.test' });
  await room.sync();
  assert.deepEqual(await contacts(), all.filter((one) => one !== '1005'));
});

test('calls end with the secret, and with the connection', async () => {
  await room.within((tx) => setCrmCallSecret(tx, room.act(), room.key, id, null));
  assert.deepEqual(await about([gone(1006)]), { status: 401, code: 'bad-signature' });
  await room.within((tx) => setCrmCallSecret(tx, room.act(), room.key, id, secret));
  await room.within((tx) => disconnectCrm(tx, room.act(), id));
  assert.deepEqual(await about([gone(1006)]), { status: 401, code: 'bad-signature' });
  await room.drain();
  assert.deepEqual(await room.within((tx) => tx.rows(sql<object>`SELECT FROM crm_forgotten_contacts WHERE account_id = ${tx.accountId}`)), []);
});
