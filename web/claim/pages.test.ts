import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimPage, homePage, noticePage, pagePolicy, signInPage, textsFor, waitingPage } from './index.ts';

const evil = `"><script>x</script>&'`;
const base = { texts: textsFor('de'), nonce: 'bm9uY2U=' };
const pages = {
  claim: claimPage({ ...base, token: evil, values: { company: evil, name: evil, email: evil, zone: evil }, problems: { company: evil, password: evil }, zones: [evil] }),
  home: homePage({
    ...base, token: evil, name: evil, company: evil, slug: evil, address: evil, apis: [{ name: evil, title: evil }], tokens: [{ id: 1, name: evil, dialect: evil, lastUsedAt: null }],
    newToken: { secret: evil, name: evil, tryIt: evil }, problem: evil, demo: { state: 'running', text: evil },
  }),
  signIn: signInPage({ ...base, token: evil, email: evil, wantsCode: true, problem: evil }),
  notice: noticePage({ ...base, title: evil, text: evil, link: { href: '/', text: evil } }),
  waiting: waitingPage({ ...base, address: evil }),
};

test('no value becomes markup on any page', () => {
  for (const [name, page] of Object.entries(pages)) {
    assert.ok(!page.includes('<script>x'), name);
    assert.ok(!page.includes('"><'.concat('script')), name);
  }
});

test('pages load nothing from anywhere, and style and script carry the nonce of the policy', () => {
  for (const [name, page] of Object.entries(pages)) {
    assert.ok(!/\b(?:src|href)="(?!\/|#|data:,)/.test(page), name);
    assert.ok(!/\son\w+=|\sstyle=/.test(page), name);
    for (const tag of page.match(/<(?:script|style)[^>]*>/g) ?? []) assert.ok(tag.includes('nonce="bm9uY2U="'), `${name} ${tag}`);
  }
  assert.match(pagePolicy('bm9uY2U='), /^default-src 'none'; style-src 'nonce-bm9uY2U='; script-src 'nonce-bm9uY2U='.*frame-ancestors 'none'/);
});

test('every input has a label, and every form that changes something its token', () => {
  for (const [name, page] of Object.entries(pages)) {
    for (const [, id] of page.matchAll(/<(?:input|select) id="([^"]+)"/g)) assert.ok(page.includes(`for="${id}"`), `${name} ${id}`);
    const forms = page.match(/<form [^>]*method="post"/g) ?? [];
    assert.equal(page.match(/name="form_token"/g)?.length ?? 0, forms.length, name);
  }
});

test('the language with the highest weight that we have wins, English else', () => {
  const language = (header: string | undefined): string => textsFor(header).language;
  assert.equal(language('de-AT,de;q=0.9,en;q=0.8'), 'de');
  assert.equal(language('fr, en;q=0.5, de;q=0.7'), 'de');
  assert.equal(language('de;q=0, *'), 'en');
  assert.equal(language('en-GB,de'), 'en');
  assert.equal(language('constructor, x;q=zz'), 'en');
  assert.equal(language(undefined), 'en');
});
