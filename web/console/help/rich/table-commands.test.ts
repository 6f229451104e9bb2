import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Node } from 'prosemirror-model';
import { EditorState, TextSelection, type Command } from 'prosemirror-state';
import { keepTablesWhole } from './keep-tables-whole.ts';
import { readMarkdown } from './read-markdown.ts';
import { addColumn, addRow, cellAround, insertTable, leaveLastTable, leaveTable, removeColumn, removeEmptyTable, removeRow, removeTable, toCell, toCellBelow } from './table-commands.ts';
import { writeMarkdown } from './write-markdown.ts';

const square = '| a | b |\n| :-: | --- |\n| 1 | 2 |';

/** The caret behind the first text that is this. */
function open(markdown: string, at: string): EditorState {
  const doc = readMarkdown(markdown) as Node;
  let place = -1;
  doc.descendants((node, pos) => { if (place < 0 && node.isText && node.text === at) place = pos + at.length; });
  return EditorState.create({ doc, plugins: [keepTablesWhole()], ...(place < 0 ? {} : { selection: TextSelection.create(doc, place) }) });
}
const run = (state: EditorState, ...commands: readonly Command[]): EditorState => commands.reduce((before, command) => {
  let after = before;
  assert.ok(command(before, (transaction) => { after = before.apply(transaction); }), 'the command does something');
  return after;
}, state);
const type = (text: string): Command => (state, dispatch) => { dispatch?.(state.tr.insertText(text)); return true; };
const written = (state: EditorState): string => writeMarkdown(state.doc);
const can = (state: EditorState, command: Command): boolean => command(state);

test('Tab goes from cell to cell and row to row, adds a row behind the last, and stays before the first; back the same way', () => {
  const state = run(open(square, 'a'), toCell(1), type('!'), toCell(1), type('!'), toCell(1), toCell(1), type('3'), toCell(1), type('4'));
  assert.equal(written(state), '| a | b! |\n| :-: | --- |\n| 1! | 2 |\n| 3 | 4 |');
  const back = run(state, toCell(-1), toCell(-1), type('?'), toCell(-1), toCell(-1), toCell(-1), toCell(-1), toCell(-1), type('?'));
  assert.equal(written(back), '| a? | b! |\n| :-: | --- |\n| 1! | 2? |\n| 3 | 4 |');
  assert.equal(can(open('words', 'words'), toCell(1)), false);
});

test('Enter goes down the column, and adds a row below the last', () => {
  assert.equal(written(run(open(square, 'b'), toCellBelow, type('!'), toCellBelow, type('new'))), '| a | b |\n| :-: | --- |\n| 1 | 2! |\n|  | new |');
});

test('rows and columns are added and removed where the caret is; neither the head nor the last column goes', () => {
  assert.equal(written(run(open(square, 'a'), addRow, type('x'))), '| a | b |\n| :-: | --- |\n| x |  |\n| 1 | 2 |');
  assert.equal(written(run(open(square, '1'), addColumn, type('x'))), '| a |  | b |\n| :-: | --- | --- |\n| 1 | x | 2 |');
  assert.equal(written(run(open(square, '2'), removeColumn)), '| a |\n| :-: |\n| 1 |');
  assert.equal(written(run(open(square, '2'), removeRow)), '| a | b |\n| :-: | --- |');
  assert.equal(can(open(square, 'a'), removeRow), false);
  assert.equal(can(run(open(square, 'a'), removeColumn), removeColumn), false);
  assert.equal(written(run(open(`x\n\n${square}\n\ny`, '1'), removeTable)), 'x\n\ny');
});

test('a table is put below the block of the caret, in the place of an empty line, and not into a table; the text goes on below it', () => {
  const state = run(open('- item\n\nend', 'item'), insertTable, type('head'));
  assert.equal(written(state), '- item\n\n| head |  |  |\n| --- | --- | --- |\n|  |  |  |\n\nend');
  assert.equal(can(state, insertTable), false);
  assert.equal(written(run(open('', ''), insertTable, type('h'), leaveTable, type('after'))), '| h |  |  |\n| --- | --- | --- |\n|  |  |  |\n\nafter');
  assert.equal(written(run(open(square, '2'), leaveLastTable, type('after'))), `${square}\n\nafter`);
  assert.equal(can(open(square, 'a'), leaveLastTable), false);
  assert.equal(written(run(open('', ''), insertTable, removeEmptyTable, type('gone'))), 'gone');
  assert.equal(can(open(square, 'a'), removeEmptyTable), false);
});

test('whatever is deleted, what is left is a whole table: seeded random deletions, typing and commands', () => {
  const seed = Number(process.env['SEED'] ?? 20_261_126);
  for (let round = 0; round < 300; round += 1) {
    let random = seed + round;
    const below = (bound: number): number => {
      random = (Math.imul(random ^ (random >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
      return ((random ^ (random >>> 13)) >>> 0) % bound;
    };
    let state = open(`before\n\n${square}\n| 3 | **4** |\n\nafter`, 'b');
    for (let step = 0; step < 8; step += 1) {
      const [one, other] = [below(state.doc.content.size + 1), below(state.doc.content.size + 1)];
      const at = (place: number) => state.doc.resolve(place);
      state = state.apply(state.tr.setSelection(TextSelection.between(at(one), at(other))));
      const commands: readonly Command[] = [(held, dispatch) => { dispatch?.(held.tr.deleteSelection()); return true; }, type('|'), addRow, addColumn, removeRow, removeColumn, toCell(1), toCellBelow, insertTable];
      const command = commands[below(commands.length)]!;
      command(state, (transaction) => { state = state.apply(transaction); });
      state.doc.check();
      state.doc.forEach((node) => {
        if (node.type.name !== 'table') return;
        const widths = new Set(node.children.map(({ childCount }) => childCount));
        assert.equal(widths.size, 1, `SEED=${seed + round}: ${node.toString()}`);
        node.forEach((row, _offset, rowAt) => row.forEach(({ attrs }, _at, column) => assert.deepEqual([attrs['isHead'], attrs['align']], [rowAt === 0, node.child(0).child(column).attrs['align']], `SEED=${seed + round}`)));
      });
    }
    const again = readMarkdown(written(state));
    assert.notEqual(typeof again, 'string', `SEED=${seed + round}`);
    assert.equal(writeMarkdown(again as Node), written(state), `SEED=${seed + round}`);
  }
  assert.equal(cellAround(open('x', 'x')), null);
});
