import assert from 'node:assert/strict';
import { beforeEach, afterEach, describe, it } from 'node:test';
import { createClaim } from '#core/accounts/index.ts';
import { nowText } from '#core/kernel/index.ts';
import { openBrowser } from './browser.ts';
import { canaryPassword } from './furnished-rig.ts';
import { leakSigns } from './leak-signs.ts';
import { openRig, type Rig } from './rig.ts';
import { randomLike } from './things.ts';

const form = { company: 'Alderworks', name: 'Ada', email: 'ada@alder.test', zone: 'UTC', password: canaryPassword };

describe('a server that nobody has claimed', () => {
  let rig: Rig;
  beforeEach(async () => { rig = await openRig(); });
  afterEach(() => rig.close());

  const newLink = async (): Promise<string> => (await createClaim(rig.database, nowText(rig.clock)))!.secret;
  const accounts = async (): Promise<unknown> => rig.hashes.value('SELECT count(*)::int FROM accounts');
  const users = async (): Promise<unknown> => rig.hashes.value('SELECT count(*)::int FROM users');

  async function openForm(secret: string) {
    const browser = openBrowser(rig.server);
    const page = await browser.get(`/claim/${secret}`);
    return { browser, page };
  }

  it('the link makes one account and is worth nothing afterwards, for anybody', async () => {
    const secret = await newLink();
    const { browser, page } = await openForm(secret);
    assert.equal(page.status, 200);
    const other = (await openForm(secret)).browser;
    const claimed = await browser.post(`/claim/${secret}`, form);
    assert.deepEqual([claimed.status, claimed.headers['location'], await accounts()], [303, '/', 1]);
    assert.equal((await browser.get('/')).status, 200, 'signed in');
    for (const one of [browser, other]) {
      assert.equal((await one.get(`/claim/${secret}`)).status, 410);
      assert.equal((await one.post(`/claim/${secret}`, { ...form, email: 'eve@evil.test' })).status, 410);
    }
    assert.deepEqual([await accounts(), await users()], [1, 1]);
    assert.equal(await createClaim(rig.database, nowText(rig.clock)), null, 'a claimed server makes no link');
  });

  it('two at once make exactly one account, and the loser no user', async () => {
    const secret = await newLink();
    const browsers = await Promise.all(Array.from({ length: 6 }, async () => (await openForm(secret)).browser));
    const answers = await Promise.all(browsers.map((browser, at) => browser.post(`/claim/${secret}`, { ...form, email: `racer${at}@alder.test`, company: `Racer ${at}` })));
    assert.deepEqual(answers.map(({ status }) => status).sort((a, b) => a - b), [303, 410, 410, 410, 410, 410]);
    assert.deepEqual([await accounts(), await users()], [1, 1]);
  });

  it('a link ends after a day, and when a newer one is made', async () => {
    const first = await newLink();
    const second = await newLink();
    assert.equal((await openForm(first)).page.status, 410, 'replaced');
    const { browser, page } = await openForm(second);
    assert.equal(page.status, 200);
    rig.clock.advance(24 * 3_600_000 + 1);
    assert.equal((await browser.post(`/claim/${second}`, form)).status, 410, 'too old, though the form was open');
    assert.equal(await accounts(), 0);
  });

  it('a guess looks the same as a used or an old link, and is not repeated by the page', async () => {
    const secret = await newLink();
    const { browser } = await openForm(secret);
    const guesses = [randomLike(secret), `${secret}A`, secret.slice(0, -1), secret.toUpperCase(), 'null', 'undefined', '0', '[]', '{}', 'true', '%20', encodeURIComponent(`${secret} `), encodeURIComponent("' OR 1=1 --"), 'A'.repeat(43), 'x'.repeat(400)];
    const bodies = new Set<string>();
    for (const guess of guesses) {
      for (const answer of [await browser.get(`/claim/${guess}`), await browser.post(`/claim/${guess}`, form)]) {
        assert.equal(answer.status, 410, guess.slice(0, 30));
        bodies.add(answer.body.replaceAll(/nonce-[\w+/=]+|nonce="[^"]*"/g, ''));
        assert.ok(!answer.body.includes(secret) && leakSigns(answer.body).length === 0);
      }
    }
    assert.equal(bodies.size, 1, 'one page for all');
    assert.deepEqual([await accounts(), await users()], [0, 0]);
    assert.equal((await browser.get('/')).body.includes(secret), false, 'the start page does not tell the link');
  });

  it('nothing but the link makes an account', async () => {
    await newLink();
    const browser = openBrowser(rig.server);
    await browser.get('/login');
    const paths = [...rig.routes].filter((route) => !/^(?:GET|HEAD) /.test(route)).map((route) => route.split(' ') as ['POST', string]);
    assert.ok(paths.length >= 6);
    for (const [method, path] of [...paths, ['POST', '/claim'], ['POST', '/claim/'], ['POST', '/'], ['PUT', '/claim/x'], ['POST', '/setup'], ['POST', '/api/accounts'], ['POST', '/platform/api/v1/accounts']] as ['POST', string][]) {
      const url = path.replace(':secret', 'A'.repeat(43)).replace(':id', '1');
      await browser.post(url, form);
      await rig.ask({ method, path: url, json: form });
    }
    assert.deepEqual([await accounts(), await users()], [0, 0]);
  });

  it('a form of another site is refused and leaves the link good', async () => {
    const secret = await newLink();
    const { browser } = await openForm(secret);
    const url = `/claim/${secret}`;
    const forged: [string, Record<string, string>, Record<string, string>][] = [
      ['cross-site', {}, { 'sec-fetch-site': 'cross-site' }], ['same-site', {}, { 'sec-fetch-site': 'same-site' }], ['typed in', {}, { 'sec-fetch-site': 'none' }], ['an unknown word', {}, { 'sec-fetch-site': 'Same-Origin ' }],
      ['no token', { form_token: '' }, {}], ['a wrong token', { form_token: 'A'.repeat(43) }, {}], ['another browser\'s token', { form_token: (await openForm(secret)).browser.formToken }, {}],
    ];
    for (const [what, fields, headers] of forged) assert.equal((await browser.post(url, { ...form, ...fields }, headers)).status, 403, what);
    // An old browser, without Sec-Fetch-Site: the origin decides, and the token.
    for (const origin of ['https://evil.test', 'null', 'http://desk.example', 'https://desk.example.evil.test', 'https://desk.example:444']) {
      const answer = await rig.server.inject({
        method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded', origin, cookie: [...browser.cookies].map((pair) => pair.join('=')).join('; ') },
        payload: new URLSearchParams({ ...form, form_token: browser.formToken }).toString(),
      });
      assert.equal(answer.statusCode, 403, origin);
    }
    for (const type of ['text/plain', 'multipart/form-data; boundary=x']) {
      assert.equal((await browser.post(url, form, { 'content-type': type, 'sec-fetch-site': 'cross-site' })).status >= 400, true, type);
    }
    assert.equal(await accounts(), 0);
    assert.equal((await browser.post(url, form)).status, 303, 'the right one still does');
  });

  it('wrong input leaves the link good; the password is never repeated, and markup is not obeyed', async () => {
    const secret = await newLink();
    const { browser } = await openForm(secret);
    const wrong: Partial<typeof form>[] = [
      { password: 'short' }, { password: '' }, { password: 'password1234' }, { email: 'not-an-address' }, { email: '' }, { company: '' }, { company: 'x'.repeat(5_000) }, { name: '' }, { zone: 'Nowhere/Land' }, { zone: '+01:00' }, { company: '"><script>alert(1)</script>', zone: 'x' },
      { email: 'a@b.test\r\nbcc: evil@evil.test' }, { name: '\u202eevil\u0007' },
    ];
    for (const fields of wrong) {
      const answer = await browser.post(`/claim/${secret}`, { ...form, ...fields });
      assert.equal(answer.status, 422, JSON.stringify(fields).slice(0, 60));
      assert.ok(!answer.body.includes(canaryPassword) && !answer.body.includes('<script>alert') && leakSigns(answer.body).length === 0, JSON.stringify(fields).slice(0, 60));
    }
    assert.deepEqual([await accounts(), await users()], [0, 0]);
    assert.equal((await browser.post(`/claim/${secret}`, form)).status, 303);
  });

  it('looking at the link, also twice or by a program that prefetches, does not use it up', async () => {
    const secret = await newLink();
    for (let at = 0; at < 3; at += 1) assert.equal((await openForm(secret)).page.status, 200);
    assert.equal((await rig.ask({ method: 'HEAD', path: `/claim/${secret}` })).status, 200);
    assert.equal((await (await openForm(secret)).browser.post(`/claim/${secret}`, form)).status, 303);
  });

  it('neither link, password nor session reaches the log', async () => {
    const secret = await newLink();
    const { browser } = await openForm(secret);
    await browser.post(`/claim/${secret}`, { ...form, password: `${canaryPassword}\0` });
    await browser.post(`/claim/${secret}`, { ...form, email: 'x' });
    await browser.post(`/claim/${secret}?password=${canaryPassword}`, form);
    await browser.signIn(form.email, `${canaryPassword}-wrong`);
    await browser.signIn(form.email, canaryPassword);
    const held = browser.cookies.get('__Host-patchbay') ?? '';
    assert.equal(held.length, 43);
    assert.ok(rig.log.length >= 8);
    for (const canary of [secret, canaryPassword, held, browser.formToken]) assert.ok(!rig.log.join('').includes(canary), canary);
  });
});
