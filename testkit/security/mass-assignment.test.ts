import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { goals } from './cases.ts';
import { differences } from './compare-answers.ts';
import { canaryPassword, openFurnishedRig, signedIn, type FurnishedRig } from './furnished-rig.ts';
import { changedTables } from './row-hashes.ts';
import type { Question } from './rig.ts';

const goalsPath = '/api/tools/settings/reply-time-goals';
const closing = '/api/logs/conversations/mark-closed';

describe('fields that nobody asked for', () => {
  let rig: FurnishedRig;
  let extra: Record<string, unknown>;
  before(async () => {
    rig = await openFurnishedRig();
    const accountId = Number(rig.a.things.accountId);
    extra = {
      id: accountId, account_id: accountId, accountId, tenant_id: accountId, company_id: accountId, user_id: rig.a.ownerId, userId: rig.a.ownerId, owner_id: rig.a.ownerId, created_by: rig.a.ownerId,
      role: 'owner', role_id: 1, is_admin: true, permissions: 'all', scopes: ['*'], kind: 'internal-domains', version: 1, valid_from: null, life: 'deleted', turn: 'agent', assignee_id: 1, deleted_at: '2024-01-01T00:00:00Z',
      created_at: '2000-01-01T00:00:00Z', now: '2000-01-01T00:00:00Z', origin: 'import', source: 'system', email_verified: true, password_hash: 'x', smtp_host: 'evil.test', bcc: 'evil@evil.test', _method: 'DELETE',
    };
  });
  after(() => rig.close());

  const bearer = () => ({ authorization: `Bearer ${rig.b.people.owner.token}` });

  /** The answer and the changed tables are those of the same question without the fields. */
  async function isIgnored(what: string, plain: Question, full: Question, allowed: readonly string[]): Promise<void> {
    const [ours, theirs] = [await rig.hashes.of(rig.a.id), await rig.hashes.of(rig.b.id)];
    const expected = await rig.ask(plain, bearer());
    const answer = await rig.ask(full, bearer());
    assert.deepEqual(differences(answer, rig.a.things, expected, rig.a.things), [], what);
    assert.deepEqual(changedTables(ours, await rig.hashes.of(rig.a.id)), [], `${what}: the other account`);
    assert.deepEqual(changedTables(theirs, await rig.hashes.of(rig.b.id)).filter((name) => !allowed.includes(name)), [], `${what}: tables it has no business with`);
  }

  it('goals: ignored in JSON, in a form and in the query', async () => {
    const plain: Question = { method: 'PATCH', path: goalsPath, json: goals };
    const allowed = ['setting_versions', 'audit_log', 'events'];
    const query = Object.entries(extra).map(([name, value]) => [name, String(value)] as const);
    await isIgnored('JSON', plain, { ...plain, json: { ...goals, ...extra } }, allowed);
    await isIgnored('query', plain, { ...plain, query }, allowed);
    const form = [['first_reply_time_goal', '1800'], ['overall_reply_time_goal', '1800'], ['time_to_close_goal', '3600'], ['first_reply_time_goal_bands[]', '60'], ['first_reply_time_goal_bands[]', '120']] as const;
    await isIgnored('form', { method: 'PATCH', path: goalsPath, form }, { method: 'PATCH', path: goalsPath, form: [...form, ...query] }, allowed);
    const stored = await rig.hashes.value("SELECT jsonb_build_object('body', body, 'by', created_by, 'kinds', (SELECT count(*) FROM setting_versions WHERE account_id = $1 AND kind <> 'reply-goals')) FROM setting_versions WHERE account_id = $1 AND kind = 'reply-goals' ORDER BY version DESC LIMIT 1", [rig.b.id]);
    assert.deepEqual(stored, { by: rig.b.ownerId, kinds: 1, body: { firstReply: { goal: 1800, bands: [60, 120] }, overall: { goal: 1800, bands: [] }, close: { goal: 3600, bands: [] } } });
  });

  it('closing: the conversation is closed and nothing else, by the caller, now', async () => {
    const ids = [Number(rig.b.things.conversationId)];
    await isIgnored('JSON', { method: 'POST', path: closing, json: { ids } }, { method: 'POST', path: closing, json: { ids, ...extra } }, ['conversations', 'events']);
    const stored = await rig.hashes.value('SELECT jsonb_build_object(\'life\', life, \'assignee\', assignee_id, \'deleted\', EXISTS (SELECT FROM messages m WHERE m.conversation_id = c.id AND m.deleted_at IS NOT NULL)) FROM conversations c WHERE account_id = $1 AND id = $2', [rig.b.id, ids[0]]);
    assert.deepEqual(stored, { life: 'closed', assignee: null, deleted: false });
    const event = await rig.hashes.value('SELECT jsonb_build_object(\'by\', actor_id, \'origin\', origin, \'source\', source) FROM events WHERE account_id = $1 ORDER BY id DESC LIMIT 1', [rig.b.id]);
    assert.deepEqual(event, { by: rig.b.ownerId, origin: 'live', source: 'api:timetoreply' });
  });

  it('lists: ignored in the query', async () => {
    const plain: Question = { method: 'GET', path: '/api/logs/messages' };
    const { body } = await rig.ask(plain, bearer());
    const { status, body: full } = await rig.ask({ ...plain, query: Object.entries(extra).map(([name, value]) => [name, String(value)] as const) }, bearer());
    const rows = (text: string) => (JSON.parse(text) as { stats: object; messages: { data: object[]; total: number } });
    assert.deepEqual([status, rows(full).stats, rows(full).messages.data, rows(full).messages.total], [200, rows(body).stats, rows(body).messages.data, rows(body).messages.total]);
  });

  it('names that reach into objects are refused', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      const raw = JSON.stringify(goals).replace('{', `{"${name}":{"isAdmin":true},`);
      const answer = await rig.ask({ method: 'PATCH', path: goalsPath, raw }, { ...bearer(), 'content-type': 'application/json' });
      assert.equal(answer.status, 400, name);
    }
    assert.equal(({} as { isAdmin?: unknown }).isAdmin, undefined);
  });

  it('a token made on the page is the maker\'s own, in the maker\'s account', async () => {
    const browser = await signedIn(rig, rig.b.people.agent);
    const start = await rig.hashes.of(rig.a.id);
    const form = Object.fromEntries(Object.entries(extra).map(([name, value]) => [name, String(value)]));
    const answer = await browser.post('/tokens', { ...form, dialect: 'timetoreply', name: 'mine', expires_at: '2000-01-01T00:00:00Z', token_hash: 'x', secret: 'chosen-by-the-caller-0000000000' });
    assert.equal(answer.status, 200);
    const stored = await rig.hashes.value("SELECT jsonb_build_object('account', account_id, 'user', user_id, 'scopes', scopes, 'expires', expires_at) FROM tokens WHERE name = 'mine'");
    assert.deepEqual(stored, { account: rig.b.id, user: rig.b.people.agent.userId, scopes: ['*'], expires: null });
    const secret = /pb_timetoreply_[\w-]{43}/.exec(answer.body)?.[0] ?? '';
    assert.deepEqual([(await rig.ask({ method: 'GET', path: goalsPath }, { authorization: `Bearer ${secret}` })).status,
      (await rig.ask({ method: 'PATCH', path: goalsPath, json: goals }, { authorization: `Bearer ${secret}` })).status], [200, 403], 'an agent\'s token is an agent');
    assert.deepEqual(changedTables(start, await rig.hashes.of(rig.a.id)), []);
  });

  it('signing in leads into an account of one\'s own, whatever the form says', async () => {
    const browser = await signedIn(rig, rig.b.people.agent);
    await browser.get('/login');
    const answer = await browser.post('/login', { email: rig.b.people.agent.email, password: canaryPassword, account_id: rig.a.things.accountId, account: rig.a.things.accountName, user_id: String(rig.a.ownerId), role: 'owner' });
    assert.equal(answer.status, 303);
    const session = await rig.hashes.value('SELECT jsonb_build_object(\'account\', account_id, \'user\', user_id) FROM sessions ORDER BY id DESC LIMIT 1');
    assert.deepEqual(session, { account: rig.b.id, user: rig.b.people.agent.userId });
  });
});
