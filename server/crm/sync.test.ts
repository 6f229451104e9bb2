import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { changeCrmMapping, connectCrm, countCrmRows, disconnectCrm, findCrmConnections, findCrmProperties, findCrmRuns, getCrmConnection, openCrmConnection, runCrmSync, startCrmSync } from '#core/crm/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { findStrandedSyncs } from './crm-jobs.ts';
import { fillHubspot, openCrmRoom, type CrmRoom } from './testing/open-crm-room.ts';

let room: CrmRoom;
before(async () => { room = await openCrmRoom(); });
after(() => room.close());

/** Each test begins without a connection and with an empty HubSpot. */
beforeEach(async () => {
  const { hubspot, within, act } = room;
  for (const { id } of await within((tx) => findCrmConnections(tx, act()))) await within((tx) => disconnectCrm(tx, act(), id));
  await room.drain();
  for (const table of [sql`crm_connections`, sql`crm_files`, sql`crm_properties`, sql`crm_owners`, sql`crm_contacts`, sql`crm_contact_addresses`, sql`deal_stages`, sql`deals`, sql`deal_contacts`, sql`crm_runs`]) {
    assert.deepEqual(await within((tx) => tx.rows(sql<object>`SELECT FROM ${table} LIMIT 1`)), [], 'nothing is left of a connection that went');
  }
  hubspot.behave(() => 'answer');
  hubspot.beforeAnswer(null);
  hubspot.isRevoked = false;
  for (const map of [hubspot.records.contacts, hubspot.records.deals, hubspot.records.links]) map.clear();
  hubspot.records.owners.length = 0;
  hubspot.records.properties.contacts.splice(5);
  hubspot.asked.length = 0;
  room.means.clear();
  room.clock.advance(24 * 3_600_000);
});

const same = async (why: string): Promise<void> => {
  assert.deepEqual(await room.read(), room.there(), why);
  assert.deepEqual(room.hubspot.violations, [], why);
};
const paths = (): string[] => room.hubspot.asked.map(({ method, path }) => `${method} ${path}`);

test('the first reading brings every contact and deal; the next ones only what changed, was deleted or merged, and nothing twice', async () => {
  const { hubspot, clock } = room;
  fillHubspot(hubspot, { contacts: 250, deals: 130 });
  await room.connect();
  let found = await room.settle();
  await same('after the first reading');
  assert.deepEqual([found.counts.contacts, found.counts.deals, found.counts.removed, found.state], [250, 130, 0, 'connected']);
  assert.deepEqual(await room.within((tx) => countCrmRows(tx, room.act(), found.id)), { contacts: 250, deals: 130 });
  const fields = await room.within((tx) => findCrmProperties(tx, room.act(), found.id, 'contacts'));
  assert.deepEqual(fields.map(({ name }) => name), ['email', 'email_address', 'firstname', 'lastmodifieddate'], 'hidden fields are not offered');

  clock.advance(3_600_000);
  found = await room.sync();
  assert.deepEqual([found.counts.contacts, found.counts.deals, found.counts.read], [0, 0, 380], 'what changed as the last reading began is asked for again, and is nothing new');
  clock.advance(3_600_000);
  hubspot.asked.length = 0;
  found = await room.sync();
  assert.deepEqual([found.counts.contacts, found.counts.deals, found.counts.removed], [0, 0, 0], 'nothing changed');
  assert.deepEqual(paths().filter((path) => path.startsWith('POST')).toSorted(), ['POST /crm/v3/objects/contacts/search', 'POST /crm/v3/objects/deals/search']);

  clock.advance(3_600_000);
  hubspot.put('contacts', '1001', { email: 'New.Name@home.test' });
  hubspot.put('contacts', '9001', { email: 'nine@home.test' });
  hubspot.put('deals', '5001', { dealname: 'Deal one, \u0000renamed', dealstage: 'closedwon', amount: '99.99' });
  hubspot.put('deals', '6001', { dealname: 'Fresh', pipeline: 'default', dealstage: 'appointmentscheduled' });
  hubspot.link('6001', '9001', '1002');
  hubspot.archive('contacts', '1003');
  hubspot.archive('deals', '5002');
  hubspot.merge('contacts', '1004', '1005');
  hubspot.merge('deals', '5004', '5005');
  const ids = await room.within((tx) => tx.rows(sql<{ id: number; externalId: string }>`SELECT id, external_id AS "externalId" FROM deals WHERE account_id = ${tx.accountId} AND external_id IN ('5001', '5002') ORDER BY external_id`));
  found = await room.sync();
  hubspot.records.deals.get('5001')!.properties['dealname'] = 'Deal one,  renamed';
  await same('after changes');
  assert.equal(found.counts.removed, 4);
  const after = await room.within((tx) => tx.rows(sql<{ id: number; name: string; value: number | null }>`SELECT id, name, value FROM deals WHERE account_id = ${tx.accountId} AND id = ANY(${ids.map(({ id }) => id)}::bigint[]) ORDER BY external_id`));
  assert.deepEqual(after.map(({ id }) => id), ids.map(({ id }) => id), 'a deal keeps its number');
  assert.deepEqual([after[1]!.name, after[1]!.value], ['', null], 'nothing of a deleted deal is left but its number');

  // Gone without a trace: only the weekly walk can see it.
  hubspot.records.deals.delete('5006');
  hubspot.records.contacts.delete('1006');
  for (const ids of hubspot.records.links.values()) ids.delete('1006');
  clock.advance(3_600_000);
  await room.sync();
  assert.ok((await room.read()).deals['5006']);
  clock.advance(7 * 24 * 3_600_000);
  await room.sync();
  await same('after the weekly walk');
  const runs = await room.within((tx) => findCrmRuns(tx, room.act(), found.id));
  assert.deepEqual(runs.map(({ isWhole }) => isWhole), [true, false, false, false, false, true]);
});

test('by itself it reads again a quarter of an hour after the last reading', async () => {
  fillHubspot(room.hubspot, { contacts: 3, deals: 1 });
  await room.connect();
  const { nextSyncAt } = await room.settle();
  room.hubspot.put('contacts', '1001', { email: 'moved@home.test' });
  room.clock.set(nextSyncAt!);
  await room.drain();
  await same('by itself');
});

test('whichever request is cut, before or after it had its effect, or whenever the process stops, the rest is read and nothing is doubled', async () => {
  const { hubspot, clock } = room;
  fillHubspot(hubspot, { contacts: 120, deals: 8 });
  room.means.set('person1@home.test', { first: 60, overall: null });
  await room.connect({ firstReplyProperty: 'average_first_reply_time', overallReplyProperty: 'average_overall_reply_time' });
  await room.settle();
  hubspot.asked.length = 0;
  await room.connect();
  await room.drain();
  // With something to write there is one more at the end.
  const methods = [...hubspot.asked.map(({ method }) => method), 'POST'];
  const requests = methods.length;
  assert.ok(requests > 10, `${requests} requests`);
  for (const how of ['cut', 'cut-after'] as const) {
    for (let at = 0; at < requests; at += 1) {
      if (how === 'cut-after' && methods[at] === 'GET') continue; // has no effect: the same as cut
      // From the beginning, with something to change, delete and write each time.
      hubspot.put('contacts', '1002', { email: `${how}-${at}@home.test` });
      hubspot.put('deals', `7${how === 'cut' ? 1 : 2}${100 + at}`, { dealname: `${how} ${at}` });
      const gone = [...hubspot.records.deals.keys()].find((id) => id.startsWith('7') && hubspot.records.deals.get(id)!.archivedMs === null && Number(id.slice(2)) < 100 + at);
      if (gone) hubspot.archive('deals', gone);
      room.means.set('person1@home.test', { first: 100 + at, overall: how === 'cut' ? null : at });
      let isCut = false;
      hubspot.behave((n) => {
        if (n !== at || isCut) return 'answer';
        isCut = true;
        return how;
      });
      await room.connect();
      const { problemKey } = (await room.drain(), await room.connection());
      assert.equal(isCut, true, `${how} ${at}`);
      assert.equal(problemKey, 'crm-away', `${how} ${at}: told`);
      clock.advance(20_000);
      await room.drain();
      assert.equal((await room.connection()).problemKey, null, `${how} ${at}: over`);
      await same(`${how} ${at}`);
      assert.equal(hubspot.records.contacts.get('1001')!.properties['average_first_reply_time'], `00h:0${Math.floor((100 + at) / 60)}m:${String((100 + at) % 60).padStart(2, '0')}s`);
    }
  }
  hubspot.behave(() => 'answer');
  await room.connect();
  const stops = hubspot.asked.length;
  for (let n = 0; (await room.connection()).syncedAt === null || (await room.connection()).step !== null || n === 0; n += 1) {
    // A process that ends after each page: what it had not stored is asked for again, by whoever comes next.
    const stop = new AbortController();
    const { id } = await room.connection();
    await runCrmSync({ database: room.desk.database, act: room.act, key: room.key, connectionId: id, means: room.countMeans, signal: stop.signal, onStep: () => stop.abort(), open: (connection) => room.sources.open('hubspot', { accountId: room.desk.accountId, settings: {}, secret: connection.secret, emailProperty: 'email', file: async () => null }) });
    assert.ok(n < 40);
  }
  await same('one page a process');
  assert.ok(hubspot.asked.length - stops <= requests + 4);
});

test('two that read at once store each page once', async () => {
  fillHubspot(room.hubspot, { contacts: 230, deals: 110 });
  await room.connect();
  const { id } = await room.connection();
  const one = () => runCrmSync({ database: room.desk.database, act: room.act, key: room.key, connectionId: id, means: room.countMeans, open: (connection) => room.sources.open('hubspot', { accountId: room.desk.accountId, settings: {}, secret: connection.secret, emailProperty: 'email', file: async () => null }) });
  const outcomes = await Promise.all([one(), one(), one()]);
  assert.equal(outcomes.filter(({ state }) => state === 'done').length, 1, JSON.stringify(outcomes));
  await same('two at once');
  assert.deepEqual((await room.connection()).counts, { contacts: 230, deals: 110, removed: 0, written: 0, read: 340 });
});

test('a limit that is reached, a fault over there and an answer that makes no sense are said and waited out; a token that counts no more stops everything until another comes', async () => {
  const { hubspot, clock } = room;
  fillHubspot(hubspot, { contacts: 5, deals: 3 });
  const once = (status: number, more: { headers?: Record<string, string>; body?: string }) => {
    let isDone = false;
    hubspot.behave((_n, { path }) => {
      if (isDone || !path.includes('/objects/deals')) return 'answer';
      isDone = true;
      return { status, ...more };
    });
  };
  const cases = [
    [429, { headers: { 'retry-after': '7' }, body: '{"status":"error","policyName":"TEN_SECONDLY_ROLLING"}' }, 'crm-busy', 7],
    [429, { body: '{"status":"error","policyName":"DAILY"}' }, 'crm-busy-today', 3_600],
    [503, { headers: { 'retry-after': '30' } }, 'crm-away', 30], [502, { body: '<html>' }, 'crm-away', 15], [200, { body: '[]' }, 'crm-strange', 15], [200, { body: '{"results":[{}]}' }, 'crm-strange', 15],
    [400, { body: `{"message":"Bearer ${hubspot.token} is odd"}` }, 'crm-strange', 15],
  ] as const;
  for (const [status, more, key, waitSeconds] of cases) {
    once(status, more);
    await room.connect();
    await room.drain();
    const found = await room.connection();
    assert.deepEqual([found.problemKey, found.state, (Date.parse(found.nextSyncAt!) - clock.nowMs()) / 1_000], [key, 'connected', waitSeconds], JSON.stringify([status, more]));
    assert.equal(found.problemText!.includes(hubspot.token.slice(8)), false);
    const asked = hubspot.asked.length;
    clock.advance(waitSeconds * 1_000 - 1);
    await room.drain();
    assert.equal(hubspot.asked.length, asked, 'left alone until then');
    clock.advance(1);
    await room.drain();
    assert.equal((await room.connection()).problemKey, null);
    await same(`${status} ${key}`);
  }
  // A scope that the token lacks: said by name, tried again with the next regular reading.
  once(403, { body: '{"status":"error","category":"MISSING_SCOPES","errors":[{"message":"x","context":{"requiredGranularScopes":["crm.objects.deals.read"]}}]}' });
  await room.sync();
  assert.deepEqual([(await room.connection()).problemKey, (await room.connection()).problemText!.includes('crm.objects.deals.read'), (await room.connection()).step], ['crm-forbidden', true, null]);

  hubspot.behave(() => 'answer');
  hubspot.isRevoked = true;
  assert.deepEqual([(await room.sync()).state, (await room.connection()).problemKey, (await room.connection()).nextSyncAt], ['refused', 'crm-refused', null]);
  const asked = hubspot.asked.length;
  clock.advance(48 * 3_600_000);
  await room.drain();
  assert.equal(hubspot.asked.length, asked, 'not by itself');
  const { id } = await room.connection();
  await assert.rejects(room.within((tx) => startCrmSync(tx, room.act(), id)), { code: 'conflict', key: 'crm-refused' });
  hubspot.isRevoked = false;
  await room.connect();
  assert.equal((await room.settle()).id, id, 'the same connection, with what it had');
  await same('connected anew');
  const runs = await room.within((tx) => findCrmRuns(tx, room.act(), id));
  assert.ok(runs.some(({ problemKey }) => problemKey === 'crm-refused') && runs.some(({ problemKey }) => problemKey === 'crm-forbidden'));
});

test('by OAuth an access token is made and renewed, and the refresh token that comes in the place of one is kept', async () => {
  const { hubspot, clock } = room;
  fillHubspot(hubspot, { contacts: 3, deals: 2 });
  const secret = { clientId: hubspot.oauth.clientId, clientSecret: hubspot.oauth.clientSecret, refreshToken: hubspot.oauth.refreshToken };
  await room.connect({ secret });
  const { id } = await room.settle();
  const kept = () => room.within((tx) => openCrmConnection(tx, room.act(), room.key, id)).then((opened) => opened.secret!);
  assert.notEqual(hubspot.oauth.refreshToken, secret.refreshToken, 'the stand-in gives another each time');
  assert.deepEqual(await kept(), { ...secret, refreshToken: hubspot.oauth.refreshToken });
  clock.advance(3_600_000);
  // Ends before its time, in the middle of a reading.
  let isDone = false;
  hubspot.beforeAnswer((_n, path) => {
    if (isDone || !path.includes('/objects/deals')) return;
    isDone = true;
    hubspot.oauth.access.clear();
  });
  hubspot.put('deals', '5001', { dealname: 'Other' });
  await room.sync();
  await same('with a new access token');
  assert.equal((await kept())['refreshToken'], hubspot.oauth.refreshToken);
  hubspot.beforeAnswer(null);
  hubspot.oauth.refreshToken = 'nobody-knows';
  clock.advance(3_600_000);
  assert.equal((await room.sync()).state, 'refused');
  hubspot.oauth.refreshToken = 'refresh-1';
  const { rows } = { rows: await room.within((tx) => tx.rows(sql<{ text: string }>`SELECT row_to_json(c)::text AS text FROM crm_connections c WHERE account_id = ${tx.accountId}`)) };
  assert.equal(rows.some(({ text }) => text.includes('secret-1') || text.includes('refresh-')), false, 'sealed');
});

test('means are written to the fields that were chosen, made where they are not there, in batches, and only what changed', async () => {
  const { hubspot, clock, means } = room;
  fillHubspot(hubspot, { contacts: 230, deals: 0 });
  for (let n = 1; n <= 230; n += 1) if (n % 10 > 0) means.set(`person${n}@home.test`, { first: n * 100, overall: n % 2 === 0 ? n : null });
  await room.connect();
  await room.settle();
  assert.equal(paths().some((path) => path.includes('batch/update')), false, 'nothing is written unless somebody chose where');
  const { id } = await room.connection();
  await assert.rejects(room.within((tx) => changeCrmMapping(tx, room.act(), id, { emailProperty: 'lastmodifieddate' })), { code: 'invalid' });
  await assert.rejects(room.within((tx) => changeCrmMapping(tx, room.act(), id, { firstReplyProperty: 'a b' })), { code: 'invalid' });
  await assert.rejects(room.within((tx) => changeCrmMapping(tx, room.act(), id, { firstReplyProperty: 'same', overallReplyProperty: 'same' })), { code: 'invalid' });
  await assert.rejects(room.within((tx) => changeCrmMapping(tx, room.act(), id, { firstReplyProperty: 'email' })), { code: 'invalid' });

  const batches = () => hubspot.asked.filter(({ path }) => path.endsWith('batch/update')).map(({ json }) => (json as { inputs: unknown[] }).inputs.length);
  await room.within((tx) => changeCrmMapping(tx, room.act(), id, { firstReplyProperty: 'average_first_reply_time', overallReplyProperty: 'average_overall_reply_time' }));
  assert.equal((await room.settle()).counts.written, 207);
  assert.deepEqual(batches(), [100, 100, 7]);
  const written = (n: number) => [hubspot.records.contacts.get(String(1_000 + n))!.properties['average_first_reply_time'], hubspot.records.contacts.get(String(1_000 + n))!.properties['average_overall_reply_time']];
  assert.deepEqual([written(1), written(2), written(229), written(10)], [['00h:01m:40s', ''], ['00h:03m:20s', '00h:00m:02s'], ['06h:21m:40s', ''], [undefined, undefined]]);
  assert.deepEqual(hubspot.records.properties.contacts.slice(5).map(({ name, label, type }) => [name, label, type]), [['average_first_reply_time', 'Average First Reply Time', 'string'], ['average_overall_reply_time', 'Average Overall Reply Time', 'string']]);

  hubspot.asked.length = 0;
  clock.advance(3_600_000);
  assert.equal((await room.sync()).counts.written, 0);
  means.set('person3@home.test', { first: 5, overall: null });
  means.delete('person4@home.test');
  hubspot.archive('contacts', '1005');
  means.set('person5@home.test', { first: 6, overall: 6 });
  clock.advance(3_600_000);
  assert.equal((await room.sync()).counts.written, 2);
  assert.deepEqual([batches(), written(3), written(4)], [[2], ['00h:00m:05s', ''], ['', '']]);

  // One that was deleted between reading and writing spoils no batch.
  means.set('person6@home.test', { first: 7, overall: 7 });
  means.set('person7@home.test', { first: 8, overall: 8 });
  hubspot.beforeAnswer((_n, path) => { if (path.endsWith('batch/update')) hubspot.archive('contacts', '1006'); });
  clock.advance(3_600_000);
  await room.sync();
  assert.deepEqual([(await room.connection()).problemKey, written(7)], [null, ['00h:00m:08s', '00h:00m:08s']]);
  hubspot.beforeAnswer(null);

  // A field of theirs that is no text is left alone, and said.
  hubspot.records.properties.contacts.push({ name: 'score', label: 'Score', type: 'number', fieldType: 'number', groupName: 'contactinformation' });
  await room.within((tx) => changeCrmMapping(tx, room.act(), id, { firstReplyProperty: 'score' }));
  await room.drain();
  assert.deepEqual([(await room.connection()).problemKey, Date.parse((await room.connection()).syncedAt!)], ['crm-refused-fields', clock.nowMs()], 'what was read counts as read');
  clock.advance(3_600_000);
  hubspot.asked.length = 0;
  await room.sync();
  assert.ok(paths().includes('POST /crm/v3/objects/contacts/search'), 'only changes are asked for');
  assert.deepEqual(hubspot.violations, []);
});

test('a system that gives the same page again and again is given up, and said to be strange', async () => {
  fillHubspot(room.hubspot, { contacts: 3, deals: 0 });
  room.hubspot.behave((_n, { path }) => (path === '/crm/v3/objects/contacts' ? { status: 200, body: '{"results":[{"id":"1001","properties":{}}],"paging":{"next":{"after":"7"}}}' } : 'answer'));
  await room.connect();
  await room.drain();
  assert.equal((await room.connection()).problemKey, 'crm-strange');
});

test('another address field is read from the beginning, and only text fields are taken', async () => {
  const { hubspot } = room;
  hubspot.put('contacts', '1', { email: 'one@home.test', email_address: 'other@home.test' });
  await room.connect();
  const { id } = await room.settle();
  await room.within((tx) => changeCrmMapping(tx, room.act(), id, { emailProperty: 'email_address' }));
  await room.settle();
  assert.deepEqual((await room.read()).contacts, { 1: ['other@home.test'] });
  await assert.rejects(room.within((tx) => changeCrmMapping(tx, room.act(), id, { emailProperty: 'nowhere' })), { code: 'invalid' });
});

test('a lost job is found and given anew; who disconnects in the middle of a reading gets nothing more', async () => {
  const { hubspot, clock, desk } = room;
  fillHubspot(hubspot, { contacts: 120, deals: 4 });
  await room.connect();
  await room.settle();
  await desk.database.withoutAccount((tx) => tx.run(sql`DELETE FROM jobs WHERE queue = 'crm'`));
  clock.advance(20 * 60_000);
  assert.equal(await findStrandedSyncs(desk.database, clock.nowMs()), 0, 'not yet: late is not lost');
  clock.advance(10 * 60_000);
  assert.equal(await findStrandedSyncs(desk.database, clock.nowMs()), 1);
  hubspot.asked.length = 0;
  await room.drain();
  assert.ok(hubspot.asked.length > 3);

  const { id } = await room.connection();
  await room.connect();
  const reading = runCrmSync({
    database: desk.database, act: room.act, key: room.key, connectionId: id, means: room.countMeans,
    open: async (connection) => {
      const source = await room.sources.open('hubspot', { accountId: desk.accountId, settings: {}, secret: connection.secret, emailProperty: 'email', file: async () => null });
      return { ...source, contacts: async (cursor) => {
        const page = await source.contacts(cursor);
        await room.within((tx) => disconnectCrm(tx, room.act(), id));
        return page;
      } };
    },
  });
  assert.deepEqual(await reading, { state: 'nothing', nextAt: null });
  await room.drain();
  assert.deepEqual(await room.within((tx) => findCrmConnections(tx, room.act())), []);
  await assert.rejects(room.within((tx) => getCrmConnection(tx, room.act(), id)), { code: 'not-found' });
});

test('nobody without the right, and no other account, sees or changes a connection', async () => {
  const { id } = await room.connect();
  const powerless = { ...room.act(), actor: { kind: 'user' as const, id: 1, permissions: new Set(['contacts.read', 'reports.read', 'settings.read'] as const) } };
  for (const work of [
    (tx: Parameters<typeof findCrmConnections>[0]) => findCrmConnections(tx, powerless), (tx: Parameters<typeof findCrmConnections>[0]) => disconnectCrm(tx, powerless, id),
    (tx: Parameters<typeof findCrmConnections>[0]) => connectCrm(tx, powerless, room.key, { kind: 'hubspot', settings: {}, secret: { token: 'x' } }), (tx: Parameters<typeof findCrmConnections>[0]) => startCrmSync(tx, powerless, id),
    (tx: Parameters<typeof findCrmConnections>[0]) => changeCrmMapping(tx, powerless, id, {}), (tx: Parameters<typeof findCrmConnections>[0]) => findCrmRuns(tx, powerless, id),
  ]) await assert.rejects(room.within<unknown>(work), { code: 'forbidden' });
  const stranger = await room.desk.database.withoutAccount((tx) => tx.one(sql<{ id: number }>`INSERT INTO accounts (slug, name, created_at) VALUES ('stranger', 'Stranger', now()) RETURNING id`));
  const act = systemAct(stranger.id, room.act().now, 'test');
  await room.desk.database.withAccount(stranger.id, async (tx) => {
    assert.deepEqual(await findCrmConnections(tx, act), []);
    assert.deepEqual(await findCrmRuns(tx, act, id), []);
    await assert.rejects(getCrmConnection(tx, act, id), { code: 'not-found' });
  });
  for (const work of [disconnectCrm, startCrmSync] as const) await room.desk.database.withAccount(stranger.id, (tx) => assert.rejects(work(tx, act, id), { code: 'not-found' }));
});
