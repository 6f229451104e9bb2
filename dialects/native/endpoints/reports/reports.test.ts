import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { factsConsumer } from '#core/analytics/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { sql } from '#storage/index.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import type { HoursEffect } from '../../schemas/hours-effect.ts';
import type { LeaveList } from '../../schemas/leave.ts';
import type { AtRiskAnswer, DealChoices, FiguresAnswer, ReplyExplanation, ReportRows, Spread, WaitingContacts } from '../../schemas/reports.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
const period = 'from=2024-05-01&to=2024-05-06';

// Three questions, answered by ada after one, two and three hours; bo1 asks again and waits since, bo4 waits since two hours.
before(async () => {
  desk = await openNative();
  await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.help, [
    ...[1, 2, 3].flatMap((n) => [
      writeMail({ id: `q${n}@b.test`, from: `bo${n}@b.test`, to: ['help@desk.test'], subject: `Question ${n}`, at: `2024-05-0${n}T09:00:00.000Z` }),
      writeMail({ id: `a${n}@desk.test`, from: 'ada@desk.test', to: [`bo${n}@b.test`], subject: `Re: Question ${n}`, inReplyTo: [`q${n}@b.test`], at: `2024-05-0${n}T${String(9 + n).padStart(2, '0')}:00:00.000Z` }),
    ]),
    writeMail({ id: 'more@b.test', from: 'bo1@b.test', to: ['help@desk.test'], subject: 'Re: Question 1', inReplyTo: ['a1@desk.test'], at: '2024-05-06T08:00:00.000Z' }),
    writeMail({ id: 'q4@c.test', from: 'bo4@c.test', to: ['help@desk.test'], subject: 'Question 4', at: '2024-05-06T10:00:00.000Z' }),
  ]));
  await catchUp(desk.database, [factsConsumer]);
});
after(() => desk.close());

const get = async <Answer>(path: string): Promise<Answer> => {
  const { status, body } = await desk.ask<Answer>('GET', path);
  assert.equal(status, 200, `${path}: ${JSON.stringify(body)}`);
  return body;
};
const rows = (more: string) => get<ReportRows>(`/reports/rows?${period}&${more}`);

test('200: a report of the leads of a source, and of conversations about a deal by stage, owner, name and value; what makes no sense is named', async () => {
  const { body: source } = await desk.ask<{ id: number }>('POST', '/lead-sources', { name: 'Fair' });
  const { body: { items: [bo1] } } = await desk.ask<{ items: { id: number }[] }>('GET', '/contacts?search=bo1');
  await desk.ask('PATCH', `/contacts/${bo1!.id}`, { isLead: true, leadSourceId: source.id });
  const ada = await desk.database.withAccount(desk.accountId, async (tx) => {
    const one = (text: ReturnType<typeof sql<{ id: number }>>) => tx.one(text);
    const { id: connection } = await one(sql<{ id: number }>`INSERT INTO crm_connections (account_id, kind, created_at, updated_at) VALUES (${tx.accountId}, 'file', ${desk.act.now}, ${desk.act.now}) RETURNING id`);
    const { id: stage } = await one(sql<{ id: number }>`INSERT INTO deal_stages (account_id, connection_id, external_id, pipeline, label, position, outcome) VALUES (${tx.accountId}, ${connection}, 's', '', 'Offer', 0, 'open') RETURNING id`);
    await tx.run(sql`INSERT INTO crm_owners (account_id, connection_id, external_id, address, name) VALUES (${tx.accountId}, ${connection}, 'o', 'ada@desk.test', 'Ada')`);
    const { id: deal } = await one(sql<{ id: number }>`
      INSERT INTO deals (account_id, connection_id, external_id, name, stage_id, owner_id, value, round, created_at, updated_at) VALUES (${tx.accountId}, ${connection}, 'd', 'New roof', ${stage}, 'o', 1000, 1, ${desk.act.now}, ${desk.act.now}) RETURNING id`);
    await tx.run(sql`INSERT INTO crm_contacts (account_id, connection_id, external_id, round) VALUES (${tx.accountId}, ${connection}, 'c', 1)`);
    await tx.run(sql`INSERT INTO crm_contact_addresses (account_id, connection_id, external_id, address) VALUES (${tx.accountId}, ${connection}, 'c', 'bo2@b.test')`);
    await tx.run(sql`INSERT INTO deal_contacts (account_id, deal_id, connection_id, external_id) VALUES (${tx.accountId}, ${deal}, ${connection}, 'c')`);
    return (await one(sql<{ id: number }>`SELECT agent_id AS id FROM agent_addresses WHERE account_id = ${tx.accountId} AND address = 'ada@desk.test'`)).id;
  });
  const total = async (more: string): Promise<number> => (await get<FiguresAnswer>(`/reports/figures?${period}&${more}`)).rows[0]!.conversations.total;
  assert.deepEqual([await total(`party=lead-source:${source.id}`), (await desk.ask('GET', `/reports/figures?party=lead-source:${source.id + 1}`)).status], [1, 422]);
  const { stages, owners } = await get<DealChoices>('/reports/deal-choices');
  assert.deepEqual([stages.map(({ label }) => label), owners], [['Offer'], [{ id: ada, name: owners[0]!.name }]]);
  const stage = stages[0]!.id;
  for (const [query, found] of [
    [`dealStages=${stage}`, 1], [`dealStages=${stage + 1}`, 0], [`dealStages=${stage},${stage + 1}&dealOwners=${ada}&dealName=ROOF&dealValueFrom=1000&dealValueTo=1000.5`, 1], [`dealOwners=${ada + 1_000}`, 0], ['dealName=cellar', 0], ['dealValueTo=999', 0],
  ] as const) assert.equal(await total(query), found, query);
  assert.deepEqual((await rows(`figure=messages.total&dealStages=${stage}`)).items.map(({ subject }) => subject).toSorted(), ['Question 2', 'Re: Question 2']);
  for (const wrong of ['dealStages=x', 'dealValueFrom=2&dealValueTo=1', 'dealValueFrom=abc']) assert.equal((await desk.ask('GET', `/reports/figures?${wrong}`)).status, 422, wrong);
});

test('200: figures of a period, as a whole and by a split, say in which zone and until when they are complete', async () => {
  const whole = await get<FiguresAnswer>(`/reports/figures?${period}`);
  assert.deepEqual([whole.zone, whole.completeUntil, whole.percentiles, whole.keys], ['UTC', '2024-05-06T12:00:00.000Z', 'exact', 1]);
  const [all] = whole.rows;
  assert.deepEqual([all!.conversations.total, all!.conversations.awaitAgent, all!.messages.total], [4, 2, 8]);
  assert.deepEqual({ ...all!.firstReply, bands: undefined }, { count: 3, outliers: 0, mean: 7_200, meanRaw: 7_200, median: 7_200, p90: 10_800, withinGoal: 0, overGoal: 0, excluded: 3, bands: undefined });
  const days = await get<FiguresAnswer>(`/reports/figures?${period}&split=day`);
  assert.deepEqual(days.rows.map(({ key, messages }) => [key, messages.total]), [['2024-05-01', 2], ['2024-05-02', 2], ['2024-05-03', 2], ['2024-05-04', 0], ['2024-05-05', 0], ['2024-05-06', 2]]);
  const agents = await get<FiguresAnswer>(`/reports/figures?${period}&split=agent&sort=firstReply.mean&order=asc`);
  assert.deepEqual([agents.rows[0]!.key, agents.rows[0]!.label, agents.rows[0]!.firstReply.count], [String(desk.agentId), 'Ada', 3]);
  const ofBo = await get<FiguresAnswer>(`/reports/figures?${period}&party=contact:bo1@b.test`);
  assert.equal(ofBo.rows[0]!.conversations.total, 1);
  // Ada wrote on the first three days, once in each conversation; nobody answered question 4.
  const total = async (filter: string) => (await get<FiguresAnswer>(`/reports/figures?${filter}`)).rows[0]!.conversations.total;
  assert.deepEqual([await total('touches=1'), await total('touches=2'), await total('nudges=1'), await total('nudges=0')], [3, 0, 0, 4]);
  assert.deepEqual([await total('lastTouchFrom=2024-05-02'), await total('lastTouchTo=2024-05-02'), await total('lastTouchFrom=2024-05-02&lastTouchTo=2024-05-02'), await total('dealName=none&dealValueFrom=0')], [2, 2, 1, 0]);
});

test('200: the rows behind a figure are as many as it says, come a page at a time, and can be cut by length and by key', async () => {
  const first = await rows('figure=firstReply.count&limit=2');
  assert.deepEqual([first.unit, first.items.map(({ subject }) => subject), first.count, first.isCapped], ['conversations', ['Question 3', 'Question 2'], 3, false]);
  const second = await rows(`figure=firstReply.count&limit=2&cursor=${encodeURIComponent(first.next!)}`);
  assert.deepEqual([second.items.map(({ subject }) => subject), second.next, second.count], [['Question 1'], null, null]);
  const slow = await rows('figure=overallReply.count&order=slowest&limit=1');
  assert.deepEqual([slow.unit, slow.items[0]!.businessSeconds, slow.items[0]!.agentName, slow.items[0]!.from?.address], ['messages', 10_800, 'Ada', 'ada@desk.test']);
  const slower = await rows(`figure=overallReply.count&order=slowest&limit=1&cursor=${encodeURIComponent(slow.next!)}`);
  assert.equal(slower.items[0]!.businessSeconds, 7_200);
  assert.equal((await rows('figure=firstReply.count&over=3600&upTo=7200')).count, 1);
  assert.equal((await rows('figure=messages.total&split=day&key=2024-05-02')).count, 2);
  assert.equal((await rows(`figure=firstReply.count&split=agent&key=${desk.agentId}`)).count, 3);
  const spread = await get<Spread>(`/reports/spread?${period}&metric=firstReply`);
  assert.deepEqual([spread.count, spread.buckets.filter(({ count }) => count > 0)], [3, [{ over: 1_800, upTo: 3_600, count: 1 }, { over: 3_600, upTo: 7_200, count: 1 }, { over: 7_200, upTo: 14_400, count: 1 }]]);
});

test('200: why a number is what it is: the intervals that were counted and by which version of the hours', async () => {
  const messageId = (await rows('figure=overallReply.count&order=slowest&limit=1')).items[0]!.messageId!;
  const plain = await get<ReplyExplanation>(`/reports/messages/${messageId}/why`);
  assert.deepEqual([plain.isCurrent, plain.calendar, plain.span!.businessSeconds, plain.span!.intervals.map(({ version }) => version)], [true, null, 10_800, [null]]);
  const hours = { zone: 'UTC', hours: { fri: [['10:00', '11:30'], ['11:45', '12:30']] }, holidays: [] };
  // What these hours would make of the answers, before they are: of three hours, 1 h 45 min were open on the Friday; the other days never are.
  const { body: effect } = await desk.ask<HoursEffect>('POST', '/calendars/effect', { calendar: hours });
  assert.deepEqual([effect.firstReply.count, effect.firstReply.now.mean, effect.firstReply.wanted.mean, effect.firstReply.wanted.zero], [3, 7_200, 2_100, 2]);
  assert.equal((await get<ReplyExplanation>(`/reports/messages/${messageId}/why`)).calendar, null, 'a preview stores nothing');
  assert.equal((await desk.ask('PUT', '/calendars/default', hours)).status, 200);
  await catchUp(desk.database, [factsConsumer]);
  const counted = await get<ReplyExplanation>(`/reports/messages/${messageId}/why`);
  assert.deepEqual(counted.span!.intervals, [
    { from: '2024-05-03T10:00:00.000Z', to: '2024-05-03T11:30:00.000Z', seconds: 5_400, version: 1 }, { from: '2024-05-03T11:45:00.000Z', to: '2024-05-03T12:00:00.000Z', seconds: 900, version: 1 },
  ]);
  assert.equal(counted.span!.businessSeconds, 6_300);
  assert.deepEqual(counted.calendar!.versions.map(({ version, zone }) => [version, zone]), [[1, 'UTC']]);
  assert.equal(counted.isCurrent, counted.held!.businessSeconds === 6_300, 'where the reports still hold another number, it is said');
  // Hours that are promised for all time count the same span once more; what the reports hold is behind until it is counted.
  assert.equal((await desk.ask('PUT', '/account/sla-hours', { calendarId: counted.calendar!.id })).status, 200);
  const promised = await get<ReplyExplanation>(`/reports/messages/${messageId}/why`);
  assert.deepEqual([promised.slaSeconds, promised.isCurrent], [6_300, false]);
  assert.equal((await desk.ask('PUT', '/account/sla-hours', { calendarId: null, fromBeginning: true })).status, 200);
});

test('200: who waits for us and until when, by the goals and hours in force, and who waits longest', async () => {
  await desk.ask('PUT', '/calendars/default', { zone: 'UTC', hours: { mon: [['09:00', '17:00']] }, holidays: [], fromBeginning: true });
  assert.deepEqual((await get<AtRiskAnswer>('/reports/at-risk')).rows, [], 'without goals nothing is due');
  const goals = { firstReply: { goal: 2.5 * 3_600, bands: [] }, overall: { goal: 3_600, bands: [] }, close: { goal: null, bands: [] } };
  assert.equal((await desk.ask('PUT', '/account/reply-goals', goals)).status, 200);
  const risk = await get<AtRiskAnswer>('/reports/at-risk');
  // bo1 asked at 08:00, open from 09:00: three hours, two over the goal of replies. bo4: two of two and a half.
  assert.deepEqual(risk.rows.map(({ subject, isFirst, waitedSeconds, leftSeconds, dueAt }) => [subject, isFirst, waitedSeconds, leftSeconds, dueAt && new Date(dueAt).toISOString()]), [
    ['Question 1', false, 10_800, -7_200, '2024-05-06T10:00:00.000Z'], ['Question 4', true, 7_200, 1_800, '2024-05-06T12:30:00.000Z'],
  ]);
  assert.deepEqual([risk.late, risk.soon, risk.asOf, risk.zone], [1, 1, '2024-05-06T12:00:00.000Z', 'UTC']);
  const first = await get<WaitingContacts>('/reports/waiting-contacts?limit=1');
  assert.deepEqual(first.items.map(({ address, waitedSeconds, waitedBusinessSeconds }) => [address, waitedSeconds, waitedBusinessSeconds]), [['bo1@b.test', 14_400, 10_800]]);
  const second = await get<WaitingContacts>(`/reports/waiting-contacts?limit=1&cursor=${encodeURIComponent(first.next!)}`);
  assert.deepEqual([second.items.map(({ address }) => address), second.next], [['bo4@c.test'], null]);
});

test('200: leave is set per agent and shown; leaderboards are switched off for everybody', async () => {
  const path = `/agents/${desk.agentId}/leave`;
  const set = await desk.ask<LeaveList>('PUT', path, { spans: [{ from: '2024-08-01', to: '2024-08-14' }, { from: '2024-05-02', to: '2024-05-02' }] });
  assert.deepEqual([set.status, set.body.items.map(({ from }) => from)], [200, ['2024-05-02', '2024-08-01']]);
  assert.deepEqual((await get<LeaveList>('/leave')).items, [{ agentId: desk.agentId, from: '2024-05-02', to: '2024-05-02' }, { agentId: desk.agentId, from: '2024-08-01', to: '2024-08-14' }]);
  for (const spans of [[{ from: '2024-02-30', to: '2024-03-01' }], [{ from: '2024-03-02', to: '2024-03-01' }], [{ from: '2024-01-01', to: '2025-06-01' }]]) {
    assert.equal((await desk.ask('PUT', path, { spans })).status, 422, JSON.stringify(spans));
  }
  assert.equal((await desk.ask('PUT', '/agents/999999/leave', { spans: [] })).status, 404);
  assert.equal((await desk.ask('PUT', path, { spans: [] }, desk.stranger.token)).status, 404);
  assert.equal((await get<LeaveList>('/leave')).items.length, 2, 'what was refused changed nothing');

  assert.deepEqual(await get('/reports/page-settings'), { showsLeaderboards: true });
  assert.deepEqual((await desk.ask('PATCH', '/reports/page-settings', { showsLeaderboards: false })).body, { showsLeaderboards: false });
  assert.deepEqual(await get('/reports/page-settings'), { showsLeaderboards: false });
  assert.deepEqual((await desk.ask('GET', '/reports/page-settings', undefined, desk.stranger.token)).body, { showsLeaderboards: true }, 'nobody else\'s');
});

test('422, 404, 403: what is no party, figure, place or message is refused, a stranger\'s like an unknown one', async () => {
  for (const query of ['party=agent:999999', 'party=agent:x', 'party=somebody', 'with=team:999999', 'from=yesterday', 'zone=Mars/Base', 'split=moon', 'sort=bad', 'limit=0', 'labels=', 'repliesOver=-1', 'nudges=-1', 'touches=x', 'lastTouchTo=soon', 'lastTouchFrom=2024-05-02&lastTouchTo=2024-05-01', 'dealValueFrom=2&dealValueTo=1', 'dealStages=x']) {
    assert.equal((await desk.ask('GET', `/reports/figures?${query}`)).status, 422, query);
  }
  assert.deepEqual((await desk.ask<{ fields: unknown }>('GET', `/reports/figures?party=agent:${desk.agentId}`, undefined, desk.stranger.token)).body.fields, (await desk.ask<{ fields: unknown }>('GET', '/reports/figures?party=agent:999999')).body.fields);
  for (const query of ['', 'figure=firstReply.mean', 'figure=constructor', 'figure=overallReply.bands.7', 'figure=messages.total&cursor=xyz', 'figure=messages.total&order=slowest&cursor=WyIyMDI0LTA1LTAxVDAwOjAwOjAwWiIsMV0', 'figure=messages.total&split=day&key=2024-05-01&over=1.5']) {
    assert.equal((await desk.ask('GET', `/reports/rows?${query}`)).status, 422, query);
  }
  for (const path of ['messages/999999/why', 'at-risk?channelId=999999', 'waiting-contacts?teamId=999999', 'at-risk?agentId=999999']) assert.equal((await desk.ask('GET', `/reports/${path}`)).status, 404, path);
  assert.equal((await desk.ask('GET', `/reports/at-risk?agentId=${desk.agentId}`, undefined, desk.stranger.token)).status, 404);
  const messageId = (await rows('figure=overallReply.count&limit=1')).items[0]!.messageId;
  assert.equal((await desk.ask('GET', `/reports/messages/${messageId}/why`, undefined, desk.stranger.token)).status, 404);
  const noReports = await desk.tokenFor('conversations.read');
  for (const path of ['figures', 'spread?metric=close', 'rows?figure=messages.total', `messages/${messageId}/why`, 'at-risk', 'waiting-contacts', 'page-settings']) assert.equal((await desk.ask('GET', `/reports/${path}`, undefined, noReports)).status, 403, path);
  const reader = await desk.tokenFor('reports.read', 'calendars.read');
  assert.equal((await desk.ask('PATCH', '/reports/page-settings', { showsLeaderboards: true }, reader)).status, 403);
  assert.equal((await desk.ask('PUT', `/agents/${desk.agentId}/leave`, { spans: [] }, reader)).status, 403);
});
