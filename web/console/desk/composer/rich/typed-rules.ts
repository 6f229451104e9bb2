import { InputRule, inputRules } from 'prosemirror-inputrules';
import type { Attrs, NodeType } from 'prosemirror-model';
import type { Plugin } from 'prosemirror-state';
import { canJoin, findWrapping } from 'prosemirror-transform';

interface TypedKinds { readonly bullets: NodeType; readonly numbers: NodeType; readonly quote: NodeType; readonly code: NodeType }

/** Signs at the beginning of a line: `- ` a list, `1. ` numbers, `> ` a quote, three backticks code. Backspace right after takes it back. */
export function typedRules({ bullets, numbers, quote, code }: TypedKinds, isPlain: () => boolean): Plugin {
  return inputRules({ rules: [
    wrapRule(/^\s*[-*]\s$/, bullets, isPlain),
    wrapRule(/^(\d{1,3})[.)]\s$/, numbers, isPlain, (match) => ({ start: Number(match[1]) })),
    wrapRule(/^\s*>\s$/, quote, isPlain),
    new InputRule(/^```$/, (state, _match, start, end) => {
      const $start = state.doc.resolve(start);
      if (isPlain() || !$start.node(-1).canReplaceWith($start.index(-1), $start.indexAfter(-1), code)) return null;
      return state.tr.delete(start, end).setBlockType(start, start, code);
    }),
  ] });
}

function wrapRule(sign: RegExp, type: NodeType, isPlain: () => boolean, attrsOf: (match: RegExpMatchArray) => Attrs | null = () => null): InputRule {
  return new InputRule(sign, (state, match, start, end) => {
    if (isPlain()) return null;
    const attrs = attrsOf(match);
    const transaction = state.tr.delete(start, end);
    const range = transaction.doc.resolve(start).blockRange();
    const wrapping = range && findWrapping(range, type, attrs);
    if (!wrapping) return null;
    transaction.wrap(range, wrapping);
    // Directly below a list of the same kind it goes on.
    const before = transaction.doc.resolve(start - 1).nodeBefore;
    if (before?.type === type && canJoin(transaction.doc, start - 1) && (attrs === null || before.childCount + Number(before.attrs['start']) === attrs['start'])) transaction.join(start - 1);
    return transaction;
  });
}
