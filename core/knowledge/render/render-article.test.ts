import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { payloads } from '#testkit/xss/payloads.ts';
import { createArticleRenderer, type ArticleRenderer } from './article-renderer.ts';
import { renderArticle } from './render-article.ts';

let renderer: ArticleRenderer;
before(() => { renderer = createArticleRenderer(); });
after(() => renderer.close());

const base = '/hc/acme/files';
const key = 'AAAAAAAAAAAAAAAAAAAAAA';

test('Markdown becomes HTML with headings that can be linked to, each by an id of its own', () => {
  const { html, headings } = renderArticle('# Top\n\n## Größe & `code`\n\n## Größe & code\n\nSee [there](#h-top).\n\n- [x] done\n\n| a | b |\n|---|:-:|\n| 1 | 2 |', base);
  assert.deepEqual(headings, [{ id: 'h-top', level: 2, text: 'Top' }, { id: 'h-grosse-code', level: 2, text: 'Größe & code' }, { id: 'h-grosse-code-2', level: 2, text: 'Größe & code' }]);
  assert.match(html!, /<h2 id="h-grosse-code">Größe &amp; <code>code<\/code><\/h2>/);
  assert.match(html!, /<a href="#h-top">there<\/a>/);
  assert.match(html!, /☑ done/);
  assert.match(html!, /<td align="center">2<\/td>/);
});

test('pictures are those of the site; what lies elsewhere is linked to, not loaded', () => {
  const { html } = renderArticle(`![Own](/files/${key}/own.png)\n\n![Far](https://canary.test/1.png)\n\n![Bad](javascript:x)\n\n![Data](data:image/png;base64,AAAA)\n\n<img src="/hc/other/files/x">`, base);
  assert.match(html!, new RegExp(`<img src="${base}/${key}" alt="Own" loading="lazy" />`));
  assert.match(html!, /<a href="https:\/\/canary\.test\/1\.png" rel="noopener noreferrer">Far<\/a>/);
  assert.equal(html!.match(/<img/g)?.length, 1);
});

test('links go to the web, to mail and phones, to places of this host; no other scheme, no other host in disguise', () => {
  for (const [href, kept] of [['https://x.test/a', true], ['mailto:a@b.test', true], ['tel:+491', true], ['/hc/acme/en', true], ['#h-a', true], ['//evil.test', false], ['/\\evil.test', false], ['jav&#x09;ascript:1', false], ['JaVaScRiPt:1', false], ['data:text/html,x', false], ['vbscript:x', false], ['\u0001javascript:1', false]] as const) {
    const { html } = renderArticle(`<a href="${href}">x</a>`, base);
    assert.equal(html!.includes('href='), kept, `${href}: ${html}`);
  }
});

test('nothing of the corpus is left that runs, loads, styles, names or frames anything', async () => {
  const allowed = /^(?:href|title|rel|src|alt|loading|colspan|rowspan|scope|align|start|reversed|dir|lang|id)$/;
  const elements = new Set(['a', 'abbr', 'b', 'bdi', 'bdo', 'blockquote', 'br', 'caption', 'cite', 'code', 'dd', 'del', 'dfn', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'mark', 'ol', 'p', 'pre', 'q', 's', 'samp', 'small', 'span', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'u', 'ul', 'var', 'wbr']);
  for (const { number, text } of payloads) {
    for (const markdown of [text, `a ${text} b`, `> - ${text}\n\n[x](<${text}> "${text}")`]) {
      const { html } = await renderer.render(markdown, base);
      for (const [, name, attributes] of (html ?? '').matchAll(/<\/?([a-zA-Z][^\s/>]*)((?:[^>"]|"[^"]*")*)>/g)) {
        assert.ok(elements.has(name!), `${number}: <${name}> of ${markdown.slice(0, 80)}`);
        for (const [, attribute, value = ''] of attributes!.matchAll(/\s([^\s=/>]+)(?:="([^"]*)")?/g)) {
          assert.match(attribute!, allowed, `${number}: ${attribute} of ${markdown.slice(0, 80)}`);
          if (attribute === 'src') assert.ok(value.startsWith(`${base}/`), `${number}: ${value}`);
          if (attribute === 'id') assert.match(value, /^h-/);
          if (attribute === 'href') assert.match(value, /^(?:https?:|mailto:|tel:|\/(?!\/)|#)/i, `${number}: ${value}`);
        }
      }
    }
  }
});

test('what is too large or too deep is not rendered, what takes too long is given up, and the next one is rendered', async () => {
  assert.equal((await renderer.render('<b>'.repeat(60_000), base)).html, null);
  assert.equal((await renderer.render('x\n\n'.repeat(120_000), base)).html, null);
  const impatient = createArticleRenderer({ timeoutMs: 1, startTimeoutMs: 0 });
  try {
    assert.equal((await impatient.render('x', base)).html, null);
  } finally {
    await impatient.close();
  }
  assert.match((await renderer.render('*next*', base)).html ?? '', /<em>next<\/em>/);
});
