import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openCcai, type Ccai } from './testing/open-ccai.ts';

/** Every operation of the document that names no record. */
const lists = [
  '/agents', '/agents/current_status', '/agent_activity_logs', '/calls', '/chats', '/menus', '/menus/tree', '/menus/current_status', '/menus/sla?channel=call&minutes=15', '/menus/sla_by_queue_groups?channel=chat&minutes=15',
  '/teams', '/teams/tree', '/user_statuses',
];

describe('the door, the limit and the pages of ccai', () => {
  let api: Ccai;
  let narrow: Ccai;
  before(async () => { api = await openCcai(); });
  after(async () => { await Promise.all([api.close(), narrow?.close()]); });
  const basic = (pair: string) => ({ authorization: `Basic ${Buffer.from(pair).toString('base64')}` });

  it('takes subdomain and token, the subdomain in any case, and nothing else; every refusal is the same', async () => {
    const [slug, token] = api.ada.pair.split(':') as [string, string];
    const [otherSlug, otherToken] = api.eve.pair.split(':') as [string, string];
    const { secret: foreignApi } = { secret: token.replace('pb_ccai_', 'pb_native_') };
    assert.equal((await api.ada.get('/user_statuses')).status, 200);
    assert.equal((await api.callerOf(`${slug.toUpperCase()}:${token}`).get('/user_statuses')).status, 200);
    const refused = [`${otherSlug}:${token}`, `${slug}:${otherToken}`, `${slug}:${token}x`, `${slug}:`, `${slug}`, `nobody-here:${token}`, `${slug}:${foreignApi}`, `:${token}`, `${token}:${slug}`, `${slug}\0:${token}`];
    const answers = await Promise.all(refused.map((pair) => api.callerOf(pair).get('/user_statuses')));
    const plain = await Promise.all([{}, { authorization: `Bearer ${token}` }, { authorization: 'Basic' }, { authorization: 'Basic !!' }].map((headers) => api.server.inject({ url: '/manager/api/v1/user_statuses', headers: headers as Record<string, string> })));
    assert.deepEqual(new Set([...answers.map(({ status, body }) => `${status} ${body}`), ...plain.map(({ statusCode, body }) => `${statusCode} ${body}`)]),
      new Set(['401 {"error":"Unauthorized","message":"The credentials are missing or not valid.","status":401}']));
    assert.equal(plain[0]!.headers['www-authenticate'], 'Basic realm="api", charset="UTF-8"');
  });

  it('finds the customer by the host where no user is given', async () => {
    const [slug, token] = api.ada.pair.split(':') as [string, string];
    const ask = async (host: string, pair: string) => (await api.server.inject({ url: '/manager/api/v1/user_statuses', headers: { host, ...basic(pair) } })).statusCode;
    assert.deepEqual([await ask(`${slug}.desk.example`, `:${token}`), await ask(`${slug}.localhost:3000`, `:${token}`), await ask('other.desk.example', `:${token}`), await ask(`${slug}.desk.example`, `other:${token}`)], [200, 200, 401, 401]);
  });

  it('says in its own shape that a path, a method or a parameter is wrong', async () => {
    assert.deepEqual((await api.ada.get('/nothing')).json(), { error: 'Not Found', message: 'There is no such path.', status: 404 });
    const posted = await api.server.inject({ method: 'POST', url: '/manager/api/v1/user_statuses', headers: basic(api.ada.pair) });
    assert.deepEqual([posted.statusCode, posted.json()], [405, { error: 'Method Not Allowed', message: 'This path takes GET, HEAD.', status: 405 }]);
  });

  it('answers the same under /apps/api/v1, the base that the document names', async () => {
    for (const path of [...lists, '/settings/organization']) {
      const [one, two] = await Promise.all([api.ada.get(path), api.ada.get(`//apps/api/v1${path}`)]);
      assert.deepEqual([two.status, two.body], [200, one.body], path);
    }
    assert.deepEqual((await api.ada.get('/settings/organization')).json(), { name: 'Desk', subdomain: api.slug });
  });

  it('lets a customer ask once a second, all of its tokens together, and says when to come back', async () => {
    narrow = await openCcai({ perSecond: 1 });
    const second = narrow.callerOf(await narrow.pairOf(narrow.accountId, narrow.desk.userId));
    assert.equal((await narrow.ada.get('/user_statuses')).status, 200);
    const refused = await second.get('/user_statuses');
    assert.deepEqual([refused.status, refused.headers['retry-after'], refused.json().status], [429, '1', 429]);
    assert.equal((await narrow.eve.get('/user_statuses')).status, 200, 'another customer is not touched');
    narrow.clock.advance(1_000);
    assert.equal((await second.get('/user_statuses')).status, 200);
  });
});
