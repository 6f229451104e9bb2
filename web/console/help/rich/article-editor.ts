import { baseKeymap, chainCommands, setBlockType, toggleMark } from 'prosemirror-commands';
import { closeHistory, history, redo, undo } from 'prosemirror-history';
import { textblockTypeInputRule, inputRules, undoInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { Fragment, Slice, type Node } from 'prosemirror-model';
import { EditorState, type Command } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { cleanPasted } from '../../desk/composer/rich/clean-pasted.ts';
import { breakLine, indentItem, leaveCode, outdentItem, splitItem, toggleList, toggleQuote } from '../../desk/composer/rich/commands.ts';
import { typedRules } from '../../desk/composer/rich/typed-rules.ts';
import { articleSchema } from './article-schema.ts';
import { keepTablesWhole } from './keep-tables-whole.ts';
import { leaveLastTable, leaveTable, outsideTables, removeEmptyTable, stayInCell, toCell, toCellBelow } from './table-commands.ts';

/** What the editor asks of the page around it; read anew at every use. */
export interface ArticleEditorOptions {
  readonly attributes: () => Record<string, string>;
  /** Where a picture named by this path is shown from; null: not from here, and its words stand in its place. */
  readonly pictureUrl: (path: string) => string | null;
  readonly onDoc: (doc: Node) => void;
  readonly onLink: () => void;
  /** Pictures that were pasted or dropped, for the place `at`. */
  readonly onPictures: (files: readonly File[], at: number) => void;
}

/** An editor of articles apart from React, as `desk/composer/rich/editor.ts` is one of mails. */
export interface ArticleEditor {
  mount(element: HTMLElement, doc: Node, options: ArticleEditorOptions): () => void;
  readonly state: () => EditorState | null;
  readonly subscribe: (listener: () => void) => () => void;
  /** Runs a command and gives the focus back to the text. */
  run(command: Command): void;
  focus(): void;
  /** Another text takes the place of this one, undo and all. */
  replaceDoc(doc: Node): void;
  /** Until it is opened again nothing changes this text: another is on its way to take its place. */
  lock(isLocked: boolean): void;
  /** Remembers a place through all changes until it is dropped; of two the one with the greater key comes after. */
  keepPlace(key: number, at: number): void;
  /** At this place, which is behind the picture then. False: there is no such place any more, or the text is locked. */
  insertPicture(key: number, picture: { readonly src: string; readonly alt: string }): boolean;
  dropPlace(key: number): void;
}

const { nodes, marks } = articleSchema;

/** A heading of this level, and back. */
export const toggleHeading = (level: number): Command => (state, dispatch, view) => {
  const { parent } = state.selection.$from;
  return (parent.type === nodes.heading && parent.attrs['level'] === level ? setBlockType(nodes.paragraph) : setBlockType(nodes.heading, { level }))(state, dispatch, view);
};

export const insertRule: Command = outsideTables((state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.rule.create()).scrollIntoView());
  return true;
});

export function createArticleEditor(): ArticleEditor {
  let view: EditorView | null = null;
  let plugins: EditorState['plugins'] = [];
  let isLocked = false;
  const listeners = new Set<() => void>();
  const places = new Map<number, number>();
  const tell = (): void => { for (const listener of listeners) listener(); };

  return {
    mount: (element, doc, options) => {
      plugins = pluginsOf();
      const made = new EditorView({ mount: element }, {
        state: EditorState.create({ doc, plugins }),
        attributes: () => ({ ...options.attributes(), ...(isLocked && { 'aria-readonly': 'true' }) }),
        editable: () => !isLocked,
        nodeViews: { image: (node) => ({ dom: pictureElement(node, options) }) },
        dispatchTransaction: (transaction) => {
          if (isLocked && transaction.docChanged) return;
          // Before what is typed there meanwhile; behind the pictures of its own list and of those before.
          const inserted = transaction.getMeta('place') as number | undefined;
          for (const [key, at] of places) places.set(key, transaction.mapping.map(at, inserted !== undefined && inserted <= key ? 1 : -1));
          made.updateState(made.state.apply(transaction.getMeta('paste') === true ? closeHistory(transaction) : transaction));
          if (transaction.docChanged) options.onDoc(made.state.doc);
          tell();
        },
        handleKeyDown: (held, event) => {
          if (held.composing || event.isComposing || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== 'k') return false;
          // A moment later: what the key before selected is told by an event of its own, which may still wait.
          setTimeout(options.onLink);
          return true;
        },
        handlePaste: (held, { clipboardData }) => {
          const files = picturesOf(clipboardData?.files);
          // A copied picture brings itself and an `<img>` of where it stood; Word brings its words and a picture of them.
          if (files.length === 0 || clipboardData?.getData('text/plain').trim() !== '') return false;
          options.onPictures(files, held.state.selection.to);
          return true;
        },
        handleDrop: (held, event) => {
          const files = picturesOf(event.dataTransfer?.files);
          if (files.length === 0) return false;
          event.preventDefault();
          options.onPictures(files, held.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? held.state.selection.to);
          return true;
        },
        transformPastedHTML: (html) => cleanPasted(html, { keepsHeadings: true }),
        clipboardTextParser: (text, $context) => {
          const blocks = text.replaceAll('\r\n', '\n').split(/\n{2,}/).map((part) => nodes.paragraph.create(null, part.split('\n').flatMap((line, at) => [...(at === 0 ? [] : [nodes.line.create()]), ...(line === '' ? [] : [articleSchema.text(line, $context.marks())])])));
          return new Slice(Fragment.from(blocks), 1, 1);
        },
      });
      view = made;
      tell();
      return () => {
        view = null;
        places.clear();
        made.destroy();
      };
    },
    state: () => view?.state ?? null,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    run: (command) => {
      if (!view) return;
      command(view.state, view.dispatch, view);
      view.focus();
    },
    focus: () => view?.focus(),
    replaceDoc: (doc) => {
      if (!view) return;
      places.clear();
      view.updateState(EditorState.create({ doc, plugins }));
      tell();
    },
    lock: (locked) => {
      if (isLocked === locked) return;
      isLocked = locked;
      view?.updateState(view.state);
    },
    keepPlace: (key, at) => void places.set(key, at),
    dropPlace: (key) => void places.delete(key),
    insertPicture: (key, { src, alt }) => {
      const at = places.get(key);
      if (!view || at === undefined || isLocked) return false;
      const place = Math.min(at, view.state.doc.content.size);
      view.dispatch(closeHistory(view.state.tr.replaceRangeWith(place, place, nodes.image.create({ src, alt })).setMeta('place', key)).scrollIntoView());
      return true;
    },
  };
}

const picturesOf = (files: FileList | undefined): File[] => [...files ?? []].filter(({ type }) => type.startsWith('image/'));

function pluginsOf(): EditorState['plugins'] {
  return [
    typedRules(nodes, () => false),
    inputRules({ rules: [textblockTypeInputRule(/^(#{1,6})\s$/, nodes.heading, ([, signs = '##']) => ({ level: signs.length }))] }),
    keymap({
      'Mod-z': undo, 'Shift-Mod-z': redo, 'Mod-y': redo, Backspace: chainCommands(undoInputRule, removeEmptyTable),
      'Mod-b': toggleMark(marks.bold), 'Mod-i': toggleMark(marks.italic), 'Mod-Shift-x': toggleMark(marks.strike), 'Mod-e': toggleMark(marks.mono),
      'Mod-Alt-0': setBlockType(nodes.paragraph), 'Mod-Alt-2': toggleHeading(2), 'Mod-Alt-3': toggleHeading(3),
      'Mod-Shift-7': toggleList('numbers'), 'Mod-Shift-8': toggleList('bullets'), 'Mod-Shift-9': toggleQuote,
      // Signs on keys with Shift: `&`, `*`, `(` in the English layout.
      'Mod-&': toggleList('numbers'), 'Mod-*': toggleList('bullets'), 'Mod-(': toggleQuote,
      Enter: chainCommands(toCellBelow, leaveCode, splitItem), 'Shift-Enter': chainCommands(stayInCell, breakLine), Tab: chainCommands(toCell(1), indentItem), 'Shift-Tab': chainCommands(toCell(-1), outdentItem),
      'Mod-Enter': leaveTable, ArrowDown: leaveLastTable,
    }),
    keepTablesWhole(),
    keymap(baseKeymap),
    history(),
  ];
}

function pictureElement({ attrs: { src, alt } }: Node, { pictureUrl }: ArticleEditorOptions): HTMLElement {
  const url = pictureUrl(String(src));
  if (url === null) {
    const words = document.createElement('span');
    words.className = 'rich-far';
    words.textContent = String(alt) === '' ? String(src) : String(alt);
    return words;
  }
  const image = document.createElement('img');
  image.alt = String(alt);
  image.src = url;
  return image;
}
