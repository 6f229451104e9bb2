import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeCore } from '../../testing/fake-core.ts';

const path = '/api/logs/conversations';
const refused = async (query: Record<string, string> | string) => {
  const answer = await fakeCore().get(path, query);
  return { status: answer.statusCode, body: answer.json<{ message: string; errors: Record<string, string[]> }>() };
};

test('200: every filter of the document reaches core in its terms', async () => {
  const core = fakeCore({ zone: 'America/New_York' });
  const answer = await core.get(path, {
    from: '2020-01-01', to: '2020-01-08', model: 'My Company', model_type: 'Internal', exclude_cc: '0', model_com: 'Top Revenue Contacts', model_type_com: 'Contact Group',
    exclude_cc_com: '1', exclusive: 'true', search: ' offer ', 'label[0]': 'vitae', 'label[1]': 'omnis', thread_type: 'inbound,outbound', thread_status: 'internal,await-customer',
    has_replies: 'hasReplies,hasForwards,hasNoRepliesOrForwards', classification: 'calculating,first,reply,reply-all,forward', messageType: 'inbound', replies_over: '15',
    message_replies_over: '16', no_reply_for: '17', labelsAndOr: 'AND', nudges: '2', touches: '3', lastTouchDate: '2020-01-05', per_page: '2', sort_by: 'touches', direction: 'asc', page: '3',
  });
  assert.equal(answer.statusCode, 200, answer.body);
  assert.deepEqual(core.asked.filter, {
    zone: 'America/New_York', nowMs: Date.parse('2023-02-02T00:00:00Z'), fromDay: '2020-01-01', toDay: '2020-01-08', party: { kind: 'internal' }, partyNotInCc: false,
    communicatingWith: { kind: 'contacts', addressIds: [1], domains: [] }, communicatingNotInCc: true, exclusive: true, search: 'offer', labels: ['vitae', 'omnis'],
    threadTypes: ['inbound', 'outbound'], threadStatuses: ['internal', 'await-customer'], replies: ['has-replies', 'has-forwards', 'has-neither'],
    classifications: ['calculating', 'first', 'reply', 'reply-all', 'forward'], messageTypes: ['inbound'], repliesOverSeconds: 900, messageRepliesOverSeconds: 960, noReplyForSeconds: 1020,
    labelsAll: true, nudgesMin: 2, touchesMin: 3, lastTouchToDay: '2020-01-05',
  });
  assert.deepEqual(core.asked.page, { perPage: 2, page: 3, direction: 'asc', sortBy: 'touches' });
});

test('200: without parameters everything, newest first, 15 on a page; empty ones are not given; unknown ones are not read', async () => {
  for (const query of ['', 'from=&to=&model=&exclude_cc=&exclusive=&label[]=&thread_type=&per_page=&sort_by=&page=', 'utm=1&account_id=2&tenant_id[x]=3']) {
    const core = fakeCore();
    assert.equal((await core.get(path, query)).statusCode, 200, query);
    assert.deepEqual(core.asked.page, { perPage: 15, page: 1, direction: 'desc', sortBy: 'lastAt' });
    assert.deepEqual(Object.keys(core.asked.filter ?? {}).filter((name) => name !== 'labels'), ['zone', 'nowMs']);
  }
});

test('200: label[]=, label[0]= and label= are the same', async () => {
  for (const query of ['label[]=a', 'label[0]=a', 'label%5B%5D=a', 'label=a']) {
    const core = fakeCore();
    await core.get(path, query);
    assert.deepEqual(core.asked.filter?.labels, ['a'], query);
  }
});

test('200: times are in the zone of the user', async () => {
  const row = (await fakeCore({ zone: 'Asia/Kolkata' }).get(path)).json<{ threads: { data: { last_received_at_date_time: string; date_times: string[] }[] } }>().threads.data[0];
  assert.equal(row?.last_received_at_date_time, 'Feb 2nd 2023 00:58:29');
  assert.equal(row?.date_times[0], '2023-02-01 11:02:07');
});

test('200: nothing found is an empty page', async () => {
  const { threads } = (await fakeCore({ total: 0 }).get(path)).json<{ threads: Record<string, unknown> }>();
  assert.deepEqual([threads['data'], threads['from'], threads['to'], threads['last_page'], threads['total']], [[], null, null, 1, 0]);
});

test('422: each bad parameter is named, with Laravel\'s words', async () => {
  const cases: [Record<string, string> | string, string, string][] = [
    [{ from: '2020-01-09', to: '2020-01-08' }, 'from', 'The from field must be a date before or equal to to.'],
    [{ from: '2020-02-30' }, 'from', 'The from field must match the format Y-m-d.'],
    [{ to: 'yesterday' }, 'to', 'The to field must match the format Y-m-d.'],
    [{ nudges: '-1' }, 'nudges', 'The nudges field must be at least 0.'],
    [{ touches: 'x' }, 'touches', 'The touches field must be an integer.'],
    [{ lastTouchDate: '2020-02-30' }, 'lastTouchDate', 'The lastTouchDate field must match the format Y-m-d.'],
    [{ labelsAndOr: 'XOR' }, 'labelsAndOr', 'The selected labelsAndOr is invalid.'],
    [{ per_page: '0' }, 'per_page', 'The per page field must be at least 1.'],
    [{ per_page: '201' }, 'per_page', 'The per page field must not be greater than 200.'],
    [{ per_page: '1.5' }, 'per_page', 'The per page field must be an integer.'],
    [{ per_page: '99999999999999999999' }, 'per_page', 'The per page field must be an integer.'],
    [{ page: '-1' }, 'page', 'The page field must be at least 1.'],
    [{ sort_by: 'password' }, 'sort_by', 'The selected sort by is invalid.'],
    [{ sort_by: "id'; select pg_sleep(9)--" }, 'sort_by', 'The selected sort by is invalid.'],
    [{ direction: 'up' }, 'direction', 'The selected direction is invalid.'],
    [{ thread_type: 'inbound,sideways' }, 'thread_type', 'The selected thread type is invalid.'],
    [{ thread_status: 'inbound, closed,x' }, 'thread_status', 'The selected thread status is invalid.'],
    [{ has_replies: 'none' }, 'has_replies', 'The selected has replies is invalid.'],
    [{ classification: 'x' }, 'classification', 'The selected classification is invalid.'],
    [{ messageType: 'x' }, 'messageType', 'The selected messageType is invalid.'],
    [{ replies_over: 'ten' }, 'replies_over', 'The replies over field must be an integer.'],
    [{ no_reply_for: '-5' }, 'no_reply_for', 'The no reply for field must be at least 0.'],
    [{ exclusive: 'perhaps' }, 'exclusive', 'The exclusive field must be true or false.'],
    [{ model_type: 'Robot' }, 'model_type', 'The selected model type is invalid.'],
    [{ model_type: 'Team' }, 'model', 'The model field is required when the type is Team.'],
    [{ model: 'nobody here', model_type: 'Team' }, 'model', 'The selected model is invalid.'],
    [{ model_com: 'nobody here' }, 'model_com', 'The selected model com is invalid.'],
    ['search[]=x', 'search', 'The search field must be a string.'],
    ['label[a]=x', 'label', 'The label field must be an array.'],
    [{ search: 'x'.repeat(501) }, 'search', 'The search field must not be greater than 500 characters.'],
  ];
  for (const [query, field, message] of cases) {
    const { status, body } = await refused(query);
    assert.equal(status, 422, JSON.stringify(query));
    assert.ok(body.errors[field]?.includes(message), `${JSON.stringify(query)}: ${JSON.stringify(body)}`);
  }
  const several = await refused({ per_page: '0', page: '0', direction: 'x' });
  assert.match(several.body.message, /^The .* \(and 2 more errors\)$/);
  assert.deepEqual(Object.keys(several.body.errors).toSorted(), ['direction', 'page', 'per_page']);
});

test('200: an address or domain that no mail has had yet is an empty report, not an error', async () => {
  for (const model of ['nobody@barton.com', 'nobody.example']) {
    const core = fakeCore();
    assert.equal((await core.get(path, { model })).statusCode, 200);
    assert.deepEqual(core.asked.filter?.party, { kind: 'contacts', addressIds: [], domains: [] });
  }
});

test('401: without a token, with a wrong one, with another scheme', async () => {
  const { server } = fakeCore();
  for (const authorization of [undefined, '', 'Bearer', 'Bearer wrong', 'Basic good', 'good', 'Bearer good good']) {
    const answer = await server.inject({ url: path, headers: authorization === undefined ? {} : { authorization } });
    assert.deepEqual([answer.statusCode, answer.json(), answer.headers['www-authenticate']], [401, { message: 'Unauthenticated.' }, 'Bearer'], authorization ?? 'none');
  }
});

test('403: a token that may not read reports', async () => {
  const answer = await fakeCore({ permissions: ['conversations.read'] }).get(path);
  assert.deepEqual([answer.statusCode, answer.json()], [403, { message: 'This action is unauthorized.' }]);
});

test('404 and 405 in the dialect\'s shape, also for operations that are not there yet', async () => {
  const { server } = fakeCore();
  const missing = await server.inject('/api/entities/nothing');
  assert.deepEqual([missing.statusCode, missing.json()], [404, { message: 'The route api/entities/nothing could not be found.' }]);
  const wrong = await server.inject({ method: 'POST', url: path });
  assert.deepEqual([wrong.statusCode, wrong.json(), wrong.headers['allow']], [405, { message: 'The POST method is not supported for route api/logs/conversations. Supported methods: GET, HEAD.' }, 'GET, HEAD']);
});

test('400: what cannot be read is refused in the dialect\'s shape', async () => {
  for (const query of ['search=%00', 'search=%ED%A0%80', '__proto__[x]=1', 'label[a][b][c][d][e]=1', 'a=1&a[]=2']) {
    const answer = await fakeCore().get(path, query);
    assert.equal(answer.statusCode, 400, query);
    assert.deepEqual(Object.keys(answer.json<object>()), ['message']);
  }
});
