import { chainCommands, createParagraphNear, lift, liftEmptyBlock, newlineInCode, splitBlock, wrapIn } from 'prosemirror-commands';
import type { NodeType } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import { TextSelection, type Command, type EditorState } from 'prosemirror-state';

type ListName = 'bullets' | 'numbers';

/** The kind of that name in whichever schema the document has: mails and articles name theirs alike. */
function nodeOf(state: EditorState, name: ListName | 'item' | 'quote' | 'paragraph' | 'code' | 'line'): NodeType {
  const type = state.schema.nodes[name];
  if (!type) throw new Error(`a document without ${name}`);
  return type;
}

/** The innermost list around the selection; null: none. */
export function listAround({ selection: { $from } }: EditorState): { readonly name: ListName; readonly depth: number } | null {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const { name } = $from.node(depth).type;
    if (name === 'bullets' || name === 'numbers') return { name, depth };
  }
  return null;
}

export const isInside = ({ selection: { $from } }: EditorState, name: 'quote' | 'code'): boolean => Array.from({ length: $from.depth + 1 }, (_, depth) => $from.node(depth).type.name).includes(name);

/** Into a list of this kind; out of it where it is one already; from the other kind into this. */
export function toggleList(name: ListName): Command {
  return (state, dispatch) => {
    const around = listAround(state);
    if (around === null) return wrapInList(nodeOf(state, name))(state, dispatch);
    if (around.name === name) return liftListItem(nodeOf(state, 'item'))(state, dispatch);
    dispatch?.(state.tr.setNodeMarkup(state.selection.$from.before(around.depth), nodeOf(state, name)));
    return true;
  };
}

export const toggleQuote: Command = (state, dispatch, view) => (isInside(state, 'quote') ? lift(state, dispatch, view) : wrapIn(nodeOf(state, 'quote'))(state, dispatch, view));

/** The chosen lines become one block of code, and back. */
export const toggleCode: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  if (isInside(state, 'code')) {
    const at = $from.before($from.depth);
    dispatch?.(state.tr.replaceWith(at, at + $from.parent.nodeSize, $from.parent.textContent.split('\n').map((line) => nodeOf(state, 'paragraph').create(null, line === '' ? [] : [state.schema.text(line)]))));
    return true;
  }
  const range = $from.blockRange($to);
  if (!range || range.parent.type.name === 'item') return false;
  const text = state.doc.textBetween(range.start, range.end, '\n', (leaf) => (leaf.type.name === 'line' ? '\n' : ''));
  if (dispatch) {
    const transaction = state.tr.replaceRangeWith(range.start, range.end, nodeOf(state, 'code').create(null, text === '' ? [] : [state.schema.text(text)]));
    dispatch(transaction.setSelection(TextSelection.near(transaction.doc.resolve(Math.min(range.start + 1 + text.length, transaction.doc.content.size)), -1)).scrollIntoView());
  }
  return true;
};

/** Enter on a second empty line at the end of code goes on below it. */
export const leaveCode: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.type.spec.code || $from.parentOffset < $from.parent.content.size || !$from.parent.textContent.endsWith('\n')) return false;
  if (dispatch) {
    const end = $from.after();
    const transaction = state.tr.insert(end, nodeOf(state, 'paragraph').create());
    transaction.setSelection(TextSelection.create(transaction.doc, end + 1)).delete($from.pos - 1, $from.pos);
    dispatch(transaction.scrollIntoView());
  }
  return true;
};

/** Enter: a new item in a list, out of the list from an empty one; elsewhere a new line. */
export const splitItem: Command = chainCommands((state, dispatch) => splitListItem(nodeOf(state, 'item'))(state, dispatch), newlineInCode, createParagraphNear, liftEmptyBlock, splitBlock);

export const breakLine: Command = chainCommands(newlineInCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodeOf(state, 'line').create(), false).scrollIntoView());
  return true;
});

/** Tab belongs to a list where the item can go deeper; everywhere else it goes on to the next control. */
export const indentItem: Command = (state, dispatch) => sinkListItem(nodeOf(state, 'item'))(state, dispatch);
export const outdentItem: Command = (state, dispatch) => {
  const around = listAround(state);
  // From the outermost level Shift+Tab leaves the text, as everywhere on the page.
  return around !== null && around.depth > 1 && state.selection.$from.node(around.depth - 1).type.name === 'item' && liftListItem(nodeOf(state, 'item'))(state, dispatch);
};

