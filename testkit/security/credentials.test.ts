import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addMember, changeRole, disableUser, enableUser, endMember, endSession, revokeToken } from '#core/accounts/index.ts';
import { allPermissions, type Permission } from '#core/kernel/index.ts';
import { shareOfDay, walkedWords } from '#testkit/walks/share-of-day.ts';
import type { Browser } from './browser.ts';
import { cases } from './cases.ts';
import { canaryPassword as canary, dialect, openFurnishedRig, signedIn, type FurnishedRig } from './furnished-rig.ts';
import { apiDoors, doorAt, headersOf, isForbiddenAt } from './doors.ts';
import { leakSigns } from './leak-signs.ts';
import { addPerson, giveToken, giveTokens, roles, type Tokens } from './people.ts';
import { roleMay } from './role-may.ts';
import { mayAsk, type RouteCase } from './route-case.ts';
import { changedTables } from './row-hashes.ts';
import type { Question } from './rig.ts';
import { wrongCredentials } from './wrong-credentials.ts';

const doors = Object.entries(cases).filter(([, one]) => one.door === 'token');
/** Every operation is tried with wrong secrets each day, and every wrong secret at a sixth of them. */
const days = 6;
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

/**
 * Permissions with which a question tells something: just those it needs, and all others together. More permissions never do less, so what all the others
 * together do not open, none of them opens.
 */
function tellingScopes({ needs, needsAlso = [], orNeeds = [] }: RouteCase): Permission[][] {
  if (needs === null && needsAlso.length === 0) return [[allPermissions[0]], [...allPermissions]];
  const ways = needs === null ? [[]] : [needs, ...orNeeds].map((way) => [way]);
  const allBut = (left: readonly Permission[]) => allPermissions.filter((each) => !left.includes(each));
  return [...ways.map((way) => [...new Set([...way, ...needsAlso])]), ...(needs === null ? [] : [allBut(ways.flat())]), ...needsAlso.map((each) => allBut([each]))];
}

describe('credentials', () => {
  let rig: FurnishedRig;
  let owner: Browser;
  const session = (browser: Browser): string => browser.cookies.get('__Host-patchbay') ?? '';
  /** Made anew each time: what may be made once only is called otherwise each time. */
  const questions = (): [string, Question][] => doors.flatMap(([route, { good }]) => (good ? [[route, good(rig.a.things)]] : []));
  before(async () => {
    rig = await openFurnishedRig();
    owner = await signedIn(rig, rig.a.people.owner);
  });
  after(() => rig.close());

  async function unchangedBy(what: string, work: () => Promise<void>): Promise<void> {
    const start = await rig.hashes.of(rig.a.id);
    await work();
    assert.deepEqual(changedTables(start, await rig.hashes.of(rig.a.id)), [], what);
  }

  async function isShut(question: Question, headers: Readonly<Record<string, string>>, what: string): Promise<void> {
    const { status, headers: answered, body } = await rig.ask(question, headers);
    const { unauthenticated } = doorAt(question.path);
    assert.deepEqual([status, body, answered['www-authenticate'], answered['cache-control']], [unauthenticated.status, unauthenticated.body, unauthenticated.challenge, 'private, no-store'], what);
  }

  it('a wrong secret opens no operation, whatever it looks like, and changes nothing', async (context) => {
    const { a, database } = rig;
    const wrong = new Map(apiDoors.map((door) => [door, wrongCredentials(a.people.owner.tokens[door.dialect]!, session(owner), door)]));
    for (const [door, list] of wrong) {
      const revoked = await giveToken(database, a, { userId: a.ownerId, dialect: door.dialect });
      await database.withAccount(a.id, (tx) => revokeToken(tx, a.act, revoked.id));
      const expired = await giveToken(database, a, { userId: a.ownerId, dialect: door.dialect, expiresAt: '2024-05-06T12:00:01.000Z' });
      const secrets: Record<string, string> = { revoked: revoked.secret, expired: expired.secret };
      for (const { dialect: other } of [{ dialect: 'liveagent' }, ...apiDoors.filter((each) => each !== door)]) secrets[`for ${other}`] = (await giveToken(database, a, { userId: a.ownerId, dialect: other })).secret;
      for (const [name, secret] of Object.entries(secrets)) list.push({ name, headers: door.headersOf(secret) });
    }
    const lives = async (): Promise<void> => assert.equal((await owner.get('/')).status, 200, 'the session lives, so it could open something');
    await unchangedBy('wrong secrets', async () => {
      for (const [at, [route, question]] of questions().entries()) {
        if (at % 20 === 0) await lives();
        for (const { name, headers, query = [] } of shareOfDay(wrong.get(doorAt(question.path))!, { days, about: route })) await isShut({ ...question, query: [...question.query ?? [], ...query] }, headers, `${route}: ${name}`);
      }
      await lives();
    });
    context.diagnostic(`${[...wrong].map(([door, list]) => `${door.dialect}: ${list.length}`).join(', ')} wrong secrets at ${doors.length} operations, ${walkedWords}, all refused`);
  });

  it('a secret in the body opens nothing', async () => {
    const token = rig.a.people.owner.token;
    await isShut({ method: 'POST', path: '/api/logs/conversations/mark-closed', json: { ids: [1], token, api_key: token, access_token: token } }, {}, 'JSON');
    await isShut({ method: 'POST', path: '/api/logs/conversations/mark-closed', form: [['ids[]', '1'], ['token', token]] }, {}, 'a form');
  });

  it('the door comes before everything else: without a secret even unreadable input is only unauthenticated', async () => {
    await isShut({ method: 'POST', path: '/api/logs/conversations/mark-closed', json: { ids: 'x' } }, {}, 'invalid');
    await isShut({ method: 'GET', path: '/api/logs/conversations', query: [['per_page', 'x']] }, {}, 'invalid query');
  });

  it('each role does what it may, and nothing of what it may not', async (context) => {
    let calls = 0;
    const problems: string[] = [];
    let before = await rig.hashes.of(rig.a.id);
    for (const [route, one] of doors) {
      const { status, writes, good, orElse = [] } = one;
      for (const role of good ? shareOfDay(roles.toReversed(), { days: 2, about: route }) : []) {
        const question = good!(rig.a.things);
        const answer = await rig.ask(question, headersOf(rig.a.people[role], question.path));
        const now = await rig.hashes.of(rig.a.id);
        const changed = changedTables(before, now);
        before = now;
        calls += 1;
        const may = mayAsk(one, (permission) => roleMay(role, permission));
        const said = `${route} as ${role}: ${answer.status} ${answer.body.slice(0, 200)}`;
        if (may ? ![status, ...orElse].includes(answer.status) : !isForbiddenAt(question.path, answer)) problems.push(said);
        if (!may && changed.length > 0) problems.push(`${route} as ${role}, who may not, changed ${changed.join()}`);
        const others = changed.filter((table) => !writes.includes(table));
        if (others.length > 0) problems.push(`${route} as ${role} changed more than it should: ${others.join()}`);
      }
    }
    assert.deepEqual(problems, []);
    context.diagnostic(`${calls} calls: ${doors.length} operations, ${roles.length} roles, ${walkedWords}`);
  });

  it('a token opens exactly what its permissions are for: with those that are needed it does, with all others together it does not', async (context) => {
    const { a, database } = rig;
    let calls = 0;
    const problems: string[] = [];
    const made = new Map<string, Promise<Tokens>>();
    const tokensWith = (scopes: readonly Permission[]): Promise<Tokens> => {
      const tokens = made.get(scopes.join()) ?? giveTokens(database, a, { userId: a.ownerId, scopes });
      made.set(scopes.join(), tokens);
      return tokens;
    };
    for (const [route, one] of doors) {
      for (const scopes of one.good ? tellingScopes(one) : []) {
        const question = one.good!(a.things);
        const answer = await rig.ask(question, headersOf({ tokens: await tokensWith(scopes) }, question.path));
        calls += 1;
        const may = mayAsk(one, (permission) => scopes.includes(permission)) && !one.givesRights;
        if (may ? ![one.status, ...one.orElse ?? []].includes(answer.status) : !isForbiddenAt(question.path, answer)) problems.push(`${route} with ${scopes.length > 5 ? `all but ${allPermissions.filter((each) => !scopes.includes(each)).join()}` : scopes.join()}: ${answer.status} ${answer.body.slice(0, 200)}`);
      }
    }
    assert.deepEqual(problems, []);
    assert.ok(calls >= doors.length * 1.5, String(calls));
    context.diagnostic(`${calls} calls with ${made.size} sets of permissions, ${doors.length} operations`);
  });

  it('a token never does more than its maker\'s role, whatever its scopes say', async () => {
    const { a } = rig;
    const tokens = await giveTokens(rig.database, a, { userId: a.people['read-only'].userId, scopes: ['settings.write', 'conversations.close', 'reports.read'] });
    for (const [route, question] of questions()) {
      const { status } = cases[route]!;
      const may = mayAsk(cases[route]!, (permission) => permission === 'reports.read');
      const answer = await rig.ask(question, headersOf({ tokens }, question.path));
      assert.ok(may ? answer.status === status : isForbiddenAt(question.path, answer), `${route}: ${answer.status} ${answer.body.slice(0, 200)}`);
    }
  });

  it('whoever is removed or disabled is out at once, by token and by session', async () => {
    const { a, database } = rig;
    const person = await addPerson(database, a, { name: 'leaver', role: 'agent', password: canary, dialect });
    const path = '/api/logs/conversations';
    const isIn = async (secret: string) => (await rig.ask({ method: 'GET', path }, bearer(secret))).status;
    const change = (work: Parameters<typeof database.withAccount<void>>[1]) => database.withAccount(a.id, work);

    const first = await signedIn(rig, person);
    assert.deepEqual([await isIn(person.token), (await first.get('/')).status], [200, 200]);
    await change((tx) => disableUser(tx, a.act, person.userId));
    assert.deepEqual([await isIn(person.token), (await first.get('/')).status], [401, 303], 'disabled');
    await change((tx) => enableUser(tx, a.act, person.userId));
    assert.deepEqual([await isIn(person.token), (await first.get('/')).status], [200, 303], 'enabled: tokens work again, sessions do not');

    const second = await signedIn(rig, person);
    await change((tx) => endMember(tx, a.act, person.userId));
    assert.deepEqual([await isIn(person.token), (await second.get('/')).status, (await second.signIn(person.email, canary)).status], [401, 303, 401], 'removed');
    await change((tx) => addMember(tx, a.act, { userId: person.userId, role: 'agent' }));
    assert.deepEqual([await isIn(person.token), (await second.get('/')).status], [401, 303], 'a member again: old tokens and sessions stay dead');
  });

  it('another role counts at the next request, and an account that was deleted opens to nobody', async () => {
    const { b, database } = rig;
    const { token, userId } = b.people.agent;
    const patch = async () => (await rig.ask(cases['PATCH /api/tools/settings/reply-time-goals']!.good!(b.things), bearer(token))).status;
    const browser = await signedIn(rig, b.people.agent);
    assert.equal(await patch(), 403);
    await database.withAccount(b.id, (tx) => changeRole(tx, b.act, { userId, role: 'administrator' }));
    assert.deepEqual([await patch(), (await browser.get('/')).status], [200, 303], 'rights grow: the token has them, the session begins anew');
    await database.withAccount(b.id, (tx) => changeRole(tx, b.act, { userId, role: 'read-only' }));
    assert.equal(await patch(), 403);
    const owner = await signedIn(rig, b.people.owner);
    await rig.hashes.run('UPDATE accounts SET deleted_at = now() WHERE id = $1', [b.id]);
    assert.deepEqual([await patch(), (await owner.get('/')).status, (await owner.signIn(b.people.owner.email, canary)).status], [401, 303, 401]);
  });

  it('pages of a signed-in browser: nobody without a live session, and each role what it may', async () => {
    const { a, database } = rig;
    const ended = await signedIn(rig, a.people.agent);
    await endSession(database, { secret: session(ended), now: '2024-05-20T00:00:00.000Z' });
    const secrets = [rig.a.people.owner.token, session(ended), `${session(owner).slice(0, -2)}xx`, 'true', 'A'.repeat(43), ''];
    const sessionRoutes = ['/tokens', `/tokens/${a.things.tokenId}/revoke`, '/demo'];
    await unchangedBy('pages without a session', async () => {
      for (const secret of secrets) {
        ended.cookies.set('__Host-patchbay', secret);
        const home = await ended.get('/');
        assert.deepEqual([home.status, home.headers['location']], [303, '/login'], secret.slice(0, 8));
        for (const path of sessionRoutes) {
          const answer = await ended.post(path, { dialect, name: 'x' });
          assert.deepEqual([answer.status, answer.headers['location']], [303, '/login'], `${path} ${secret.slice(0, 8)}`);
        }
      }
    });
    for (const role of ['agent', 'read-only'] as const) {
      const browser = await signedIn(rig, a.people[role]);
      await unchangedBy(`${role}: the demo, and another's token`, async () => {
        for (const path of ['/demo', `/tokens/${a.things.tokenId}/revoke`]) {
          const answer = await browser.post(path, {});
          assert.deepEqual([answer.status, leakSigns(answer.body)], [403, []], `${role} ${path}`);
        }
      });
      assert.equal((await browser.post('/tokens', { dialect, name: 'own' })).status, 200, `${role} makes a token of its own`);
    }
  });

  it('no password or token reaches the log, the database in the clear, or another answer', async () => {
    const secrets = [canary, ...Object.values(rig.a.people.owner.tokens), ...Object.values(rig.b.people.owner.tokens), session(owner)];
    const lines = rig.log.join('');
    assert.ok(rig.log.length > 500, String(rig.log.length));
    for (const secret of secrets) assert.ok(!lines.includes(secret), `the log holds ${secret.slice(0, 12)}`);
    const tables = await rig.hashes.value("SELECT array_agg(relname::text) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')") as string[];
    for (const table of tables) {
      const found = await rig.hashes.value(`SELECT count(*)::int FROM ${table} t WHERE EXISTS (SELECT FROM unnest($1::text[]) s WHERE position(s IN t::text) > 0)`, [secrets]);
      assert.equal(found, 0, `${table} holds a secret in the clear`);
    }
  });
});
