import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createToken, revokeToken, setupAccount } from '#core/accounts/index.ts';
import { factsConsumer } from '#core/analytics/index.ts';
import { setCalendar } from '#core/calendars/index.ts';
import { ensureChannel } from '#core/channels/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { systemAct, testClock } from '#core/kernel/index.ts';
import { closeServer, createServer } from '#http/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { timetoreply } from './dialect.ts';

const ada = 'ada@timetoreply.com';
const bo = 'bo@barton.com';
const hours = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '18:30']]]));

/** The mails of the document's conversation 481; its mailbox closes at half past six. */
const mails = [
  writeMail({ from: bo, to: [ada], id: 'm1@mail', subject: 'cultivate robust channels', at: '2023-02-01T05:32:07.000Z' }),
  writeMail({ from: bo, to: [ada], id: 'm2@mail', subject: 'RE: cultivate robust channels', references: ['m1@mail'], at: '2023-02-01T18:49:54.000Z' }),
  writeMail({ from: ada, to: [bo], id: 'm3@mail', subject: 'RE: cultivate robust channels', references: ['m1@mail', 'm2@mail'], at: '2023-02-01T19:27:04.000Z', folder: 'Sent' }),
  writeMail({ from: ada, to: [bo], id: 'm4@mail', subject: 'RE: cultivate robust channels', references: ['m1@mail', 'm2@mail', 'm3@mail'], at: '2023-02-01T19:28:29.000Z', folder: 'Sent' }),
];

describe('the whole server on real conversations', () => {
  let desk: Desk;
  let secret = '';
  let strangerSecret = '';
  const clock = testClock('2024-05-06T12:00:00.000Z');
  const start = () => createServer({ database: desk.database, clock, dialects: [timetoreply()], validateResponses: true, publicUrl: 'https://desk.example' });
  let server: ReturnType<typeof start>;
  const get = (url: string, token = secret) => server.inject({ url, headers: { authorization: `Bearer ${token}` } });
  const send = (method: 'POST' | 'PATCH', url: string, payload: object, token = secret) => server.inject({ method, url, payload, headers: { authorization: `Bearer ${token}` } });
  const newToken = (accountId: number, userId: number, scopes: 'all' | string[] = 'all', dialect = 'timetoreply', expiresAt: string | null = null) => (
    desk.database.withAccount(accountId, (tx) => createToken(tx, systemAct(accountId, desk.act.now, 'test'), { userId, dialect, name: 'test', scopes, expiresAt })));

  before(async () => {
    desk = await openDesk({ domains: ['timetoreply.com'] });
    await desk.database.withAccount(desk.accountId, async (tx) => {
      await setCalendar(tx, desk.act, { zone: 'UTC', hours, holidays: [] });
      const channel = await ensureChannel(tx, desk.act, { kind: 'email', address: ada });
      await receiveMails(tx, desk.act, channel, mails);
    });
    await catchUp(desk.database, [factsConsumer]);
    secret = (await newToken(desk.accountId, desk.userId)).secret;
    const other = await setupAccount(desk.database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: desk.act.now });
    strangerSecret = (await newToken(other.account.id, other.user.id)).secret;
    server = start();
  });
  // A minute later for each test: none meets the limit of another.
  const nextMinute = () => clock.advance(61_000);
  after(async () => {
    await closeServer(server);
    await desk.close();
  });

  it('reports the document\'s conversation with the document\'s figures', async () => {
    nextMinute();
    const answer = await get('/api/logs/conversations?from=2023-02-01&to=2023-02-01&model_type=Internal&thread_type=inbound');
    assert.equal(answer.statusCode, 200, answer.body);
    const { threads, stats } = answer.json<{ threads: { total: number; data: Record<string, unknown>[] }; stats: Record<string, Record<string, unknown>> }>();
    const { init_agent_reply_time, init_agent_action_time, total_agent_reply_time, raw_init_agent_reply_time, touches, nudges, thread_status, friendly_raw_initial_reply_time,
      last_received_at_date_time, message_classifications, messages } = threads.data[0] ?? {};
    assert.deepEqual({ init_agent_reply_time, init_agent_action_time, total_agent_reply_time, raw_init_agent_reply_time, touches, nudges, thread_status, friendly_raw_initial_reply_time,
      last_received_at_date_time, message_classifications }, {
      init_agent_reply_time: 0, init_agent_action_time: 47_867, total_agent_reply_time: 47_867, raw_init_agent_reply_time: 50_097, touches: 2, nudges: 1,
      thread_status: 'await-customer', friendly_raw_initial_reply_time: '13h:54m:57s', last_received_at_date_time: 'Feb 1st 2023 19:28:29', message_classifications: ['first', 'follow-up', 'reply'],
    });
    assert.deepEqual((messages as Record<string, unknown>[]).map((message) => [message['classification'], message['replytime'], message['raw_replytime'], message['touch_time'], message['is_nudge']]), [
      ['follow-up', 0, 85, 85, false], ['reply', 0, 2_230, null, false], ['follow-up', 47_867, 47_867, null, true], ['first', null, null, null, false],
    ]);
    assert.deepEqual([threads.total, stats['threads']?.['total'], stats['messages']?.['count']], [1, 1, 4]);
  });

  it('each figure can be opened', async () => {
    nextMinute();
    const { stats } = (await get('/api/logs/conversations')).json<{ stats: { messages: { sent: { count: number } } } }>();
    const answer = await get('/api/logs/stat-breakdown?stat=messages.sent.count');
    assert.equal(answer.statusCode, 200, answer.body);
    assert.equal(answer.json<{ data: { total: number } }>().data.total, stats.messages.sent.count);
  });

  it('every filter, sort and stat runs on the real database', async () => {
    const columns = ['id', 'subject', 'thread_type', 'thread_status', 'init_agent_reply_time', 'raw_init_agent_reply_time', 'init_agent_action_time', 'total_agent_reply_time', 'time_to_close', 'raw_time_to_close', 'touches', 'nudges'];
    const queries = [
      `model=${ada}&model_com=${bo}&exclusive=1&exclude_cc=1&exclude_cc_com=1`, 'model=barton.com&model_type=Contact', `model=${ada}&model_type=Mailbox`, 'search=robust%25_%5C%27',
      'label[]=UNREAD', 'thread_type=inbound,outbound,internal&thread_status=internal,await-customer,closed,await-agent&has_replies=hasReplies,hasForwards,hasNoRepliesOrForwards',
      'classification=calculating,first,reply,reply-all,forward,follow-up&messageType=inbound,outbound,internal', 'replies_over=1', 'message_replies_over=1', 'no_reply_for=1',
      ...columns.map((column) => `sort_by=${column}&direction=asc`), 'page=1000000&per_page=200', 'model_type=Anybody&model_com=nowhere.example',
    ];
    for (const query of queries) {
      nextMinute();
      const answer = await get(`/api/logs/conversations?${query}`);
      assert.equal(answer.statusCode, 200, `${query}: ${answer.body}`);
    }
    for (const column of ['date_time', 'timestamp', 'subject', 'classification', 'message_type', 'replytime', 'raw_replytime', 'touch_time', 'thread_id']) {
      nextMinute();
      assert.equal((await get(`/api/logs/messages?sort_by=${column}`)).statusCode, 200, column);
    }
  });

  it('finds by message id, subject and address', async () => {
    nextMinute();
    const base = '/api/logs/conversations';
    assert.equal((await get(`${base}/get-by-internet-message-id?internet_message_id=%3Cm3@mail%3E`)).json<{ messages: object[] }>().messages.length, 4);
    assert.equal((await get(`${base}/get-by-subject-or-email?search=ROBUST`)).json<object[]>().length, 1);
    assert.equal((await get(`${base}/get-by-subject-or-email?search=${bo}`)).json<object[]>().length, 1);
    assert.deepEqual((await get(`${base}/get-by-subject-or-email?search=nothing`)).json(), []);
  });

  it('goals are set and judged by; another account sees nothing of it', async () => {
    nextMinute();
    const goals = { first_reply_time_goal: 3600, overall_reply_time_goal: 3600, time_to_close_goal: 3600, first_reply_time_goal_bands: [1800, 7200] };
    const answer = await send('PATCH', '/api/tools/settings/reply-time-goals', goals);
    assert.deepEqual([answer.statusCode, answer.json<object>()], [200, { ...goals, overall_reply_time_goal_bands: [], time_to_close_goal_bands: [] }]);
    const wrong = await send('PATCH', '/api/tools/settings/reply-time-goals', { ...goals, first_reply_time_goal_bands: [7200, 1800] });
    assert.deepEqual([wrong.statusCode, Object.keys(wrong.json<{ errors: object }>().errors)], [422, ['first_reply_time_goal_bands.1']]);
    await catchUp(desk.database, [factsConsumer]);
    const { stats } = (await get('/api/logs/conversations')).json<{ stats: { initialTTR: object } }>();
    const { within_sla, within_sla_percentage_friendly, sla_breach, excluded_from_sla } = stats.initialTTR as Record<string, number>;
    assert.deepEqual([within_sla, within_sla_percentage_friendly, sla_breach, excluded_from_sla], [1, 100, 0, 0]);
    assert.equal((await get('/api/tools/settings/reply-time-goals', strangerSecret)).json<{ first_reply_time_goal: null }>().first_reply_time_goal, null);
  });

  it('closes its own conversations only, and says which', async () => {
    nextMinute();
    const id = (await get('/api/logs/conversations')).json<{ threads: { data: { id: number }[] } }>().threads.data[0]?.id ?? 0;
    const path = '/api/logs/conversations/mark-closed';
    assert.deepEqual((await send('POST', path, { ids: [id] }, strangerSecret)).json(), { ids: [] });
    assert.equal((await get('/api/logs/conversations?thread_status=closed')).json<{ threads: { total: number } }>().threads.total, 0);
    assert.deepEqual((await send('POST', path, { ids: [id, 999_999, 0, id, Number.MAX_SAFE_INTEGER] })).json(), { ids: [id] });
    await catchUp(desk.database, [factsConsumer]);
    assert.equal((await get('/api/logs/conversations?thread_status=closed')).json<{ threads: { total: number } }>().threads.total, 1);
  });

  it('another account finds nothing by anything', async () => {
    nextMinute();
    const base = '/api/logs/conversations';
    assert.equal((await get(base, strangerSecret)).json<{ threads: { total: number } }>().threads.total, 0);
    assert.deepEqual((await get(`${base}/get-by-internet-message-id?internet_message_id=m3@mail`, strangerSecret)).json<{ messages: object[] }>().messages, []);
    assert.deepEqual((await get(`${base}/get-by-subject-or-email?search=${bo}`, strangerSecret)).json(), []);
    assert.equal((await get('/api/logs/messages', strangerSecret)).json<{ messages: { total: number } }>().messages.total, 0);
  });

  it('a narrow, revoked, expired or foreign token does not enter, and a narrow one may not write', async () => {
    nextMinute();
    const path = '/api/tools/settings/reply-time-goals';
    const narrow = await newToken(desk.accountId, desk.userId, ['settings.read']);
    assert.equal((await get(path, narrow.secret)).statusCode, 200);
    assert.equal((await send('PATCH', path, { first_reply_time_goal: 1, overall_reply_time_goal: 1, time_to_close_goal: 1 }, narrow.secret)).statusCode, 403);
    assert.equal((await send('POST', '/api/logs/conversations/mark-closed', { ids: [1] }, narrow.secret)).statusCode, 403);
    const foreign = await newToken(desk.accountId, desk.userId, 'all', 'nimchat');
    const short = await newToken(desk.accountId, desk.userId, 'all', 'timetoreply', '2024-05-06T12:30:00.000Z');
    const revoked = await newToken(desk.accountId, desk.userId);
    await desk.database.withAccount(desk.accountId, (tx) => revokeToken(tx, desk.act, revoked.id));
    clock.advance(3_600_000);
    for (const token of [foreign.secret, short.secret, revoked.secret, `${secret}x`, secret.toUpperCase(), '1', 'null', '[]']) {
      assert.deepEqual([(await get(path, token)).statusCode, token.slice(0, 6)], [401, token.slice(0, 6)]);
    }
  });

  it('a user has 30 requests a minute with all tokens together', async () => {
    clock.advance(3_600_000);
    const second = (await newToken(desk.accountId, desk.userId)).secret;
    const statuses: number[] = [];
    for (let at = 0; at < 34; at += 1) statuses.push((await get('/api/tools/settings/reply-time-goals', at % 2 === 0 ? secret : second)).statusCode);
    assert.deepEqual([statuses.filter((status) => status === 200).length, statuses.slice(30)], [30, [429, 429, 429, 429]]);
    const refused = await get('/api/tools/settings/reply-time-goals');
    assert.deepEqual([refused.json(), refused.headers['retry-after'], refused.headers['x-ratelimit-limit'], refused.headers['x-ratelimit-remaining']], [{ message: 'Too Many Attempts.' }, '60', '30', '0']);
    assert.equal((await get('/api/tools/settings/reply-time-goals', strangerSecret)).statusCode, 200);
  });
});
