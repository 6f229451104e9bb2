import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fragment, type Mark, type Node } from 'prosemirror-model';
import { renderArticle } from '#core/knowledge/render/render-article.ts';
import { payloads } from '#testkit/xss/payloads.ts';
import { articleSchema } from './article-schema.ts';
import { openRich, seen } from './open-rich.ts';
import { writeMarkdown } from './write-markdown.ts';

const key = 'AAAAAAAAAAAAAAAAAAAAAA';
const html = (markdown: string): string | null => renderArticle(markdown, '/hc/x/files').html;
const render = (markdown: string): Promise<string | null> => Promise.resolve(html(markdown));

test('what the rich editor opens comes back from it as the same page for readers', async () => {
  for (const markdown of [
    '', 'One line', 'Two\nlines of one paragraph', 'a  \nb\\\nc', '# Top\n\n## Second\n\n###### Sixth', 'Setext\n===\n\nand\n---\n\nmore', '## Ends with C#', '**bold** and __bold__, *it* and _it_, ***both***, ~~gone~~, `code`',
    '**bold *within* it** and *it **within** it*', 'snake_case_name and 2*3*4', 'a*b*c **"x"**y', 'Hinweis:**fett!**weiter', '[a link](https://x.test/a_b?c=1&copy=2 "its \\"title\\"")', '[**bold link**](https://x.test) and **[link in bold](/hc/a)**',
    'https://x.test/a_b_c*d and <https://y.test/q?x=1>, or www.z.test.', 'mail bo@x.test', '[round (brackets)](https://x.test/a_(b))', '[up](#h-top)', `![steps](/files/${key}/steps.png "A title")`, `[![steps](/files/${key}/s.png)](https://x.test)`,
    '![far away](https://elsewhere.test/1.png)', '- a\n- b\n- c', '* a\n* b', '+ a', '- a\n\n- b', '1. a\n2. b', '7) a\n8) b', '9. a\n10. b\n11. c', '0. zero', '- a\n  - b\n    - c\n- d', '1. a\n   - b\n\n   c\n2. d', '- a\n  > said\n- b', '1. Do this:\n   ```\n   npm ci\n   ```\n   then that\n2. Done',
    '- a\n\n* b\n\n- c', '1. a\n\n1) b', '> a\n> b\n>\n> c', '> a\n\n> b', '> - a\n> - b\n>\n> > deeper', '```js\nconst a = `x`;\n\n  b\n```', '````\n```\ninner\n```\n````', '    indented\n\n    code', 'a\n\n---\n\nb', '- ***\n- b', '- # heading in a list', '- ```\n  code\n  ```',
    'escaped \\*stars\\*, \\_lines\\_, \\[brackets\\](x), 1\\. no list, \\# none', '1\\. no list', '\\- no list', '\\> no quote', 'entities &amp; &copy; &#65;, a & b', 'pipes a | b', '`` a ` b ``', '` `` `', 'ends\\', 'a\\\n\\- b', 'Größe, naïve, 日本**語**です', 'مرحبا **بالعالم** واحد', '**مرحبا:**عالم', '😀 *😀*', 'Hello!\\\n[x](https://x.test)', 'wow!\\[x](y)',
    '| a | b |\n|---|---|\n| 1 | 2 |', 'Before\n\n| left | middle | right |\n|:--|:-:|--:|\n| **b** | `x \\| y` | [l](https://x.test/a) |\n| | - no list | # no heading |\n\nAfter', '| one |\n|---|', 'a | b\n---|---\nc\nd | e | f', '| a |\n|---|\n| 1 |\n\n| b |\n|---|\n| 2 |',
    '1986\\. A great year', 'x\n\n\n\ny', '  leading', 'tab\there', 'a \\\\ b', '*a*b', '_a_ b', 'a **b** c', '**a**b', '[a](<https://x.test/a b>)', '~~a~~b',
  ]) {
    const opened = await openRich(markdown, render);
    assert.notEqual(typeof opened, 'string', `${JSON.stringify(markdown)} is not opened: ${JSON.stringify(html(markdown))}`);
    const written = writeMarkdown(opened as Node);
    assert.equal(seen(html(written)!), seen(html(markdown)!), JSON.stringify([markdown, written]));
    const again = await openRich(written, render);
    assert.ok(typeof again !== 'string' && again.eq(await openRich(writeMarkdown(again), render) as Node), `a second time: ${JSON.stringify(written)}`);
    assert.equal(writeMarkdown(again), written, 'what was written once stays as it is');
  }
});

test('what has no place in the rich editor stays Markdown, and it is said what it is', async () => {
  for (const [markdown, why] of [
    ['text\n\n<div>block</div>', 'html'], ['a <kbd>K</kbd>', 'html'], ['<!-- kept for us -->\n\ntext', 'html'], ['line<br>break', 'html'], ['- [ ] open\n- [x] done', 'tasks'], ['See [there][1].\n\n[1]: https://x.test', 'definitions'], ['Text\n\n[unused]: https://x.test', 'definitions'],
    ['> | a |\n> |---|\n> | 1 |', 'table'], ['~single~', 'other'], ['x'.repeat(50_001), 'long'],
  ] as const) assert.equal(await openRich(markdown, render), why, markdown.slice(0, 60));
});

test('hostile texts are opened as the same page or not at all', async () => {
  let opened = 0;
  for (const { text } of payloads.filter((_, at) => at % 3 === 0)) {
    for (const markdown of [text, `a ${text} b`, `> - ${text}`]) {
      const doc = await openRich(markdown, render);
      if (typeof doc === 'string') continue;
      opened += 1;
      assert.equal(seen(html(writeMarkdown(doc))!), seen(html(markdown)!), markdown);
    }
  }
  assert.ok(opened > 10, String(opened));
});

test('whatever is written in the rich editor, readers see that: texts full of signs, marks anywhere, blocks in blocks', () => {
  const seed = Number(process.env['SEED'] ?? 20_261_126);
  for (let round = 0; round < 400; round += 1) {
    const doc = randomDoc(seed + round);
    const markdown = writeMarkdown(doc);
    const got = seen(html(markdown)!.replaceAll(/ id="[^"]*"|\u2060/g, ''));
    assert.equal(got, seen(shown(doc)), `SEED=${seed + round}: ${JSON.stringify(markdown)}`);
  }
});

/** What readers should see of a document, made without any Markdown. */
function shown(node: Node, isTight = false): string {
  const inside = (tight = false): string => { let all = ''; node.forEach((child) => { all += shown(child, tight); }); return all; };
  const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  switch (node.type.name) {
    case 'paragraph': return isTight ? inside() : `<p>${inside()}</p>`;
    case 'heading': return `<h${node.attrs['level']}>${inside()}</h${node.attrs['level']}>`;
    case 'quote': return `<blockquote>${inside()}</blockquote>`;
    case 'code': return `<pre><code>${escape(node.textContent)}\n</code></pre>`;
    case 'rule': return '<hr />';
    case 'bullets': return `<ul>${inside(node.attrs['tight'])}</ul>`;
    case 'numbers': return `<ol${node.attrs['start'] === 1 ? '' : ` start="${node.attrs['start']}"`}>${inside(node.attrs['tight'])}</ol>`;
    case 'item': return `<li>${inside(isTight)}</li>`;
    case 'line': return '<br />';
    case 'image': return linked(node, `<img src="/hc/x${quoted(String(node.attrs['src']).split('/').slice(0, 3).join('/'))}" alt="${quoted(node.attrs['alt'])}" loading="lazy"${titled(node)} />`);
    case 'table': return `<table><thead>${shown(node.child(0))}</thead>${node.childCount > 1 ? `<tbody>${node.children.slice(1).map((row) => shown(row)).join('')}</tbody>` : ''}</table>`;
    case 'row': return `<tr>${inside()}</tr>`;
    case 'cell': return `<${node.attrs['isHead'] ? 'th' : 'td'}${node.attrs['align'] === '' ? '' : ` align="${node.attrs['align']}"`}>${inside()}</${node.attrs['isHead'] ? 'th' : 'td'}>`;
    case 'text': return linked(node, node.marks.filter(({ type }) => type.name !== 'link').map(({ type }) => type).toReversed().reduce((all, type) => { const tag = { bold: 'strong', italic: 'em', strike: 'del', mono: 'code' }[type.name]; return `<${tag}>${all}</${tag}>`; }, escape(node.text ?? '')));
    default: return inside();
  }
}

/** As attributes show what is written; of white space one space. */
const quoted = (value: unknown): string => String(value).replaceAll(/\s+/g, ' ').trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const titled = ({ attrs: { title } }: Node | Mark): string => (title === '' ? '' : ` title="${quoted(title)}"`);

function linked(node: Node, inner: string): string {
  const mark = node.marks.find(({ type }) => type.name === 'link');
  return mark === undefined ? inner : `<a href="${quoted(mark.attrs['href'])}"${titled(mark)}${String(mark.attrs['href']).startsWith('https:') ? ' rel="noopener noreferrer"' : ''}>${inner}</a>`;
}

/** One mark at a time, so that there is one way to write it as HTML; never two texts of the same marks beside each other. */
function randomDoc(seed: number): Node {
  let state = seed;
  const below = (bound: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) % bound;
  };
  const pick = <T>(all: readonly T[]): T => all[below(all.length)]!;
  const { nodes, marks } = articleSchema;
  const words = ['a', 'word', 'x1', 'größe', '日本', '"', '.', '!', '*', '**', '_', '__', '~', '~~', '`', '```', '[', ']', '(', ')', '<', '<b>', '>', '&', '&amp;', '#', '##', '-', '---', '+', '1.', '2)', '=', '===', '|', '\\', ':', '\\n', '😀', '[x](y)', '![', '/', 'e'];
  const text = (): string => Array.from({ length: 1 + below(5) }, () => pick(words)).join(below(3) === 0 ? '' : ' ');
  const title = (): string => pick(['', '', 'A title', '"', 'x\\', 'a\nb', 'a\n\n- b', '&amp; <b>', '[t](u)', '\'', ')', '*t*']);
  const link = (): Mark => marks.link.create({ href: pick(['https://x.test/a_(b)?c=1&copy=2', 'https://x.test/)a(*b*', '/hc/a_b/*c*', '/hc/(', 'mailto:a_b@x.test', '#h-top', 'https://x.test/']), title: title() });
  const image = (): Node => nodes.image.create({ src: `/files/${key}/${pick(['s.png', 'a_b (1).png', '*.png', 'ü&amp;.png', ''])}`, alt: pick([text, () => `${text()}\n${text()}`, () => `${text()}\r\n\n> ${text()}`, () => ` ${text()}`, () => ''])(), title: title() }, null, below(3) === 0 ? [link()] : []);
  const inline = (canBreak: boolean): Node[] => {
    const all: Node[] = [];
    let before: string | null = 'none';
    for (let count = 1 + below(4); count > 0; count -= 1) {
      if (canBreak && all.length > 0 && count > 1 && below(6) === 0 && all.at(-1)!.type !== nodes.line) {
        all.push(nodes.line.create());
        before = 'none';
        continue;
      }
      if (below(8) === 0 && before !== 'image' && before !== 'link') {
        all.push(image());
        before = 'image';
        continue;
      }
      const name: 'bold' | 'italic' | 'strike' | 'mono' | 'link' | null = pick([null, null, 'bold', 'italic', 'strike', 'mono', 'link'] as const);
      if (name === before || (name === 'link' && before === 'image')) continue;
      before = name;
      const mark: readonly Mark[] = name === null ? [] : [name === 'link' ? link() : marks[name].create()];
      // Spaces within a mark at its ends go outside of it: here they are outside from the beginning.
      const words2 = text();
      all.push(articleSchema.text(name === null && all.length > 0 && below(2) === 0 ? ` ${words2} ` : words2, mark));
    }
    while (all.at(-1)?.type === nodes.line) all.pop();
    const last = all.at(-1);
    if (last?.isText && last.text !== last.text!.trimEnd()) all[all.length - 1] = articleSchema.text(last.text!.trimEnd(), last.marks);
    return all.length === 0 ? [articleSchema.text('z')] : all;
  };
  const block = (depth: number): Node => {
    const kind = below(depth > 0 ? 9 : 5);
    if (kind === 4) return nodes.heading.create({ level: 2 + below(5) }, inline(false));
    if (kind === 3) return nodes.code.create(null, articleSchema.text(pick(['x', '```', 'a\n  b', '> q\n- l', '    four'])));
    if (kind < 3) return nodes.paragraph.create(null, inline(true));
    if (kind === 5) return nodes.rule.create();
    if (kind === 6) return nodes.quote.create(null, blocks(depth - 1));
    const tight = below(2) === 0;
    const item = (): Node => nodes.item.create(null, tight ? [nodes.paragraph.create(null, inline(true))] : [nodes.paragraph.create(null, inline(true)), ...blocks(depth - 1)]);
    const items = Array.from({ length: tight ? 1 + below(3) : 2 }, item);
    return kind === 7 ? nodes.bullets.create({ tight }, items) : nodes.numbers.create({ tight, start: pick([1, 1, 2, 9]) }, items);
  };
  function blocks(depth: number): Node[] { return Array.from({ length: 1 + below(3) }, () => block(depth)); }
  const table = (): Node => {
    const aligns = Array.from({ length: 1 + below(3) }, () => pick(['', '', 'left', 'center', 'right']));
    const row = (isHead: boolean): Node => nodes.row.create(null, aligns.map((align) => nodes.cell.create({ isHead, align }, below(5) === 0 ? [] : inline(false).map((one) => (one.isText && one.text!.includes('\\|') ? articleSchema.text(one.text!, one.marks.filter(({ type }) => type !== marks.mono)) : one)))));
    return nodes.table.create(null, [row(true), ...Array.from({ length: below(3) }, () => row(false))]);
  };
  return nodes.doc.create(null, Fragment.from([...blocks(2), ...(below(3) === 0 ? [table(), ...blocks(1)] : [])]));
}
