import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openBrowser } from './browser.ts';
import { differences, type Answer } from './compare-answers.ts';
import { canaryPassword, openFurnishedRig, signedIn, type FurnishedRig } from './furnished-rig.ts';
import { changedTables } from './row-hashes.ts';
import { randomThings } from './things.ts';

const sessionCookie = '__Host-patchbay';

describe('signing in', () => {
  let rig: FurnishedRig;
  before(async () => { rig = await openFurnishedRig(); });
  after(() => rig.close());
  const nextWindow = (): void => { rig.clock.advance(16 * 60_000); };
  const cookiesOf = (answer: Answer): string[] => [answer.headers['set-cookie'] ?? []].flat().map(String);

  it('cookies are for this host only, over https only, unreadable for scripts', async () => {
    const browser = openBrowser(rig.server);
    const form = cookiesOf(await browser.get('/login'));
    assert.match(form[0] ?? '', /^__Host-patchbay-form=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    const answer = await browser.post('/login', { email: rig.a.people.owner.email, password: canaryPassword });
    const [session = ''] = cookiesOf(answer);
    assert.match(session, /^__Host-patchbay=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000; Secure$/);
    assert.equal(answer.headers['strict-transport-security'], 'max-age=31536000');
    assert.equal(answer.headers['cache-control'], 'private, no-store');
  });

  it('a session planted before the sign-in is not kept; each sign-in has a new secret and ends the one before', async () => {
    const browser = await signedIn(rig, rig.a.people.agent);
    const first = browser.cookies.get(sessionCookie)!;
    const victim = openBrowser(rig.server);
    victim.cookies.set(sessionCookie, first);
    await victim.signIn(rig.a.people.administrator.email, canaryPassword);
    assert.notEqual(victim.cookies.get(sessionCookie), first);
    assert.equal((await browser.get('/')).status, 303, 'the planted one is dead');
  });

  it('signing out ends the session on the server, not only in the browser', async () => {
    const browser = await signedIn(rig, rig.a.people.agent);
    const held = browser.cookies.get(sessionCookie)!;
    assert.equal((await browser.post('/logout', {})).status, 303);
    assert.equal(browser.cookies.has(sessionCookie), false);
    browser.cookies.set(sessionCookie, held);
    assert.equal((await browser.get('/')).status, 303);
  });

  it('an idle session ends after a week, any after a month', async () => {
    const idle = await signedIn(rig, rig.a.people.agent);
    rig.clock.advance(7 * 86_400_000 + 60_000);
    assert.equal((await idle.get('/')).status, 303);
    const busy = await signedIn(rig, rig.a.people.agent);
    for (let day = 0; day < 29; day += 3) {
      rig.clock.advance(3 * 86_400_000);
      const expected = day + 3 < 30 ? 200 : 303;
      assert.equal((await busy.get('/')).status, expected, `day ${day + 3}`);
      await new Promise((resolve) => setTimeout(resolve, 20)); // the sight is recorded beside the answer
    }
  });

  it('no form of another site does anything for a signed-in browser', async () => {
    const browser = await signedIn(rig, rig.a.people.owner);
    const start = await rig.hashes.of(rig.a.id);
    for (const path of ['/tokens', `/tokens/${rig.a.things.tokenId}/revoke`, '/demo', '/logout', '/login']) {
      for (const [fields, headers] of [[{}, { 'sec-fetch-site': 'cross-site' }], [{}, { 'sec-fetch-site': 'same-site' }], [{ form_token: '' }, {}], [{ form_token: 'A'.repeat(43) }, {}]] as const) {
        const answer = await browser.post(path, { dialect: 'timetoreply', name: 'forged', email: 'x', password: 'x', ...fields }, headers);
        assert.deepEqual([answer.status, cookiesOf(answer)], [403, []], path);
      }
    }
    assert.deepEqual(changedTables(start, await rig.hashes.of(rig.a.id)), []);
    assert.equal((await browser.get('/')).status, 200);
  });

  it('known and unknown addresses, wrong password or none, are answered alike', async () => {
    nextWindow();
    const browser = openBrowser(rig.server);
    const nobody = randomThings(rig.a.things);
    const answers: Answer[] = [];
    for (const email of [rig.a.things.ownerEmail, nobody.ownerEmail]) {
      await browser.get('/login');
      answers.push(await browser.post('/login', { email, password: 'wrong-password-here' }));
    }
    assert.equal(answers[0]!.status, 401);
    assert.deepEqual(differences(answers[0]!, rig.a.things, answers[1]!, nobody), []);
  });

  it('after ten wrong passwords a stranger waits, also with the right one; waiting helps; a browser that was in before is not locked out', async () => {
    nextWindow();
    const known = await signedIn(rig, rig.b.people.agent);
    const stranger = openBrowser(rig.server);
    const email = rig.b.people.administrator.email;
    const statuses: number[] = [];
    for (let at = 0; at < 12; at += 1) statuses.push((await stranger.signIn(email, `wrong-${at}-password`)).status);
    assert.deepEqual(statuses, [...Array.from({ length: 10 }, () => 401), 429, 429]);
    const refused = await stranger.signIn(email, canaryPassword);
    assert.equal(refused.status, 429);
    assert.match(String(refused.headers['retry-after']), /^\d{1,3}$/);
    rig.clock.advance((Number(refused.headers['retry-after']) + 1) * 1_000);
    assert.equal((await stranger.signIn(email, canaryPassword)).status, 303);

    const other = openBrowser(rig.server);
    for (let at = 0; at < 12; at += 1) await other.signIn(rig.b.people.agent.email, `wrong-${at}-password`);
    assert.equal((await known.signIn(rig.b.people.agent.email, canaryPassword)).status, 303, 'the person\'s own browser');
  });

  it('twenty wrong passwords at once: ten are tried, no more', async () => {
    nextWindow();
    const browsers = await Promise.all(Array.from({ length: 20 }, async () => {
      const browser = openBrowser(rig.server);
      await browser.get('/login');
      return browser;
    }));
    const answers = await Promise.all(browsers.map((browser, at) => browser.post('/login', { email: rig.b.people['read-only'].email, password: `wrong-${at}-password` })));
    const tried = answers.filter(({ status }) => status === 401).length;
    assert.deepEqual([tried, answers.filter(({ status }) => status === 429 || status === 503).length], [10, 10], answers.map(({ status }) => status).join());
  });
});
