import assert from 'node:assert/strict';
import { test } from 'node:test';
import { docOfText, imagesOf, isBlank, isFormatted, textOfDoc } from './doc-text.ts';
import { schema } from './schema.ts';

const { doc, paragraph, bullets, numbers, item, quote, code, line, image } = schema.nodes;
const p = (text: string, ...marks: ReturnType<typeof schema.mark>[]) => paragraph.create(null, text === '' ? [] : [schema.text(text, marks)]);

test('plain text comes out as it went in, empty lines and blanks too, and is not formatted', () => {
  for (const text of ['', 'one', 'one\n\ntwo\n', '  in\tdented', '> said\n- listed', 'שלום\n🎉']) {
    assert.equal(textOfDoc(docOfText(text)), text);
    assert.equal(isFormatted(docOfText(text)), false);
  }
  assert.ok(isBlank(docOfText('  \n ')) && !isBlank(docOfText('a')));
});

test('lists, quotes and code read as such in the text', () => {
  const made = doc.create(null, [
    p('Look'), numbers.create({ start: 3 }, [item.create(null, [p('one'), bullets.create(null, [item.create(null, [p('in')])])]), item.create(null, [p('two')])]),
    quote.create(null, [p('said'), p('')]), code.create(null, [schema.text('a\n  b')]), paragraph.create(null, [schema.text('x'), line.create(), schema.text('y')]),
  ]);
  assert.equal(textOfDoc(made), 'Look\n3. one\n   - in\n4. two\n> said\n>\na\n  b\nx\ny');
  assert.ok(isFormatted(made));
});

test('a mark, a list or a picture makes it formatted; a picture alone says something', () => {
  assert.ok(isFormatted(doc.create(null, [p('a', schema.mark('bold'))])));
  const pictured = doc.create(null, [paragraph.create(null, [image.create({ cid: 'a@b', alt: 'plan' })])]);
  assert.ok(isFormatted(pictured) && !isBlank(pictured));
  assert.deepEqual([imagesOf(pictured), textOfDoc(pictured)], [['a@b'], '[plan]']);
});
