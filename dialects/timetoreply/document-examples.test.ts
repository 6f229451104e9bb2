import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fastify } from 'fastify';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { timetoreply } from './dialect.ts';
import { filterAsks } from './testing/filter-asks.ts';
import { entityAsks } from './testing/entity-asks.ts';
import { fakeCore } from './testing/fake-core.ts';
import { reportAsks } from './testing/report-asks.ts';
import { seedExample, seedMissing } from './testing/seed-examples.ts';

/** The document shows no answer of theirs. */
const shownNowhere: ReadonlySet<string> = new Set(['api/entities/agents/microsoft/search-bulk-agents', 'api/entities/agents/gmail/load-bulk-agents', 'api/entities/agents/search-all-company-mailboxes',
  'api/entities/agents/mimecast/load-bulk-agents', 'api/entities/agents/mimecast/search-agents', 'api/entities/agents/mimecast/force-sync-agents']);
/** Each operation with its example in the document. */
const all = timetoreply(undefined, noOutside()).operations.map((operation) => ({ operation, path: operation.path.slice(1) })).filter(({ path }) => !shownNowhere.has(path));
/** Those that need nothing of the world: a request whose answer must have the same shape. The others are asked for real in endpoints/mailboxes, with answers held to the schemas of here. */
const operations = timetoreply().operations.map((operation) => ({ operation, path: operation.path.slice(1) }));
/** Answers a list of what the document shows one of (README). */
const asList: ReadonlySet<string> = new Set(['GET api/entities/agents/microsoft/load-bulk-agents']);
const exampleOf = (method: string, path: string): unknown => (asList.has(`${method} ${path}`) ? [seedExample(method, path)] : seedExample(method, path));

/** A validator as the server has it: nothing coerced, nothing removed. */
async function accepts(schema: unknown, value: unknown): Promise<string> {
  const server = fastify({ ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: true, strict: false } } });
  let result = '';
  server.get('/', async (request) => {
    const check = request.compileValidationSchema(schema as Record<string, unknown>);
    result = check(value) ? '' : JSON.stringify(check.errors?.slice(0, 3));
  });
  await server.inject('/');
  return result;
}

for (const { operation, path } of all) {
  test(`our schema takes the document's example of ${operation.method} ${path} completely`, { skip: seedMissing }, async () => {
    assert.equal(await accepts(operation.schemas.response, exampleOf(operation.method, path)), '');
  });

  test(`our schema writes the document's example of ${operation.method} ${path} back as it is, in its order`, { skip: seedMissing }, async () => {
    const example = exampleOf(operation.method, path);
    const server = fastify({});
    server.get('/', { schema: { response: { 200: operation.schemas.response } } }, async (_request, reply) => {
      if (typeof example === 'string') reply.type('application/json').serializer(JSON.stringify); // as http/register-dialect.ts does
      return example;
    });
    assert.equal((await server.inject('/')).body, JSON.stringify(example));
  });
}

/** Keys in order and JSON types; of lists, the first element. Where either side has null or an empty list, that is all that can be compared. */
function shape(ours: unknown, example: unknown, at: string): string[] {
  if (ours === null || example === null) return [];
  if (Array.isArray(ours) !== Array.isArray(example)) {
    const isEmptyMap = (side: unknown) => Array.isArray(side) && side.length === 0;
    return isEmptyMap(ours) || isEmptyMap(example) ? [] : [`${at}: list and map`];
  }
  if (Array.isArray(ours) && Array.isArray(example)) return ours.length === 0 || example.length === 0 ? [] : shape(ours[0], example[0], `${at}[0]`);
  if (typeof ours !== typeof example) return [`${at}: ${typeof ours}, not ${typeof example}`];
  if (typeof ours !== 'object') return [];
  const keys = Object.keys(ours);
  const wanted = Object.keys(example as object);
  if (at.endsWith('agents_read_status')) return [];
  if (keys.join() !== wanted.join()) return [`${at}: ${keys.join()} is not ${wanted.join()}`];
  return wanted.flatMap((key) => shape((ours as Record<string, unknown>)[key], (example as Record<string, unknown>)[key], `${at}.${key}`));
}

const goals = { first_reply_time_goal: 3600, overall_reply_time_goal: 3600, time_to_close_goal: 3600, first_reply_time_goal_bands: [1800, 7200], overall_reply_time_goal_bands: [1800, 7200], time_to_close_goal_bands: [1800, 7200] };
const asks: Record<string, (core: ReturnType<typeof fakeCore>) => Promise<{ statusCode: number; body: string }>> = {
  'GET api/logs/conversations': (core) => core.get('/api/logs/conversations', { per_page: '2' }),
  'GET api/logs/conversations/get-by-subject-or-email': (core) => core.get('/api/logs/conversations/get-by-subject-or-email', { search: 'Support Query' }),
  'GET api/logs/conversations/get-by-internet-message-id': (core) => core.get('/api/logs/conversations/get-by-internet-message-id', { internet_message_id: 'unknown' }),
  'POST api/logs/conversations/mark-closed': (core) => core.send('POST', '/api/logs/conversations/mark-closed', { ids: [8, 6, 7, 5, 3, 0, 9] }),
  'GET api/logs/messages': (core) => core.get('/api/logs/messages', { per_page: '2' }),
  'GET api/logs/stat-breakdown': (core) => core.get('/api/logs/stat-breakdown', { stat: 'threads.total', per_page: '2' }),
  'GET api/entities/contact-groups': (core) => core.get('/api/entities/contact-groups', { sort_by: 'name', direction: 'asc', per_page: '2' }),
  'POST api/entities/contact-groups': (core) => core.send('POST', '/api/entities/contact-groups', { name: 'Most important contacts', emails: ['bo@example.com'], domains: ['example.com'] }),
  'GET api/entities/contact-groups/{id}': (core) => core.get('/api/entities/contact-groups/1'),
  'PUT api/entities/contact-groups/{id}': (core) => core.send('PUT', '/api/entities/contact-groups/1', { name: 'Most important contacts updated', emails: ['bo@example.com'], domains: ['example.com'] }),
  'PATCH api/entities/contact-groups/{id}': (core) => core.send('PATCH', '/api/entities/contact-groups/1', { name: 'Most important contacts updated' }),
  'DELETE api/entities/contact-groups/{id}': (core) => core.send('DELETE', '/api/entities/contact-groups/1', {}),
  'PATCH api/entities/contact-groups/{contact_group}/pushEmail': (core) => core.send('PATCH', '/api/entities/contact-groups/1/pushEmail', { email: 'bo@example.com' }),
  'PATCH api/entities/contact-groups/{contact_group_id}/removeEmail': (core) => core.send('PATCH', '/api/entities/contact-groups/1/removeEmail', { email: 'bo@example.com' }),
  'PATCH api/entities/contact-groups/{contact_group_id}/removeMembers': (core) => core.send('PATCH', '/api/entities/contact-groups/1/removeMembers', { membersToRemove: ['quos'] }),
  'PATCH api/entities/contact-groups/{contact_group}/pushDomain': (core) => core.send('PATCH', '/api/entities/contact-groups/1/pushDomain', { domain: 'example.com' }),
  'PATCH api/entities/contact-groups/{contact_group_id}/removeDomain': (core) => core.send('PATCH', '/api/entities/contact-groups/1/removeDomain', { domain: 'example.com' }),
  'GET api/sales/deals': (core) => core.get('/api/sales/deals', { direction: 'asc', per_page: '2', page: '1' }),
  'GET api/entities/crm-properties-mapping': (core) => core.get('/api/entities/crm-properties-mapping', { crmType: 'hubspot', stringOnly: '1', expanded: '1' }),
  'POST api/entities/crm-properties-mapping': (core) => core.send('POST', '/api/entities/crm-properties-mapping', { crmType: 'hubspot', selectedEmailProperty: 'email_address' }),
  ...entityAsks,
  'GET api/tools/settings/reply-time-goals': (core) => core.get('/api/tools/settings/reply-time-goals'),
  ...filterAsks,
  'PATCH api/tools/settings/reply-time-goals': (core) => core.send('PATCH', '/api/tools/settings/reply-time-goals', goals),
  ...reportAsks,
};

for (const { operation, path } of operations) {
  const name = `${operation.method} ${path}`;
  test(`what we answer to ${name} has the document's keys, order and types`, { skip: seedMissing }, async () => {
    const answer = await asks[name]?.(fakeCore({ total: 337 }));
    assert.equal(answer?.statusCode, 200);
    assert.deepEqual(shape(JSON.parse(answer?.body ?? ''), seedExample(operation.method, path), name), []);
  });
}

test('small examples come out exactly', { skip: seedMissing }, async () => {
  for (const name of ['GET api/logs/conversations/get-by-subject-or-email', 'GET api/logs/conversations/get-by-internet-message-id', 'POST api/logs/conversations/mark-closed', 'GET api/tools/settings/reply-time-goals', 'PATCH api/tools/settings/reply-time-goals', 'GET api/entities/crm-properties-mapping', 'POST api/entities/crm-properties-mapping']) {
    const [method = '', path = ''] = name.split(' ');
    const answer = await asks[name]?.(fakeCore());
    assert.equal(answer?.body, JSON.stringify(seedExample(method, path)));
  }
});

test('the document\'s conversation 481 and its page links come out as the document has them', { skip: seedMissing }, async () => {
  const query = 'model=My%20Company&model_type=Internal&exclude_cc=&model_com=Top%20Revenue%20Contacts&model_type_com=Contact%20Group&per_page=2&direction=desc&page=1';
  const ours = (await fakeCore({ total: 337 }).get('/api/logs/conversations', query)).json<{ threads: Record<string, unknown> & { data: Record<string, unknown>[] }; stats: Record<string, object> }>();
  const example = seedExample('GET', 'api/logs/conversations') as typeof ours;
  for (const key of ['current_page', 'first_page_url', 'from', 'last_page', 'last_page_url', 'links', 'next_page_url', 'path', 'per_page', 'prev_page_url', 'to', 'total']) {
    assert.deepEqual(ours.threads[key], example.threads[key], key);
  }
  const hidden = /_usernames|message_id|^references$|^messages$/; // addresses are masked in the document
  const visible = (row: Record<string, unknown> | undefined) => Object.fromEntries(Object.entries(row ?? {}).filter(([key]) => !hidden.test(key)));
  assert.deepEqual(visible(ours.threads.data[0]), visible(example.threads.data[0]));
  const messages = (row: Record<string, unknown> | undefined) => ((row?.['messages'] ?? []) as Record<string, unknown>[]).map((message) => ({ ...visible(message), agents_read_status: Object.values(message['agents_read_status'] as object) }));
  assert.deepEqual(messages(ours.threads.data[0]), messages(example.threads.data[0]));
  assert.deepEqual(ours.stats, { ...example.stats, overallTTR: { ...example.stats['overallTTR'], within_sla: 0, sla_breach: 0 } });
});
