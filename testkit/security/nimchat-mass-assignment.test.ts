import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createDialects } from '#server/dialects.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { headersOf } from './doors.ts';
import { openFurnishedRig, type FurnishedRig } from './furnished-rig.ts';
import { cases } from './cases.ts';
import type { Question } from './rig.ts';
import { changedTables } from './row-hashes.ts';

interface Node { readonly properties?: Readonly<Record<string, Node>>; readonly items?: Node }

const operations = createDialects(noOutside()).find(({ name }) => name === 'nimchat')!.operations;
// Not those with a door of their own (platform.test.ts, public.test.ts), nor the one that would ask a program outside (hooks.test.ts).
const writing = operations.filter((operation) => operation.method !== 'GET' && operation.schemas.body && operation.door === undefined && !Object.hasOwn(operation, 'handleOpen') && operation.id !== 'integrations.hooks.process-event');
const routeOf = (method: string, path: string): string => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;

/** Values that would be seen wherever they were written. */
const day = '2001-02-03';
const evil = 'evil-canary.test';

describe('fields that nobody asked for, in the API of nimchat', () => {
  let rig: FurnishedRig;
  let extra: Record<string, unknown>;
  before(async () => {
    rig = await openFurnishedRig();
    const accountId = Number(rig.a.things.accountId);
    extra = {
      id: accountId, uuid: evil, account_id: accountId, accountId, user_id: rig.a.ownerId, userId: rig.a.ownerId, agent_id: Number(rig.a.things.agentId), agentId: Number(rig.a.things.agentId), sender_id: Number(rig.a.things.agentId), sender_type: 'Contact',
      contact_id: Number(rig.a.things.contactId), conversation_id: Number(rig.a.things.conversationId), inbox_id: Number(rig.a.things.channelId), channel_id: Number(rig.a.things.channelId), channelId: Number(rig.a.things.channelId), team_id: Number(rig.a.things.teamId),
      role: 'owner', custom_role_id: 1, is_admin: true, type: evil, permissions: 'all', scopes: ['*'], life: 'deleted', turn: 'none', handler: 'bot', direction: 'incoming', status: 'resolved', deleted_at: `${day}T00:00:00Z`, deletedAt: `${day}T00:00:00Z`,
      created_at: `${day}T00:00:00Z`, createdAt: `${day}T00:00:00Z`, at: `${day}T00:00:00Z`, updated_at: `${day}T00:00:00Z`, now: `${day}T00:00:00Z`, last_activity_at: 981158400, origin: 'import', source: evil, source_id: evil, is_bot: true, isBot: true, is_automatic: true, legal_hold: true,
      html: `<b>${evil}</b>`, mail_id: `x@${evil}`, in_reply_to: `x@${evil}`, to: [{ address: `x@${evil}` }], cc: `x@${evil}`, bcc: [`x@${evil}`], cc_emails: `x@${evil}`, bcc_emails: `x@${evil}`, to_emails: `x@${evil}`, from: `x@${evil}`, undoSeconds: 60, sendAt: `${day}T00:00:00Z`,
      smtp_host: evil, host: evil, password: evil, password_hash: evil, email_verified: true, confirmed: true, access_token: evil, hmac_token: evil, body: { dialect: evil }, dialect: evil, noun: evil, _method: 'DELETE',
    };
  });
  after(() => rig.close());

  const ask = (question: Question) => rig.ask(question, headersOf(rig.b.people.owner, question.path));

  /** Beside what the schema knows, at every level of it that is not free. */
  function withExtra(node: Node | undefined, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => withExtra(node?.items, each));
    if (typeof value !== 'object' || value === null || !node?.properties) return value;
    const known = node.properties;
    const own = Object.entries(value).map(([name, each]) => [name, withExtra(known[name], each)] as const);
    return { ...Object.fromEntries(Object.entries(extra).filter(([name]) => !Object.hasOwn(known, name))), ...Object.fromEntries(own) };
  }

  /** Tables of the account with a row that holds a canary. */
  async function tainted(tables: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const table of tables) {
      const own = table === 'users' ? 't.id IN (SELECT user_id FROM memberships WHERE account_id = $1)' : 't.account_id = $1';
      const rows = await rig.hashes.value(`SELECT to_jsonb(count(*)) FROM "${table}" t WHERE ${own} AND (to_jsonb(t)::text LIKE $2 OR to_jsonb(t)::text LIKE $3)`, [rig.b.id, `%${day}%`, `%${evil}%`]);
      if (rows !== 0) found.push(table);
    }
    return found;
  }

  it('there is a case for everything that takes a body', () => {
    assert.ok(writing.length >= 25, String(writing.length));
    assert.deepEqual(writing.map(({ method, path }) => routeOf(method, path)).filter((route) => !cases[route]?.good), []);
  });

  for (const { method, path, schemas } of writing) {
    const route = routeOf(method, path);
    it(`${route}: they change nothing`, async () => {
      const one = cases[route]!;
      const plain = one.good!(rig.b.things);
      const [ours, theirs] = [await rig.hashes.of(rig.a.id), await rig.hashes.of(rig.b.id)];
      const full = { ...plain, json: withExtra(schemas.body as Node, plain.json) as Record<string, unknown> };
      assert.ok(Object.keys(full.json).length > 40, 'they are sent');
      const answer = await ask(full);
      assert.equal(answer.status, one.status, answer.body);
      assert.ok(!answer.body.includes(evil) && !answer.body.includes(day), answer.body);
      const changed = changedTables(theirs, await rig.hashes.of(rig.b.id));
      assert.deepEqual(changedTables(ours, await rig.hashes.of(rig.a.id)), [], 'the other account');
      assert.deepEqual(changed.filter((name) => !one.writes.includes(name)), [], 'tables it has no business with');
      assert.deepEqual(await tainted(changed), []);
    });
  }

  it('a message is the caller\'s own, of now, to whom it answers and nobody else', async () => {
    const { conversationId, customer } = rig.b.things;
    const answer = await ask({ method: 'POST', path: `/api/v1/accounts/${rig.b.id}/conversations/${conversationId}/messages`, json: { ...extra, content: 'Mine' } });
    assert.equal(answer.status, 200, answer.body);
    const { id } = JSON.parse(answer.body) as { id: number };
    const stored = await rig.hashes.value(`
      SELECT jsonb_build_object('user', m.user_id, 'conversation', m.conversation_id::text, 'direction', m.direction, 'bot', m.is_bot, 'automatic', m.is_automatic, 'html', b.html, 'to', (SELECT jsonb_agg(r.address) FROM outgoing_recipients r WHERE r.message_id = m.id),
        'origin', (SELECT jsonb_agg(DISTINCT e.origin || ' ' || e.source) FROM events e WHERE e.account_id = $1 AND e.message_id = m.id), 'made', (SELECT o.send_after = o.created_at FROM outgoing_mails o WHERE o.message_id = m.id))
      FROM messages m JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id WHERE m.account_id = $1 AND m.id = $2`, [rig.b.id, id]);
    assert.deepEqual(stored, { user: rig.b.ownerId, conversation: conversationId, direction: 'outgoing', bot: false, automatic: false, html: null, to: [customer], origin: ['live api:nimchat'], made: true });
  });

  it('somebody added is what the field for it says, and no more', async () => {
    const answer = await ask({ method: 'POST', path: `/api/v1/accounts/${rig.b.id}/agents`, json: { ...extra, name: 'New', email: 'new@made.test', role: 'agent' } });
    assert.equal(answer.status, 200, answer.body);
    const stored = await rig.hashes.value(`
      SELECT jsonb_build_object('roles', (SELECT jsonb_agg(r.name) FROM memberships m JOIN roles r ON r.account_id = m.account_id AND r.id = m.role_id WHERE m.user_id = u.id), 'accounts', (SELECT jsonb_agg(m.account_id) FROM memberships m WHERE m.user_id = u.id), 'password', u.password_hash)
      FROM users u WHERE u.email = 'new@made.test'`);
    assert.deepEqual(stored, { roles: ['agent'], accounts: [rig.b.id], password: null });
    assert.equal((await ask({ method: 'POST', path: `/api/v1/accounts/${rig.b.id}/agents`, json: { name: 'More', email: 'more@made.test', role: 'owner' } })).status, 422, 'and the field takes no more');
  });

  it('lists: ignored in the query', async () => {
    for (const noun of ['conversations', 'contacts', 'inboxes', 'agents', 'teams']) {
      const path = `/api/v1/accounts/${rig.b.id}/${noun}`;
      const known = (operations.find((operation) => operation.method === 'GET' && operation.path === `/api/v1/accounts/{account_id}/${noun}`)!.schemas.query as Node | undefined)?.properties ?? {};
      const query = Object.entries(extra).filter(([name]) => !Object.hasOwn(known, name)).map(([name, value]) => [name, String(value)] as const);
      const [plain, full] = [await ask({ method: 'GET', path }), await ask({ method: 'GET', path, query })];
      assert.deepEqual([full.status, full.body], [200, plain.body], noun);
    }
  });

  it('the check of rows notices: a canary in a field that is asked for is found', async () => {
    const answer = await ask({ method: 'POST', path: `/api/v1/accounts/${rig.b.id}/contacts`, json: { name: evil, email: 'seen@made.test' } });
    assert.equal(answer.status, 200, answer.body);
    assert.deepEqual(await tainted(['contacts', 'teams']), ['contacts']);
  });

  it('names that reach into objects are refused', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      const question: Question = { method: 'POST', path: `/api/v1/accounts/${rig.b.id}/contacts`, raw: `{"${name}":{"isAdmin":true},"name":"Made"}` };
      const answer = await rig.ask(question, { ...headersOf(rig.b.people.owner, question.path), 'content-type': 'application/json' });
      assert.equal(answer.status, 400, name);
    }
    assert.equal(({} as { isAdmin?: unknown }).isAdmin, undefined);
  });
});
