import type { MarkType } from 'prosemirror-model';
import type { Command, EditorState } from 'prosemirror-state';
import { linkable } from './schema.ts';

function linkOf({ schema }: EditorState): MarkType {
  const { link } = schema.marks;
  if (!link) throw new Error('a document without links');
  return link;
}

export interface LinkPlace { readonly from: number; readonly to: number; readonly href: string; readonly text: string }

/** The link that the caret stands in, or what is chosen; a bare caret: where a new one would stand. */
export function linkAt(state: EditorState): LinkPlace {
  const { from, to, $from, empty } = state.selection;
  const link = linkOf(state);
  const here = link.isInSet($from.marks()) ?? link.isInSet($from.nodeAfter?.marks ?? []);
  if (!here) return { from, to, href: '', text: state.doc.textBetween(from, to, ' ') };
  // The stretch that has the same link, to both sides.
  let [start, end] = [$from.pos, empty ? $from.pos : to];
  $from.parent.forEach((node, offset) => {
    const at = $from.start() + offset;
    if (here.isInSet(node.marks) && at <= $from.pos && at + node.nodeSize >= $from.pos) [start, end] = [Math.min(start, at), Math.max(end, at + node.nodeSize)];
  });
  return { from: start, to: end, href: String(here.attrs['href']), text: state.doc.textBetween(start, end, ' ') };
}

/** An address as people type it: `x.example/y` and `bo@x.example` too. Null: none. */
export function readHref(typed: string): string | null {
  const text = typed.trim();
  if (linkable.test(text)) return text;
  if (/^[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"']+$/.test(text)) return `mailto:${text}`;
  return /^[\w-]+(?:\.[\w-]+)+(?:[/?#:][^\s<>"']*)?$/.test(text) ? `https://${text}` : null;
}

/** Links that stretch; without words in it the address itself stands there. '' takes the link away. */
export function setLink({ from, to }: LinkPlace, href: string): Command {
  return (state, dispatch) => {
    const transaction = state.tr.removeMark(from, to, linkOf(state));
    if (href !== '') {
      if (from === to) transaction.insertText(href.replace(/^mailto:/, ''), from);
      const end = from === to ? transaction.mapping.map(to) : to;
      transaction.addMark(from, end, linkOf(state).create({ href })).removeStoredMark(linkOf(state));
    }
    dispatch?.(transaction.scrollIntoView());
    return true;
  };
}

/** Words that lead somewhere, in the place of what is chosen; what is typed after them does not. In code the address itself. */
export function linkWords(words: string, href: string): Command {
  return (state, dispatch, view) => {
    const { from, to, $from } = state.selection;
    if ($from.parent.type.spec.code) return typeWords(`${words}: ${href}`)(state, dispatch, view);
    dispatch?.(state.tr.replaceWith(from, to, [state.schema.text(words, [linkOf(state).create({ href })]), state.schema.text(' ')]).removeStoredMark(linkOf(state)).scrollIntoView());
    return true;
  };
}

/** Plain words in the place of what is chosen. */
export function typeWords(words: string): Command {
  return (state, dispatch) => {
    dispatch?.(state.tr.insertText(`${words} `).scrollIntoView());
    return true;
  };
}
