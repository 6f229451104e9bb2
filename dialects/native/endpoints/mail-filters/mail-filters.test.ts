import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { factsConsumer } from '#core/analytics/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import type { FilterEntries, FilterGroup, FilterGroups, FiltersEffect, LeftOutMails, MailFilters } from '../../schemas/mail-filters.ts';
import type { Timeline } from '../../schemas/message.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
before(async () => {
  desk = await openNative();
  await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.help, [
    writeMail({ id: 'a', from: 'bo@home.test', subject: 'Invoice', at: '2024-05-03T08:00:00.000Z' }),
    writeMail({ id: 'b', from: 'bo@home.test', cc: ['ad@spam.test'], subject: 'Question', at: '2024-05-03T09:00:00.000Z' }),
    writeMail({ id: 'c', from: 'ad@spam.test', subject: 'Re: Question', inReplyTo: ['b'], references: ['b'], at: '2024-05-03T10:00:00.000Z' }),
    writeMail({ id: 'd', from: 'ad@spam.test', subject: 'Offer', at: '2024-05-03T11:00:00.000Z' }),
    writeMail({ id: 'e', from: 'ad@spam.test', subject: 'Too old to be looked at', at: '2024-01-03T11:00:00.000Z' }),
  ]));
  await catchUp(desk.database, [factsConsumer]);
});
after(() => desk.close());

const path = '/mail-filters';
const follow = () => catchUp(desk.database, [factsConsumer]);
const preview = async (draft: object) => (await desk.ask<FiltersEffect>('POST', `${path}/preview`, draft)).body;
const leftOut = async () => (await desk.ask<LeftOutMails>('GET', `${path}/left-out`)).body.items.map(({ subject, because, filter }) => [subject, because, filter]);
const rule = (field: string, operator: string, value: string, joinedBy = 'and') => ({ field, operator, value, joinedBy });

test('200: a preview says what a change would leave out of the last 90 days, with examples, and stores nothing; what is saved does that', async () => {
  const effect = await preview({ domains: { add: ['SPAM.test'] } });
  assert.deepEqual([effect.days, effect.judged, effect.before, effect.after, effect.newlyLeftOut, effect.countedAgain], [90, { mails: 4, isAll: true }, { mails: 0, conversations: 0 }, { mails: 2, conversations: 1 }, 2, 0]);
  assert.deepEqual(effect.examples.map(({ subject, sender, becomes, because }) => [subject, sender, becomes, because]), [['Offer', 'ad@spam.test', 'left-out', 'domain'], ['Re: Question', 'ad@spam.test', 'left-out', 'domain']]);
  await follow();
  assert.deepEqual(await leftOut(), []);
  assert.deepEqual((await desk.ask('POST', `${path}/entries`, { kind: 'domain', values: ['spam.test', 'SPAM.TEST'] })).body, { listed: 1 });
  await follow();
  assert.deepEqual(await leftOut(), [['Offer', 'domain', 'spam.test'], ['Re: Question', 'domain', 'spam.test'], ['Too old to be looked at', 'domain', 'spam.test']], 'for all history');
  const back = await preview({ domains: { remove: ['spam.test'] } });
  assert.deepEqual([back.before.mails, back.after.mails, back.countedAgain, back.examples[0]?.becomes], [2, 0, 2, 'counted']);
  assert.deepEqual((await preview({ countsListedOnly: true })).after, { mails: 2, conversations: 1 }, 'the list turned round');
  assert.deepEqual((await preview({ group: { rules: [rule('subject', 'contains', 'invoice')], isActive: true } })).after.mails, 3, 'the question, too');
  const pages = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: LeftOutMails = (await desk.ask<LeftOutMails>('GET', `${path}/left-out?limit=1${cursor && `&cursor=${cursor}`}`)).body;
    pages.push(...page.items);
    cursor = page.next;
  }
  assert.equal(new Set(pages.map(({ messageId }) => messageId)).size, 3);
});

test('a conversation says of each of its mails which filter leaves it out, and still why it stands there', async () => {
  const { items: [, reply] } = (await desk.ask<LeftOutMails>('GET', `${path}/left-out`)).body;
  const { items } = (await desk.ask<Timeline>('GET', `/conversations/${reply!.conversationId}/timeline`)).body;
  assert.deepEqual(items.flatMap((entry) => (entry.type === 'message' ? [[entry.subject, entry.leftOut, entry.joinedBecause]] : [])), [
    ['Question', null, 'first'], ['Re: Question', { because: 'domain', filter: 'spam.test' }, 'in-reply-to'],
  ]);
});

test('200: entries are listed, searched, added by a file and removed; a file with anything else is refused with its lines', async () => {
  assert.deepEqual((await desk.ask('POST', `${path}/entries/file`, { kind: 'address', csv: 'E-Mail\nx@a.test;y@a.test\nz@b.test' })).body, { listed: 3 });
  const list = async (query: string) => (await desk.ask<FilterEntries>('GET', `${path}/entries?kind=address${query}`)).body;
  assert.deepEqual([(await list('')).total, (await list('&search=A.TEST')).items.map(({ value }) => value), (await list('&page=2')).items], [3, ['x@a.test', 'y@a.test'], []]);
  const wrong = await desk.ask<{ fields: { field: string; key: string; values: { lines: string } }[] }>('POST', `${path}/entries/file`, { kind: 'address', csv: 'n@a.test\nnobody' });
  assert.deepEqual([wrong.status, wrong.body.fields[0]?.field, wrong.body.fields[0]?.key, wrong.body.fields[0]?.values], [422, 'csv', 'filter-lines-wrong', { lines: '2 (nobody)' }]);
  assert.deepEqual((await desk.ask('POST', `${path}/entries/remove`, { kind: 'address', values: ['x@a.test', 'never@a.test'] })).body, { removed: 1 });
  assert.deepEqual((await desk.ask('POST', `${path}/entries/remove-all`, { kind: 'address' })).body, { removed: 2 });
  assert.deepEqual((await desk.ask<MailFilters>('PUT', `${path}/listed-only`, { countsListedOnly: true })).body.countsListedOnly, true);
  const { countsListedOnly, domains, addresses } = (await desk.ask<MailFilters>('GET', path)).body;
  assert.deepEqual({ countsListedOnly, domains, addresses }, { countsListedOnly: true, domains: 1, addresses: 0 });
  await desk.ask('PUT', `${path}/listed-only`, { countsListedOnly: false });
});

test('201, 200, 204: groups are made, changed and deleted', async () => {
  const made = await desk.ask<FilterGroup>('POST', `${path}/groups`, { name: 'Bills', rules: [rule('subject', 'contains', 'bill'), rule('subject', 'begins-with', 'inv', 'or')] });
  assert.deepEqual([made.status, made.body.isActive, made.body.rules.length], [201, true, 2]);
  await follow();
  assert.deepEqual((await leftOut()).find(([subject]) => subject === 'Question'), ['Question', 'group', 'Bills']);
  const changed = await desk.ask<FilterGroup>('PATCH', `${path}/groups/${made.body.id}`, { isActive: false });
  assert.deepEqual([changed.status, changed.body], [200, { ...made.body, isActive: false }]);
  assert.deepEqual((await desk.ask<FilterGroups>('GET', `${path}/groups`)).body.items, [changed.body]);
  assert.equal((await desk.ask('PATCH', `${path}/groups/${made.body.id}`, { name: 'Mine' }, desk.stranger.token)).status, 404);
  assert.equal((await desk.ask('DELETE', `${path}/groups/${made.body.id}`)).status, 204);
  assert.equal((await desk.ask('DELETE', `${path}/groups/${made.body.id}`)).status, 404);
});

test('422, 403: what makes no sense is named and changes nothing, and nobody changes or previews without the permission', async () => {
  const { version } = (await desk.ask<MailFilters>('GET', path)).body;
  for (const [to, body, field] of [
    ['/entries', { kind: 'domain', values: ['no domain'] }, 'values.0'], ['/groups', { name: 'x', rules: [rule('from', 'contains', ' ')] }, 'rules.0.value'],
    ['/preview', { domains: { add: ['fine.test', 'x'] } }, 'domains.add.1'], ['/preview', { group: { rules: [rule('cc', 'equals', ' ')], isActive: true } }, 'group.rules.0.value'],
  ] as const) {
    const { status, body: answer } = await desk.ask<{ fields: { field: string }[] }>('POST', `${path}${to}`, body);
    assert.deepEqual([status, answer.fields[0]?.field], [422, field]);
  }
  for (const [to, body] of [['/entries', { kind: 'mail', values: ['x.test'] }], ['/groups', { name: 'x', rules: [rule('body', 'contains', 'x')] }], ['/preview', { more: 1 }]] as const) assert.equal((await desk.ask('POST', `${path}${to}`, body)).status, 422);
  const reader = await desk.tokenFor('settings.read');
  assert.equal((await desk.ask('POST', `${path}/entries`, { kind: 'domain', values: ['x.test'] }, reader)).status, 403);
  for (const to of ['/preview', '/left-out']) assert.equal((await desk.ask(to === '/preview' ? 'POST' : 'GET', `${path}${to}`, to === '/preview' ? {} : undefined, reader)).status, 403, to);
  assert.equal((await desk.ask<MailFilters>('GET', path)).body.version, version);
});
