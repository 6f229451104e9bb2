import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createCompany, deleteContact } from '#core/contacts/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { defineAttribute } from '#core/labels/index.ts';
import { sql } from '#storage/index.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

interface Contact { id: number; name: string; companyId: number | null; companyName: string | null; points: { id: number; kind: string; value: string }[]; attributes: object }
let desk: NativeDesk;
let company = 0;
before(async () => {
  desk = await openNative();
  company = await desk.database.withAccount(desk.accountId, async (tx) => {
    await defineAttribute(tx, desk.act, { entity: 'contact', key: 'tier', name: 'Tier', type: 'text' });
    return (await createCompany(tx, desk.act, { name: 'Home Ltd', domain: 'home.test' })).id;
  });
});
after(() => desk.close());
const make = (body: object) => desk.ask<Contact>('POST', '/contacts', body);
const find = async (query: string) => (await desk.ask<{ items: Contact[]; next: string | null }>('GET', `/contacts?${query}`)).body;

test('201, 200: a contact with points, company and attributes is made, shown, changed', async () => {
  const made = await make({ name: 'Bo Lindqvist', companyId: company, points: [{ kind: 'email', value: 'Bo@home.test' }, { kind: 'phone', value: '+46 70 123 45 67' }], attributes: { tier: 'gold' } });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  assert.deepEqual([made.body.companyName, made.body.points.map(({ kind }) => kind), made.body.attributes], ['Home Ltd', ['email', 'phone'], { tier: 'gold' }]);
  const changed = await desk.ask<Contact>('PATCH', `/contacts/${made.body.id}`, { companyId: null, attributes: { tier: null } });
  assert.deepEqual([changed.body.name, changed.body.companyId, changed.body.attributes], ['Bo Lindqvist', null, {}]);
  assert.deepEqual((await desk.ask('GET', `/contacts/${made.body.id}`)).body, { ...changed.body, redirectedFrom: null, mergedFrom: [] });
});

test('200: found by any part of the name, of an address, of a number, by one or two letters where it begins so; by nothing else', async () => {
  await make({ name: 'Åsa Öberg', points: [{ kind: 'email', value: 'asa@far.test' }] });
  await make({ name: '100% Sure', points: [] });
  const names = async (search: string) => (await find(`search=${encodeURIComponent(search)}`)).items.map(({ name }) => name);
  for (const search of ['bo', 'Lind', 'BO@HO', 'home.test', '@home.test', '+46 70', '4670123', 'indqvist', 'ome.test']) assert.deepEqual(await names(search), ['Bo Lindqvist'], search);
  assert.deepEqual(await names('öberg'), ['Åsa Öberg']);
  assert.deepEqual(await names('100%'), ['100% Sure']);
  for (const search of ['nd', '%', '_o', '_o_', '%o%', "'", 'zzz', '\\']) assert.deepEqual(await names(search), [], search);
});

test('200: pages by key meet no gap and no repeat', async () => {
  for (let n = 0; n < 5; n += 1) await make({ name: `Page ${n}`, companyId: company });
  for (const query of ['', 'search=page', `companyId=${company}`]) {
    const all = (await find(`${query}&limit=100`)).items.map(({ id }) => id);
    const seen: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: Contact[]; next: string | null } = await find(`${query}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    assert.deepEqual(seen, all, query);
    assert.ok(all.length >= 5);
  }
});

test('201, 204, 409: points come and go; one that is another contact\'s is refused and nothing is made', async () => {
  const { body } = await make({ name: 'Dee' });
  const added = await desk.ask<Contact>('POST', `/contacts/${body.id}/points`, { kind: 'email', value: 'dee@home.test' });
  assert.deepEqual([added.status, added.body.points[0]!.value], [201, 'dee@home.test']);
  assert.equal((await make({ name: 'Eve', points: [{ kind: 'email', value: 'dee@home.test' }] })).status, 409);
  assert.deepEqual((await find('search=eve')).items, []);
  assert.equal((await desk.ask('DELETE', `/contacts/${body.id}/points/${added.body.points[0]!.id}`)).status, 204);
  assert.equal((await desk.ask('DELETE', `/contacts/${body.id}/points/${added.body.points[0]!.id}`)).status, 404);
});

test('404, 403, 422: another account\'s contact and company, no permission, values that make no sense', async () => {
  const { body: { id } } = await make({ name: 'Fay' });
  for (const [method, path, payload] of [['GET', '', undefined], ['PATCH', '', { name: 'x' }], ['POST', '/points', { kind: 'email', value: 'x@y.test' }], ['DELETE', '/points/1', undefined]] as const) {
    const [foreign, unknown] = [await desk.ask(method, `/contacts/${id}${path}`, payload, desk.stranger.token), await desk.ask(method, `/contacts/999999${path}`, payload, desk.stranger.token)];
    assert.deepEqual([foreign.status, foreign.body], [404, unknown.body], `${method} ${path}`);
  }
  assert.equal((await desk.ask('POST', '/contacts', { name: 'x', companyId: company }, desk.stranger.token)).status, 404);
  assert.equal((await desk.ask('GET', `/companies/${company}`, undefined, desk.stranger.token)).status, 404);
  assert.equal((await desk.ask('POST', '/contacts', { name: 'x' }, await desk.tokenFor('contacts.read'))).status, 403);
  for (const body of [{ name: '' }, { name: 'x', points: [{ kind: 'email', value: 'x' }] }, { name: 'x', points: [{ kind: 'phone', value: '070 1' }] }, { name: 'x', attributes: { nope: 1 } }, { name: 'x', id: 5 }]) assert.equal((await make(body)).status, 422, JSON.stringify(body));
});

test('200: companies by id, and one', async () => {
  const { body } = await desk.ask<{ items: { id: number; domain: string }[] }>('GET', '/companies');
  assert.deepEqual(body.items.map(({ id, domain }) => [id, domain]), [[company, 'home.test']]);
  assert.equal((await desk.ask('GET', `/companies/${company}`)).body['name'], 'Home Ltd');
});

test('200: a merge says before what it will do, then both addresses find one contact, the old id leads there, and it can be taken back', async () => {
  const [kim, other] = [(await make({ name: 'Kim Ek', points: [{ kind: 'email', value: 'kim@work.test' }], attributes: { tier: 'silver' } })).body, (await make({ name: 'K. Ek', companyId: company, points: [{ kind: 'email', value: 'kim@home2.test' }], attributes: { tier: 'gold' } })).body];
  await desk.ask('PATCH', `/contacts/${other.id}`, { note: 'Calls on Mondays' });
  await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.help, [writeMail({ from: 'kim@home2.test', to: ['help@desk.test'], subject: 'From home' })]));
  const preview = (await desk.ask('POST', `/contacts/${other.id}/merge/preview`, { into: kim.id })).body;
  assert.deepEqual([preview['conversations'], preview['companyId'], preview['note'], preview['attributes']], [1, company, 'Calls on Mondays', [{ key: 'tier', kept: 'silver', lost: 'gold' }]]);
  assert.equal((await desk.ask<Contact>('GET', `/contacts/${other.id}`)).body.name, 'K. Ek', 'a preview changes nothing');

  const merged = (await desk.ask<Contact & { note: string; mergedFrom: object[] }>('POST', `/contacts/${other.id}/merge`, { into: kim.id })).body;
  assert.deepEqual([merged.id, merged.name, merged.points.map(({ value }) => value), merged.companyName, merged.note, merged.attributes, merged.mergedFrom],
    [kim.id, 'Kim Ek', ['kim@work.test', 'kim@home2.test'], 'Home Ltd', 'Calls on Mondays', { tier: 'silver' }, [{ id: other.id, name: 'K. Ek', canUnmerge: true }]]);
  for (const search of ['kim@work', 'kim@home2']) assert.deepEqual((await find(`search=${search}`)).items.map(({ id }) => id), [kim.id], search);
  const old = (await desk.ask<Contact & { redirectedFrom: number }>('GET', `/contacts/${other.id}`)).body;
  assert.deepEqual([old.id, old.redirectedFrom], [kim.id, other.id]);
  assert.equal((await desk.ask<Contact>('PATCH', `/contacts/${other.id}`, { name: 'Kim Ek-Lund' })).body.id, kim.id, 'a change by the old id reaches it');
  await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.help, [writeMail({ from: 'kim@home2.test', to: ['help@desk.test'], subject: 'Again from home' })]));
  const ofKim = async (id: number) => (await desk.ask<{ items: { subject: string }[] }>('GET', `/conversations?contactId=${id}`)).body.items.map(({ subject }) => subject).toSorted();
  assert.deepEqual(await ofKim(kim.id), ['Again from home', 'From home']);
  assert.deepEqual(await ofKim(other.id), ['Again from home', 'From home'], 'a filter by the old id, too');
  assert.equal((await desk.ask('POST', `/contacts/${other.id}/merge`, { into: kim.id })).status, 422, 'they are one already');

  const back = (await desk.ask<Contact & { note: string }>('POST', `/contacts/${other.id}/unmerge`)).body;
  assert.deepEqual([back.id, back.name, back.points.map(({ value }) => value), back.companyName, back.note, back.attributes], [other.id, 'K. Ek', ['kim@home2.test'], 'Home Ltd', 'Calls on Mondays', { tier: 'gold' }]);
  const left = (await desk.ask<Contact & { note: string }>('GET', `/contacts/${kim.id}`)).body;
  assert.deepEqual([left.points.map(({ value }) => value), left.companyId, left.note, left.attributes], [['kim@work.test'], null, '', { tier: 'silver' }]);
  assert.deepEqual([await ofKim(other.id), await ofKim(kim.id)], [['From home'], ['Again from home']], 'what came later stays');
  assert.equal((await desk.ask('POST', `/contacts/${other.id}/unmerge`)).status, 404);
});

test('merges of merges: each is taken back by itself, in whatever order', async () => {
  const [a, b, c] = await Promise.all(['a', 'b', 'c'].map(async (name) => (await make({ name, points: [{ kind: 'email', value: `${name}@chain.test` }] })).body.id)) as [number, number, number];
  await desk.ask('POST', `/contacts/${a}/merge`, { into: b });
  await desk.ask('POST', `/contacts/${b}/merge`, { into: c });
  const addresses = async (id: number) => (await desk.ask<Contact>('GET', `/contacts/${id}`)).body.points.map(({ value }) => value[0]!).toSorted();
  assert.deepEqual(await Promise.all([a, b, c].map(addresses)), [['a', 'b', 'c'], ['a', 'b', 'c'], ['a', 'b', 'c']].map((list) => list.toSorted()));
  assert.equal((await desk.ask('POST', `/contacts/${a}/unmerge`)).status, 200);
  assert.deepEqual(await Promise.all([a, b, c].map(addresses)), [['a'], ['b', 'c'], ['b', 'c']]);
  assert.equal((await desk.ask('POST', `/contacts/${b}/unmerge`)).status, 200);
  assert.deepEqual(await Promise.all([a, b, c].map(addresses)), [['a'], ['b'], ['c']]);
});

test('200: a point becomes the first of its kind; a note is kept; neither without the permission, nor of another account', async () => {
  const { id, points } = (await make({ name: 'Two', points: [{ kind: 'email', value: 'one@two.test' }, { kind: 'email', value: 'two@two.test' }] })).body;
  const main = (await desk.ask<Contact>('POST', `/contacts/${id}/points/${points[1]!.id}/main`)).body;
  assert.deepEqual(main.points.map(({ value }) => value), ['two@two.test', 'one@two.test']);
  assert.equal((await desk.ask('POST', `/contacts/${id}/points/999999/main`)).status, 404);
  assert.equal((await desk.ask('PATCH', `/contacts/${id}`, { note: '  Prefers the phone ' })).body['note'], 'Prefers the phone');
  assert.equal((await desk.ask('PATCH', `/contacts/${id}`, { note: 'x'.repeat(10_001) })).status, 422);
  const reader = await desk.tokenFor('contacts.read');
  for (const [path, body] of [[`/contacts/${id}/merge`, { into: 1 }], [`/contacts/${id}/merge/preview`, { into: 1 }], [`/contacts/${id}/unmerge`, undefined], [`/contacts/${id}/points/${points[0]!.id}/main`, undefined]] as const) {
    assert.deepEqual([(await desk.ask('POST', path, body, reader)).status, (await desk.ask('POST', path, body, desk.stranger.token)).status], [403, 404], path);
  }
});

test('of a contact that is deleted nothing is left of what was noted, in merges that could have been taken back either', async () => {
  const make = async (name: string, note: string): Promise<number> => {
    const { id } = (await desk.ask<{ id: number }>('POST', '/contacts', { name })).body;
    assert.equal((await desk.ask('PATCH', `/contacts/${id}`, { note })).status, 200);
    return id;
  };
  const [a, b, c] = [await make('A', 'secret a'), await make('B', 'secret b'), await make('C', 'secret c')];
  assert.equal((await desk.ask('POST', `/contacts/${a}/merge`, { into: b })).status, 200);
  assert.equal((await desk.ask('POST', `/contacts/${b}/merge`, { into: c })).status, 200);
  const held = () => desk.database.withAccount(desk.accountId, async (tx) => (await tx.rows(sql<{ words: string }>`SELECT concat(note, merge_undo) AS words FROM contacts WHERE account_id = ${tx.accountId} AND id IN (${a}, ${b}, ${c}) ORDER BY id`)).map(({ words }) => /secret/.test(words)));
  assert.deepEqual(await held(), [true, true, true]);
  await desk.database.withAccount(desk.accountId, (tx) => deleteContact(tx, desk.act, c));
  assert.deepEqual(await held(), [false, false, false]);
});
