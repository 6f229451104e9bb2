import { Fragment, Slice, type Node } from 'prosemirror-model';
import { Plugin, type EditorState, type Transaction } from 'prosemirror-state';
import { articleSchema } from './article-schema.ts';
import { cellAround, widthOf } from './table-commands.ts';

const { table: tableType, cell: cellType } = articleSchema.nodes;

/** Whatever was deleted, pasted or dropped: all rows of a table have as many cells, the first row is the head, and a column has one alignment. What is pasted into a cell is words and pictures. */
export const keepTablesWhole = (): Plugin => new Plugin({
  appendTransaction: (transactions, _before, state) => (transactions.some(({ docChanged }) => docChanged) ? wholeTables(state) : null),
  props: {
    handlePaste: (view, _event, slice) => {
      if (!cellAround(view.state)) return false;
      view.dispatch(view.state.tr.replaceSelection(new Slice(inlineOf(slice), 0, 0)).setMeta('paste', true).scrollIntoView());
      return true;
    },
  },
});

function wholeTables(state: EditorState): Transaction | null {
  const { tr: transaction } = state;
  state.doc.forEach((node, offset) => {
    if (node.type === tableType) makeWhole(transaction, node, offset);
  });
  return transaction.docChanged ? transaction : null;
}

function makeWhole(transaction: Transaction, table: Node, at: number): void {
  const width = widthOf(table);
  const aligns = Array.from({ length: width }, (_, column) => String(table.child(0).maybeChild(column)?.attrs['align'] ?? ''));
  table.forEach((row, rowOffset, rowAt) => {
    row.forEach((cell, offset, column) => {
      const attrs = { isHead: rowAt === 0, align: aligns[column] };
      if (cell.attrs['isHead'] !== attrs.isHead || cell.attrs['align'] !== attrs.align) transaction.setNodeMarkup(transaction.mapping.map(at + 1 + rowOffset + 1 + offset), null, attrs);
    });
    if (row.childCount < width) transaction.insert(transaction.mapping.map(at + 1 + rowOffset + row.nodeSize - 1), aligns.slice(row.childCount).map((align) => cellType.create({ isHead: rowAt === 0, align })));
  });
}

/** The words and pictures of it, with a space between its blocks. */
function inlineOf({ content }: Slice): Fragment {
  const all: Node[] = [];
  const take = (node: Node): void => {
    if (node.isText || node.type === articleSchema.nodes.image) all.push(node);
    else if (node.type === articleSchema.nodes.line) all.push(articleSchema.text(' '));
    else {
      if (node.isTextblock && all.length > 0) all.push(articleSchema.text(' '));
      node.forEach(take);
    }
  };
  content.forEach(take);
  return Fragment.fromArray(all);
}
