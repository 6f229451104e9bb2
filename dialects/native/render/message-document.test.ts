import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { foldHtmlQuote } from './fold-html-quote.ts';
import { documentHeaders, messageDocument } from './message-document.ts';

const options = { filesUrl: 'https://desk.example/files', links: new Map(), withRemoteImages: false };
const documentOf = (html: string | null, more: object = {}): string => messageDocument({ html, text: 'text' }, { ...options, ...more });

test('the quote at the end folds with everything in it; one between words, one alone and one under a picture stay', () => {
  assert.equal(foldHtmlQuote('<div>Yes</div><div>On Monday Bo wrote:</div><blockquote type="cite">a<blockquote>b</blockquote></blockquote><br />&nbsp;'), '<div>Yes</div><div>On Monday Bo wrote:</div><br />&nbsp;');
  assert.equal(foldHtmlQuote('<div>Yes<blockquote>a</blockquote></div>'), '<div>Yes</div>');
  for (const open of ['<blockquote>a</blockquote>Yes', '<div> </div><blockquote>a</blockquote>', 'Yes<blockquote>a</blockquote><img />', 'Yes', 'Yes<blockquote>a', 'a &lt;blockquote&gt; b &lt;/blockquote&gt;']) assert.equal(foldHtmlQuote(open), null, open);
  assert.equal(foldHtmlQuote(`Yes${'<blockquote>'.repeat(5_000)}a${'</blockquote>'.repeat(5_000)}`), 'Yes');
});

test('the page is dark only for a mail without colours of its own', () => {
  assert.match(documentOf('<p style="margin: 0">x</p>', { isDark: true }), /color-scheme" content="dark"/);
  for (const html of ['<p style="color: red">x</p>', '<td bgcolor="#fff">x</td>', '<font color="red">x</font>', '<div style="background: #eee">x</div>']) assert.match(documentOf(html, { isDark: true }), /color-scheme" content="light".*background:#fff/s, html);
});

test('nothing in a mail is as tall as the window it stands in', () => {
  assert.match(documentOf('<div style="height: 120vh; min-height: 50.5dvh; width: 10px">90vh</div>'), /<div style="height: auto; min-height: auto; width: 10px">90vh<\/div>/);
});

test('no script and no right to run one unless a measure is asked for; then the one whose hash stands in the policy, twice', () => {
  assert.doesNotMatch(documentOf('<p>x</p>'), /<script|script-src/);
  assert.doesNotMatch(documentHeaders(options)['content-security-policy']!, /script/);
  const measured = documentOf('<p>x</p>', { measures: true });
  const [, script = ''] = /<script>(.*?)<\/script>/s.exec(measured) ?? [];
  const hash = `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
  assert.equal(measured.match(/<script/g)?.length, 1);
  assert.ok(measured.includes(`script-src ${hash};`));
  const policy = documentHeaders({ ...options, measures: true })['content-security-policy']!;
  assert.ok(policy.startsWith('sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox;') && policy.includes(`script-src ${hash};`) && !policy.includes('allow-same-origin'), policy);
});
