import type { Node } from 'prosemirror-model';
import { TextSelection, type Command, type EditorState, type Transaction } from 'prosemirror-state';
import { articleSchema } from './article-schema.ts';

const { table: tableType, row: rowType, cell: cellType, paragraph } = articleSchema.nodes;

interface InTable { readonly table: Node; /** Before the table. */ readonly at: number; readonly row: number; readonly column: number }

/** Where the caret is in a table; null: in none. Tables stand at the top of a document only. */
export function cellAround({ selection: { $head } }: EditorState): InTable | null {
  return $head.depth >= 3 && $head.node(1).type === tableType ? { table: $head.node(1), at: $head.before(1), row: $head.index(1), column: $head.index(2) } : null;
}

const emptyCell = (isHead: boolean, align = ''): Node => cellType.create({ isHead, align });
/** Cells of its longest row. */
export const widthOf = (table: Node): number => Math.max(...table.children.map(({ childCount }) => childCount));

/** Before the cell. */
function placeOf({ table, at }: Pick<InTable, 'table' | 'at'>, row: number, column: number): number {
  let place = at + 1;
  for (const each of table.children.slice(0, row)) place += each.nodeSize;
  place += 1;
  for (const each of table.child(row).children.slice(0, column)) place += each.nodeSize;
  return place;
}

/** With the caret at the end of the words of this cell; `at`: before its table, as it is after the change. */
function select(transaction: Transaction, at: number, row: number, column: number): Transaction {
  const table = transaction.doc.nodeAt(at)!;
  const [inRow, inColumn] = [Math.min(row, table.childCount - 1), Math.min(column, table.child(Math.min(row, table.childCount - 1)).childCount - 1)];
  const place = placeOf({ table, at }, inRow, inColumn);
  return transaction.setSelection(TextSelection.create(transaction.doc, place + 1 + table.child(inRow).child(inColumn).content.size)).scrollIntoView();
}

/** A command that does something in tables only. */
const inTable = (act: (state: EditorState, here: InTable) => Transaction | null): Command => (state, dispatch) => {
  const here = cellAround(state);
  const transaction = here && act(state, here);
  if (!transaction) return false;
  dispatch?.(transaction);
  return true;
};

/** Two rows of three below the block in which the caret is; none within a table. */
export const insertTable: Command = (state, dispatch) => {
  if (cellAround(state)) return false;
  const { $head } = state.selection;
  const top = $head.node(1);
  const isPlace = top?.type === paragraph && top.childCount === 0;
  const [from, to] = $head.depth === 0 ? [$head.pos, $head.pos] : isPlace ? [$head.before(1), $head.after(1)] : [$head.after(1), $head.after(1)];
  const row = (isHead: boolean): Node => rowType.create(null, [emptyCell(isHead), emptyCell(isHead), emptyCell(isHead)]);
  const isLast = to === state.doc.content.size;
  const transaction = state.tr.replaceWith(from, to, [tableType.create(null, [row(true), row(false)]), ...(isLast ? [paragraph.create()] : [])]);
  dispatch?.(select(transaction, from, 0, 0));
  return true;
};

function withRow(state: EditorState, { table, at, row, column }: InTable): Transaction {
  const cells = table.child(0).children.map(({ attrs: { align } }) => emptyCell(false, String(align)));
  const place = placeOf({ table, at }, row, 0) - 1 + table.child(row).nodeSize;
  return select(state.tr.insert(place, rowType.create(null, cells)), at, row + 1, column);
}
export const addRow: Command = inTable(withRow);

/** The head stays: a table without one is none in Markdown. */
export const removeRow: Command = inTable((state, { table, at, row, column }) => {
  if (row === 0) return null;
  const from = placeOf({ table, at }, row, 0) - 1;
  return select(state.tr.delete(from, from + table.child(row).nodeSize), at, row, column);
});

export const addColumn: Command = inTable((state, { table, at, row, column }) => {
  const { tr: transaction } = state;
  for (let each = table.childCount - 1; each >= 0; each -= 1) {
    const beside = Math.min(column, table.child(each).childCount - 1);
    transaction.insert(placeOf({ table, at }, each, beside) + table.child(each).child(beside).nodeSize, emptyCell(each === 0));
  }
  return select(transaction, at, row, column + 1);
});

export const removeColumn: Command = inTable((state, { table, at, row, column }) => {
  if (table.children.some(({ childCount }) => childCount < 2 || childCount <= column)) return null;
  const { tr: transaction } = state;
  for (let each = table.childCount - 1; each >= 0; each -= 1) {
    const from = placeOf({ table, at }, each, column);
    transaction.delete(from, from + table.child(each).child(column).nodeSize);
  }
  return select(transaction, at, row, column);
});

export const removeTable: Command = inTable((state, { table, at }) => {
  const transaction = state.tr.replaceWith(at, at + table.nodeSize, paragraph.create());
  return transaction.setSelection(TextSelection.create(transaction.doc, at + 1)).scrollIntoView();
});

/** To the cell after or before; after the last one a row is added. Before the first: nowhere. */
export const toCell = (step: 1 | -1): Command => inTable((state, here) => {
  const { table, at, row, column } = here;
  const next = row * widthOf(table) + column + step;
  if (next >= table.childCount * widthOf(table)) return select(withRow(state, here), at, row + 1, 0);
  return next < 0 ? state.tr : select(state.tr, at, Math.floor(next / widthOf(table)), next % widthOf(table));
});

/** To the cell below; below the last one a row is added. A cell is one line: there is nothing to split or to break. */
export const toCellBelow: Command = inTable((state, here) => (here.row + 1 < here.table.childCount ? select(state.tr, here.at, here.row + 1, here.column) : withRow(state, here)));
export const stayInCell: Command = inTable((state) => state.tr);

/** Below the table, where a line is made if nothing follows. */
export const leaveTable: Command = inTable((state, { table, at }) => {
  const after = at + table.nodeSize;
  const transaction = after === state.doc.content.size ? state.tr.insert(after, paragraph.create()) : state.tr;
  return transaction.setSelection(TextSelection.near(transaction.doc.resolve(after))).scrollIntoView();
});
/** What would tear a table apart does nothing in one. */
export const outsideTables = (command: Command): Command => (state, dispatch, view) => cellAround(state) === null && command(state, dispatch, view);

/** The arrow down leaves a table that ends the text, as there is nowhere else to go. */
export const leaveLastTable: Command = (state, dispatch, view) => {
  const here = cellAround(state);
  return here !== null && here.row === here.table.childCount - 1 && here.at + here.table.nodeSize === state.doc.content.size && (view === undefined || view.endOfTextblock('down')) && leaveTable(state, dispatch, view);
};
/** Backspace in a table in which nothing is takes it away. */
export const removeEmptyTable: Command = (state, dispatch, view) => (cellAround(state)?.table.textContent === '' && cellAround(state)!.table.children.every((row) => row.children.every(({ childCount }) => childCount === 0)) ? removeTable(state, dispatch, view) : false);
