import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setAccountZone } from '#core/accounts/index.ts';
import { sql } from '#storage/index.ts';
import { differences } from '../testing/differences.ts';
import { openNimchat, type Caller, type Nimchat } from '../testing/open-nimchat.ts';

let api: Nimchat;
let me = 0;
let inbox = 0;
let team = 0;
const minute = 60_000;
const reports = (rest: string): string => `//api/v2/accounts/${api.accountId}/reports${rest}`;
const get = async <T = any>(caller: Caller, rest: string): Promise<T> => { // oxlint-disable-line typescript/no-explicit-any -- the wire
  const answer = await caller.get(reports(rest));
  assert.equal(answer.status, 200, answer.body);
  return answer.json();
};

/** Three conversations: asked at 22:30 UTC on the 6th and answered 10 and 30 minutes later; asked and left alone; resolved after an hour. */
before(async () => {
  api = await openNimchat();
  await api.desk.database.withAccount(api.accountId, (tx) => setAccountZone(tx, api.desk.act, 'Europe/Berlin'));
  me = (await api.ada.get('//api/v1/profile')).json().id;
  inbox = (await api.ada.send('POST', '/inboxes', { name: 'Shop', channel: { type: 'api' } })).json().id;
  team = (await api.ada.send('POST', '/teams', { name: 'Front' })).json().id;
  const contact = (await api.ada.send('POST', '/contacts', { name: 'Bo', identifier: 'bo' })).json().id;
  api.clock.advance(Date.parse('2024-05-06T22:30:00Z') - api.clock.nowMs());
  const ask = async (): Promise<string> => {
    const { id } = (await api.ada.send('POST', '/conversations', { inbox_id: inbox, contact_id: contact })).json();
    const answer = await api.ada.send('POST', `/conversations/${id}/messages`, { content: 'Help', message_type: 'incoming' });
    assert.equal(answer.status, 200, answer.body);
    return `/conversations/${id}`;
  };
  const first = await ask();
  await ask();
  await api.ada.send('POST', `${first}/labels`, { labels: ['lamps'] });
  await api.ada.send('POST', `${first}/assignments`, { assignee_id: me });
  await api.ada.send('POST', `${first}/assignments`, { team_id: team });
  api.clock.advance(10 * minute);
  await api.ada.send('POST', `${first}/messages`, { content: 'Hello' });
  await api.ada.send('POST', `${first}/messages`, { content: 'a note', private: true });
  api.clock.advance(5 * minute);
  await api.ada.send('POST', `${first}/messages`, { content: 'Still broken', message_type: 'incoming' });
  api.clock.advance(30 * minute);
  await api.ada.send('POST', `${first}/messages`, { content: 'Now?' });
  const third = await ask();
  api.clock.advance(60 * minute);
  await api.ada.send('POST', `${third}/toggle_status`, { status: 'resolved' });
  await api.settle();
});
after(() => api.close());

const day = (text: string): string => String(Date.parse(text) / 1_000);
const may = `since=${day('2024-05-05T22:00:00Z')}&until=${day('2024-05-08T22:00:00Z')}`;

test('each metric is answered in the document\'s shape, by days of the account\'s zone, quiet days included', async () => {
  const values = async (metric: string, more = 'type=account'): Promise<string[]> => {
    const report = await get(api.ada, `?metric=${metric}&${more}&${may}`);
    assert.deepEqual(differences(report, [{ value: 'string', timestamp: 0 }], new Set()), []);
    assert.deepEqual(report.map((each: { timestamp: number }) => new Date(each.timestamp * 1_000).toISOString()), ['2024-05-05T22:00:00.000Z', '2024-05-06T22:00:00.000Z', '2024-05-07T22:00:00.000Z']);
    return report.map((each: { value: string }) => each.value);
  };
  assert.deepEqual(await values('conversations_count'), ['0', '3', '0']);
  assert.deepEqual(await values('incoming_messages_count'), ['0', '4', '0']);
  assert.deepEqual(await values('outgoing_messages_count'), ['0', '2', '0'], 'no notes');
  assert.deepEqual(await values('avg_first_response_time'), ['0', '600', '0']);
  assert.deepEqual(await values('reply_time'), ['0', '1200', '0'], 'the mean of 10 and 30 minutes');
  assert.deepEqual(await values('resolutions_count'), ['0', '1', '0']);
  assert.deepEqual(await values('avg_resolution_time'), ['0', '3600', '0']);
  for (const scope of [`type=agent&id=${me}`, `type=team&id=${team}`, 'type=label&id=lamps']) assert.deepEqual(await values('conversations_count', scope), ['0', '1', '0'], scope);
  assert.deepEqual(await values('outgoing_messages_count', `type=agent&id=${me}`), ['0', '2', '0']);
  assert.deepEqual(await values('incoming_messages_count', `type=agent&id=${me}`), ['0', '2', '0'], 'in what is assigned to them');
  assert.deepEqual(await values('conversations_count', `type=inbox&id=${inbox}`), ['0', '3', '0']);
  assert.deepEqual(await values('conversations_count', `type=inbox&id=${api.desk.help.id}`), ['0', '0', '0']);
});

test('timezone_offset moves the days, group_by makes others, business hours count otherwise', async () => {
  const report = await get(api.ada, `?metric=conversations_count&type=account&since=${day('2024-05-06T00:00:00Z')}&until=${day('2024-05-08T00:00:00Z')}&timezone_offset=-5.5`);
  assert.deepEqual(report.map(({ value, timestamp }: { value: string; timestamp: number }) => `${new Date(timestamp * 1_000).toISOString()} ${value}`), ['2024-05-05T05:30:00.000Z 0', '2024-05-06T05:30:00.000Z 3', '2024-05-07T05:30:00.000Z 0']);
  assert.equal((await get(api.ada, `?metric=conversations_count&type=account&${may}&group_by=month`)).length, 1);
  assert.equal((await get(api.ada, `?metric=conversations_count&type=account&${may}&group_by=hour`)).length, 72);
  assert.ok((await get(api.ada, `?metric=avg_first_response_time&type=account&${may}&business_hours=true`)).length === 3);
});

test('the deployed product\'s shape has numbers, and how many a mean is over', async () => {
  assert.deepEqual((await get(api.deployed, `?metric=avg_first_response_time&type=account&${may}`))[1], { value: 600, timestamp: Date.parse('2024-05-06T22:00:00Z') / 1_000, count: 1 });
  assert.deepEqual(Object.keys((await get(api.deployed, `?metric=resolutions_count&type=account&${may}`))[1]), ['value', 'timestamp']);
  const summary = await get(api.deployed, `/summary?type=account&${may}`);
  assert.deepEqual([summary.avg_first_response_time, summary.reply_time, summary.previous.conversations_count], [600, 1_200, 0]);
});

test('the summary has every figure of the period, and those of as long a period before it', async () => {
  const figures = { avg_first_response_time: 'string', avg_resolution_time: 'string', conversations_count: 0, incoming_messages_count: 0, outgoing_messages_count: 0, resolutions_count: 0 };
  const summary = await get(api.ada, `/summary?type=account&${may}`);
  assert.deepEqual(differences(summary, { ...figures, previous: figures }, new Set()), []);
  const expected = { avg_first_response_time: '600', avg_resolution_time: '3600', conversations_count: 3, incoming_messages_count: 4, outgoing_messages_count: 2, resolutions_count: 1 };
  const none = { avg_first_response_time: '0', avg_resolution_time: '0', conversations_count: 0, incoming_messages_count: 0, outgoing_messages_count: 0, resolutions_count: 0 };
  assert.deepEqual(summary, { ...expected, previous: none });
  assert.deepEqual((await get(api.ada, `/summary?type=account&since=${day('2024-05-08T22:00:00Z')}&until=${day('2024-05-11T22:00:00Z')}`)), { ...none, previous: expected });
});

test('what is open now, of the account and of each agent, with a slash at the end or without', async () => {
  for (const slash of ['', '/']) {
    const counts = await get(api.ada, `/conversations${slash}?type=account`);
    assert.deepEqual(differences(counts, { open: 0, unattended: 0, unassigned: 0 }, new Set()), []);
    assert.deepEqual(counts, { open: 2, unattended: 1, unassigned: 1 });
    const agents = await get(api.ada, `/conversations${slash}?type=agent`);
    assert.deepEqual(differences(agents, [{ id: 0, name: 'string', email: 'string', thumbnail: 'string', availability: 'string', metric: { open: 0, unattended: 0 } }], new Set()), []);
    assert.deepEqual(agents.find(({ id }: { id: number }) => id === me).metric, { open: 1, unattended: 0 });
    assert.deepEqual((await get(api.ada, `/conversations${slash}?type=agent&user_id=${me}`)).map(({ id }: { id: number }) => id), [me]);
  }
});

test('wrong questions are told what is wrong, foreign ids are not found, and who may not read reports gets none', async () => {
  const wrong: readonly [string, number, RegExp][] = [
    ['?type=account', 422, /Metric must be given/], ['?metric=conversations_count', 422, /Type must be given/], ['?metric=nothing&type=account', 422, /must be one of conversations_count/], ['?metric=conversations_count&type=world', 422, /must be one of account/],
    ['?metric=conversations_count&type=agent', 422, /Id must be given/], ['?metric=conversations_count&type=agent&id=987654', 404, /not be found/], ['?metric=conversations_count&type=agent&id=x', 404, /not be found/], ['?metric=conversations_count&type=label&id=nothing', 404, /not be found/],
    ['?metric=conversations_count&type=account&since=yesterday', 422, /Since must be Unix seconds/], ['?metric=conversations_count&type=account&until=99999999999', 422, /Until must be Unix seconds/],
    ['?metric=conversations_count&type=account&since=200&until=100', 422, /Until must be after/], ['?metric=conversations_count&type=account&since=0&until=1714950000&group_by=hour', 422, /more than 2000 groups/],
    ['?metric=conversations_count&type=account&timezone_offset=99', 422, /Timezone offset must be hours/], ['?metric=conversations_count&type=account&group_by=minute', 422, /must be one of hour/],
    ['/summary', 422, /Type must be given/], ['/conversations?type=team', 422, /must be one of account, agent/], ['/conversations?type=agent&user_id=987654', 404, /not be found/],
  ];
  for (const [rest, status, text] of wrong) {
    const answer = await api.ada.get(reports(rest));
    assert.equal(answer.status, status, `${rest}: ${answer.body}`);
    assert.match(answer.body, text);
  }
  const agentOfEve = (await api.eve.get('//api/v1/profile')).json().id;
  assert.equal((await api.ada.get(reports(`?metric=conversations_count&type=agent&id=${agentOfEve}`))).status, 404);
  assert.equal((await api.eve.get(reports('/summary?type=account'))).status, 404, 'another account in the path');
  for (const rest of ['?metric=conversations_count&type=account', '/summary?type=account', '/conversations?type=account']) {
    assert.equal((await (await api.only('conversations.read')).get(reports(rest))).body, '{"error":"You are not authorized to do this action"}');
    assert.equal((await api.callerOf('', api.accountId).get(reports(rest))).body, '{"error":"Invalid Access Token"}');
  }
});

test('a thousand reports a minute and no more; other questions go on', async () => {
  api.clock.advance(120_000);
  await api.desk.database.rows(sql`INSERT INTO rate_windows (key, started_at, count) VALUES ('http:nimchat:address:127.0.0.1:reports/60', ${new Date(api.clock.nowMs()).toISOString()}, 999) ON CONFLICT (key) DO UPDATE SET started_at = excluded.started_at, count = excluded.count`);
  const statuses = [await api.ada.get(reports('/conversations?type=account')), await api.ada.get(reports('/conversations?type=account'))].map(({ status }) => status);
  assert.deepEqual(statuses, [200, 429]);
  assert.equal((await api.ada.get('/teams')).status, 200);
});
