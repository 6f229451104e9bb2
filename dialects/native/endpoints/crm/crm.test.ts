import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { meanReplyTimes } from '#core/analytics/index.ts';
import { readCrmFile, runCrmSync } from '#core/crm/index.ts';
import { systemClock } from '#core/kernel/index.ts';
import { createCrmSources } from '#server/crm/crm-sources.ts';
import { sql } from '#storage/index.ts';
import { startHubspot, type Hubspot } from '#testkit/hubspot/start-hubspot.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

interface Connection { id: number; kind: string; state: string; hasSecret: boolean; problem: { key: string; values: object } | null; syncedAt: string | null; counts: { deals: number } }
interface Detail extends Connection { contactCount: number; dealCount: number; fields: { name: string }[]; runs: unknown[] }
interface Problem { code: string; key?: string; fields?: { field: string; key?: string }[] }

let desk: NativeDesk;
let hubspot: Hubspot;
const nowMs = () => systemClock.nowMs();
const outside = noOutside();
before(async () => {
  hubspot = await startHubspot({ nowMs });
  const crm = createCrmSources({ hubspotUrl: hubspot.url, outbound: { allow: ['127.0.0.1'] }, nowMs });
  desk = await openNative({ outside: { ...outside, crm } });
});
after(async () => {
  await hubspot.close();
  await desk.close();
});

/** As the job does it. */
async function read(id: number): Promise<void> {
  const key = await outside.key();
  const act = () => ({ ...desk.act, now: new Date(nowMs()).toISOString() });
  const sources = createCrmSources({ hubspotUrl: hubspot.url, outbound: { allow: ['127.0.0.1'] }, nowMs });
  const outcome = await runCrmSync({
    database: desk.database, key, act, connectionId: id, means: meanReplyTimes,
    open: ({ kind, settings, secret, emailProperty }) => sources.open(kind, { accountId: desk.accountId, settings, secret, emailProperty, file: () => desk.database.withAccount(desk.accountId, (tx) => readCrmFile(tx, act(), id)) }),
  });
  assert.equal(outcome.state, 'done');
}

test('a token is tried before it is kept: what does not count changes nothing, what counts is connected, shown without the secret, tried again and forgotten', async () => {
  const connect = (secret: object, more: object = {}) => desk.ask<Connection & Problem>('POST', '/crm', { kind: 'hubspot', secret, ...more });
  const wrong = await connect({ token: 'pat-wrong' });
  assert.deepEqual([wrong.status, wrong.body.fields?.map(({ field, key }) => [field, key])], [422, [['secret', 'crm-refused']]]);
  for (const secret of [{}, { clientId: 'a' }, { token: 'a', refreshToken: 'b' }]) assert.equal((await connect(secret)).body.fields?.[0]?.key, 'crm-secret-wanted', JSON.stringify(secret));
  assert.equal((await desk.ask<Problem>('POST', '/crm', { kind: 'file', secret: { token: 'a' } })).body.fields?.[0]?.key, 'crm-kind');
  assert.equal((await desk.ask<Problem>('POST', '/crm', { kind: 'salesforce', secret: { token: 'a' } })).body.fields?.[0]?.key, 'crm-kind');
  hubspot.behave(() => ({ status: 500 }));
  assert.deepEqual([(await connect({ token: hubspot.token })).status], [503]);
  hubspot.behave(() => 'answer');
  assert.equal((await connect({ token: hubspot.token }, { emailProperty: 'nowhere' })).status, 422);
  assert.deepEqual((await desk.ask<{ items: unknown[] }>('GET', '/crm')).body.items, []);

  const made = await connect({ token: hubspot.token }, { firstReplyProperty: 'average_first_reply_time' });
  assert.deepEqual([made.status, made.body.kind, made.body.state, made.body.hasSecret], [201, 'hubspot', 'connected', true]);
  assert.equal(JSON.stringify(made.body).includes(hubspot.token), false);
  hubspot.put('contacts', '1', { email: 'bo@home.test' });
  hubspot.put('deals', '2', { dealname: '<b>Hats</b>', pipeline: 'default', dealstage: 'closedwon', amount: '12.5' });
  hubspot.link('2', '1');
  await read(made.body.id);
  const shown = (await desk.ask<Detail>('GET', `/crm/${made.body.id}`)).body;
  assert.deepEqual([shown.contactCount, shown.dealCount, shown.runs.length, shown.problem, shown.counts.deals, shown.fields.some(({ name }) => name === 'email_address')], [1, 1, 1, null, 1, true]);
  const contact = await desk.ask<{ id: number }>('POST', '/contacts', { name: 'Bo', points: [{ kind: 'email', value: 'Bo@Home.test' }] });
  const deals = await desk.ask<{ items: { name: string; value: number; currency: string; stage: { label: string; outcome: string } }[] }>('GET', `/contacts/${contact.body.id}/deals`);
  assert.deepEqual(deals.body.items.map(({ name, value, currency, stage }) => [name, value, currency, stage.label, stage.outcome]), [['<b>Hats</b>', 12.5, 'EUR', 'Closed Won', 'won']]);

  const report = async (json: object) => (await desk.ask<{ ok: boolean; steps: { step: string; ok: boolean; key: string | null }[] }>('POST', '/crm/test', json)).body;
  assert.deepEqual(await report({ kind: 'hubspot' }).then(({ ok, steps }) => [ok, steps.map(({ step }) => step)]), [true, ['sign-in', 'contacts', 'deals', 'fields', 'owners']]);
  assert.deepEqual(await report({ kind: 'hubspot', secret: { token: 'pat-wrong' } }).then(({ ok, steps }) => [ok, steps.map(({ step, key }) => [step, key])]), [false, [['sign-in', 'crm-refused']]]);
  hubspot.behave((_n, { path }) => (path === '/crm/v3/owners' ? { status: 403, body: '{"errors":[{"context":{"requiredGranularScopes":["crm.objects.owners.read"]}}]}' } : 'answer'));
  assert.deepEqual(await report({ kind: 'hubspot' }).then(({ ok, steps }) => [ok, steps.at(-1)]), [false, { step: 'owners', ok: false, text: 'HubSpot does not let the token do this; it needs: crm.objects.owners.read.', key: 'crm-forbidden', values: { scope: 'crm.objects.owners.read' } }]);
  hubspot.behave(() => 'answer');

  assert.equal((await desk.ask('PATCH', `/crm/${made.body.id}`, { emailProperty: 'email_address', overallReplyProperty: 'average_overall_reply_time' })).status, 200);
  assert.equal((await desk.ask<Problem>('PATCH', `/crm/${made.body.id}`, { overallReplyProperty: 'average_first_reply_time' })).status, 422);
  assert.equal((await desk.ask('POST', `/crm/${made.body.id}/sync`)).status, 202);
  assert.equal((await desk.ask('DELETE', `/crm/${made.body.id}`)).status, 204);
  for (const [method, path] of [['GET', ''], ['DELETE', ''], ['POST', '/sync']] as const) assert.equal((await desk.ask(method, `/crm/${made.body.id}${path}`)).status, 404, `${method} ${path}`);
  assert.equal((await desk.ask('POST', '/crm/test', { kind: 'hubspot' })).status, 404);
  assert.deepEqual(hubspot.violations, []);
  const kept = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ secret: Buffer | null; state: string }>`SELECT secret_sealed AS secret, state FROM crm_connections WHERE account_id = ${tx.accountId}`));
  assert.ok(kept.every(({ secret, state }) => secret === null && state === 'erasing'));
});

test('deals of a CSV are read like those of any system; a second file changes what both have; a bad line refuses all of it', async () => {
  const send = (csv: string) => desk.ask<{ connection: Connection; deals: number; contacts: number } & Problem>('POST', '/crm/deals-file', csv);
  const first = await send('\uFEFFname;stage;owner;value;emails;close date\n"Hats; large";Negotiation;ada@desk.test;1.234,50;bo@file.test, cy@file.test;2026-12-24\nShoes;Closed won;;;BO@file.test;\n');
  assert.deepEqual([first.status, first.body.deals, first.body.contacts], [201, 2, 2], JSON.stringify(first.body));
  await read(first.body.connection.id);
  const contact = await desk.ask<{ id: number }>('POST', '/contacts', { name: 'Bo of a file', points: [{ kind: 'email', value: 'bo@file.test' }] });
  const shown = async () => (await desk.ask<{ items: { id: number; name: string; value: number | null; closesAt: string | null; stage: { label: string; outcome: string } | null }[] }>('GET', `/contacts/${contact.body.id}/deals`)).body.items;
  const before = await shown();
  assert.deepEqual(before.map(({ name, value, closesAt, stage }) => [name, value, closesAt, stage?.label, stage?.outcome]), [['Hats; large', 1234.5, '2026-12-24T00:00:00Z', 'Negotiation', 'open'], ['Shoes', null, null, 'Closed won', 'won']]);
  assert.equal((await desk.ask<Detail>('GET', `/crm/${first.body.connection.id}`)).body.hasSecret, false);

  const second = await send('name,value,emails\n"Hats; large",7,bo@file.test\nGloves,8,bo@file.test\n');
  assert.equal(second.body.connection.id, first.body.connection.id);
  await read(second.body.connection.id);
  const after = await shown();
  assert.deepEqual(after.map(({ name, value }) => `${name} ${value}`).toSorted(), ['Gloves 8', 'Hats; large 7', 'Shoes null']);
  assert.equal(after.find(({ name }) => name === 'Hats; large')?.id, before.find(({ name }) => name === 'Hats; large')?.id, 'a deal keeps its number');

  for (const [csv, key] of [
    ['', 'deals-none'], ['name\n', 'deals-none'], ['title\nx\n', 'deals-no-heading'], ['name,value\nA,1\nB,twelve\n', 'deals-bad-line'], ['name,emails\nA,nobody\n', 'deals-bad-line'], ['name,currency\nA,Euro\n', 'deals-bad-line'],
    ['name\n"A\n', 'csv-quote'], ['id,name\n1,A\n1,B\n', 'deals-bad-line'], ['name,closes\nA,24.12.2026\n', 'deals-bad-line'], ['name,owner\nA,ada\n', 'deals-bad-line'], ['name,value\n,1\n', 'deals-bad-line'],
  ] as const) {
    const refused = await send(csv);
    assert.deepEqual([refused.status, refused.body.fields?.[0]?.key], [422, key], csv);
  }
  assert.deepEqual((await shown()).length, 3);
  assert.equal((await desk.ask('POST', `/crm/${first.body.connection.id}/sync`)).status, 202);
});
