import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toggleMark } from 'prosemirror-commands';
import type { Node } from 'prosemirror-model';
import { EditorState, TextSelection, type Command } from 'prosemirror-state';
import { indentItem, leaveCode, outdentItem, splitItem, toggleCode, toggleList, toggleQuote } from './commands.ts';
import { docOfText, textOfDoc } from './doc-text.ts';
import { linkAt, linkWords, readHref, setLink, typeWords } from './link-command.ts';
import { schema } from './schema.ts';

/** A document with the caret at the end, commands run one after another; a text in the row is typed. */
function after(doc: Node, ...steps: (Command | string)[]): { readonly state: EditorState; readonly text: string; readonly done: boolean[] } {
  let state = EditorState.create({ doc });
  state = state.apply(state.tr.setSelection(TextSelection.atEnd(state.doc)));
  const done = steps.map((step) => {
    if (typeof step === 'string') {
      state = state.apply(state.tr.insertText(step));
      return true;
    }
    return step(state, (transaction) => { state = state.apply(transaction); });
  });
  return { state, text: textOfDoc(state.doc), done };
}

test('Enter makes the next item, an empty one ends the list, and Enter in an empty nested one goes a level out', () => {
  assert.equal(after(docOfText('a'), toggleList('bullets'), splitItem, 'b', splitItem, splitItem, 'c').text, '- a\n- b\nc');
  assert.equal(after(docOfText('a'), toggleList('numbers'), splitItem, 'b', indentItem, splitItem, splitItem, 'c').text, '1. a\n   1. b\n2. c');
});

test('a list becomes the other kind, and its lines again; Tab goes deeper only where there is an item above', () => {
  assert.equal(after(docOfText('a'), toggleList('bullets'), toggleList('numbers')).text, '1. a');
  assert.equal(after(docOfText('a'), toggleList('bullets'), toggleList('bullets')).text, 'a');
  assert.deepEqual(after(docOfText('a'), indentItem, toggleList('bullets'), indentItem, outdentItem).done, [false, true, false, false], 'Tab and Shift+Tab leave the text');
});

test('quotes and code are taken on and off, and are left by Enter on an empty line', () => {
  assert.equal(after(docOfText('a'), toggleQuote, splitItem, splitItem, 'b').text, '> a\nb');
  assert.equal(after(docOfText('a'), toggleQuote, toggleQuote).text, 'a');
  const code = after(docOfText('a'), toggleCode, splitItem, splitItem, leaveCode, 'b');
  assert.equal(code.text, 'a\n\nb');
  assert.deepEqual(code.state.doc.children.map(({ type }) => type.name), ['code', 'paragraph']);
  assert.deepEqual(after(docOfText('a\n\nb'), toggleCode, toggleCode).state.doc.children.map(({ type }) => type.name), ['paragraph', 'paragraph', 'paragraph']);
});

test('a link stands over what is chosen, or says its address; it is found again from inside and taken away', () => {
  const whole = (state: EditorState): EditorState => state.apply(state.tr.setSelection(TextSelection.create(state.doc, 1, state.doc.content.size - 1)));
  let { state } = after(docOfText('here'));
  state = whole(state);
  setLink(linkAt(state), 'https://x.example/')(state, (transaction) => { state = state.apply(transaction); });
  state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, 3)));
  assert.deepEqual(linkAt(state), { from: 1, to: 5, href: 'https://x.example/', text: 'here' });
  setLink(linkAt(state), '')(state, (transaction) => { state = state.apply(transaction); });
  assert.equal(linkAt(state).href, '');
  assert.equal(after(docOfText(''), (held, dispatch) => setLink(linkAt(held), 'mailto:bo@x.example')(held, dispatch)).text, 'bo@x.example');
});

test('an address is read as people type it; script and other schemes are none', () => {
  assert.deepEqual(['x.example/y?z', 'bo@x.example', ' https://x.example ', 'tel:+49123'].map(readHref), ['https://x.example/y?z', 'mailto:bo@x.example', 'https://x.example', 'tel:+49123']);
  assert.deepEqual(['javascript:alert(1)', 'data:text/html,x', 'word', 'https://x y', 'file:///etc', '"><script>'].map(readHref), [null, null, null, null, null, null]);
});

test('bold over a selection makes the text formatted and nothing else', () => {
  const { state } = after(docOfText('a'), (held, dispatch) => toggleMark(schema.marks.bold)(held.apply(held.tr.setSelection(TextSelection.create(held.doc, 1, 2))), dispatch));
  assert.equal(state.doc.firstChild?.firstChild?.marks[0]?.type.name, 'bold');
});

test('an article is put in as words that lead to it, what is typed after them does not; in code and in plain words its address stands there', () => {
  const url = 'https://desk.example/hc/help/en/articles/a';
  const { state, text } = after(docOfText('See '), linkWords('How to', url), 'and more');
  assert.equal(state.doc.textContent, 'See How to and more');
  const linked: string[] = [];
  state.doc.descendants((node) => { if (node.marks.some(({ type, attrs }) => type.name === 'link' && attrs['href'] === url)) linked.push(node.text ?? ''); });
  assert.deepEqual(linked, ['How to']);
  assert.ok(text.includes('How to'));
  assert.equal(after(docOfText('x'), toggleCode, linkWords('How to', url)).text.includes(`How to: ${url}`), true);
  assert.equal(after(docOfText('x '), typeWords(`How to: ${url}`)).text, `x How to: ${url} `);
});
