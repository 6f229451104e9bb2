import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdownEdit, pictureEdit, type MarkdownAct, type MarkdownEdit } from './markdown-edit.ts';

/** `[` and `]` of the sample stand for the selection's ends. */
const at = (sample: string): { text: string; start: number; end: number } => {
  const start = sample.indexOf('‹');
  return { text: sample.replaceAll(/[‹›]/g, ''), start, end: sample.indexOf('›') - 1 };
};
const shown = (text: string, { from, to, insert, start, end }: MarkdownEdit): string => {
  const after = text.slice(0, from) + insert + text.slice(to);
  return `${after.slice(0, start)}‹${after.slice(start, end)}›${after.slice(end)}`;
};

test('each button writes its marks around what is selected, and takes them away when it is pressed again', () => {
  const table: readonly (readonly [MarkdownAct, string, string])[] = [
    ['bold', 'a ‹b› c', 'a **‹b›** c'], ['bold', 'a **‹b›** c', 'a ‹b› c'], ['bold', 'a ‹**b**› c', 'a ‹b› c'], ['bold', 'x‹›', 'x**‹›**'], ['italic', '‹b›', '_‹b›_'], ['code', 'a ‹b›', 'a `‹b›`'],
    ['code', '‹a\nb›', '```\n‹a\nb›\n```\n'], ['link', 'see ‹this›', 'see [this](‹https://›)'], ['link', '‹https://x.test/y›', '[‹›](https://x.test/y)'],
    ['heading', 'one\nt‹wo›\nthree', 'one\n## two‹›\nthree'], ['heading', '## t‹›wo', 'two‹›'], ['bullets', 'x\n‹a\nb›', 'x\n‹- a\n- b›'], ['bullets', '‹- a\n- b›', '‹a\nb›'],
    ['numbers', '‹a\n\nb\n›c', '‹1. a\n\n2. b›\nc'], ['quote', '‹›', '> ‹›'],
  ];
  for (const [act, before, after] of table) {
    const { text, start, end } = at(before);
    assert.equal(shown(text, markdownEdit(act, text, start, end)), after, `${act} ${before}`);
  }
});

test('a picture stands on a line of its own, its name is selected to be written anew', () => {
  assert.equal(shown('text', pictureEdit('text', 4, 4, { path: '/files/k/n.png', name: 'sc[re]en.png' })), 'text\n\n![‹sc re en›](/files/k/n.png)\n');
});
