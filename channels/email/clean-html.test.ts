import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cleanHtml } from './clean-html.ts';
import { createParsePool, type ParsePool } from './parse/create-parse-pool.ts';

let pool: ParsePool;
before(() => { pool = createParsePool({ threads: 1 }); });
after(() => pool.close());

test('HTML that a person wrote keeps what it says and loses what it could do', async () => {
  const { html, text } = await cleanHtml(pool, '<p>Grüße, <b>Bo</b></p><img src=x onerror=alert(1)><script>alert(2)</script><a href="javascript:alert(3)">x</a>');
  assert.match(html, /<p>Grüße, <b>Bo<\/b><\/p>/);
  assert.doesNotMatch(html, /onerror|script|alert/);
  assert.match(text, /Grüße, Bo/);
});

test('the text of what was written here has its lists, quotes, code and links, line by line', async () => {
  const { text } = await cleanHtml(pool, '<div>Hello</div><div><br></div><ol start="3"><li>one</li><li>two<ul><li>inner</li></ul></li></ol><blockquote><div>said</div><div>more</div></blockquote><pre>a  b\nc</pre><div><a href="https://x.example/y">there</a></div>');
  assert.equal(text, 'Hello\n\n3. one\n4. two\n\n  - inner\n\n> said\n> more\n\na  b\nc\n\nthere <https://x.example/y>');
});

test('a bomb is nothing to show and delays nobody', async () => {
  const { html } = await cleanHtml(pool, '<b>'.repeat(200_000));
  assert.equal(html, '');
  assert.match((await cleanHtml(pool, '<i>next</i>')).html, /next/);
});
