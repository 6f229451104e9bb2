import { baseKeymap, chainCommands, toggleMark } from 'prosemirror-commands';
import { closeHistory, history, redo, undo } from 'prosemirror-history';
import { undoInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { Slice, type Node } from 'prosemirror-model';
import { EditorState, TextSelection, type Command, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { cleanPasted } from './clean-pasted.ts';
import { breakLine, indentItem, leaveCode, outdentItem, splitItem, toggleList, toggleQuote } from './commands.ts';
import { docOfText, isBlank, textOfDoc } from './doc-text.ts';
import { linkable, schema } from './schema.ts';
import { typedRules } from './typed-rules.ts';

/** What the editor asks of the page around it; read anew at every use. */
export interface EditorOptions {
  readonly attributes: () => Record<string, string>;
  /** Words only: no formatting by key, sign or paste. */
  readonly isPlain: () => boolean;
  /** Where the picture of this Content-ID is shown from; null: unknown. */
  readonly imageUrl: (cid: string) => string | null;
  readonly onDoc: (doc: Node) => void;
  /** True: the key was for the page. Not asked while an input method composes. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly onLink: () => void;
  /** Files pasted or dropped; pictures want to stand at `at`. */
  readonly onFiles: (files: readonly File[], at: number) => void;
  readonly onBlur: () => void;
}

/** An editor apart from React: it is mounted into an element once, and tells everybody who shows its state. */
export interface Editor {
  mount(element: HTMLElement, doc: Node, options: EditorOptions): () => void;
  readonly state: () => EditorState | null;
  readonly subscribe: (listener: () => void) => () => void;
  /** Runs a command and gives the focus back to the text. */
  run(command: Command): void;
  focus(): void;
  /** Puts text in the place of a stretch; line ends become lines. */
  replaceText(from: number, to: number, text: string): void;
  /** Remembers a place through all changes until it is used. */
  keepPlace(key: number, at: number): void;
  insertImage(key: number, image: { readonly cid: string; readonly alt: string }): void;
  toPlain(): void;
  /** Asks for the attributes anew. */
  refresh(): void;
}

export function createEditor(): Editor {
  let view: EditorView | null = null;
  const listeners = new Set<() => void>();
  const places = new Map<number, number>();
  let wasPaste = false;
  const tell = (): void => { for (const listener of listeners) listener(); };

  return {
    mount: (element, doc, options) => {
      const made = new EditorView({ mount: element }, {
        state: EditorState.create({ doc, plugins: pluginsFor(options) }),
        attributes: (state) => ({ ...options.attributes(), ...(isBlank(state.doc) && state.doc.childCount === 1 && state.doc.firstChild?.type.name === 'paragraph' ? { 'data-empty': '' } : {}) }),
        nodeViews: { image: (node) => ({ dom: imageElement(node, options) }) },
        dispatchTransaction: (transaction: Transaction) => {
          for (const [key, at] of places) places.set(key, transaction.mapping.map(at, -1)); // before what is typed there meanwhile
          // A paste is undone by itself, however fast one was before it and after.
          const isPaste = transaction.getMeta('paste') === true || transaction.getMeta('uiEvent') === 'drop';
          made.updateState(made.state.apply(isPaste || wasPaste ? closeHistory(transaction) : transaction));
          wasPaste = isPaste || (wasPaste && !transaction.docChanged);
          if (transaction.docChanged) options.onDoc(made.state.doc);
          tell();
        },
        handleKeyDown: (held, event) => {
          if (held.composing || event.isComposing || event.keyCode === 229) return false;
          if (options.onKey(event)) return true;
          if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'k') {
            // A moment later: what the key before selected is told by an event of its own, which may still wait.
            if (!options.isPlain()) setTimeout(options.onLink);
            return true; // not the palette: Esc leaves the text first
          }
          return false;
        },
        handlePaste: (held, event) => paste(held, event, options),
        handleDrop: (held, event) => {
          const files = [...event.dataTransfer?.files ?? []];
          if (files.length === 0) return false;
          options.onFiles(files, held.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? held.state.selection.to);
          return true;
        },
        transformPastedHTML: (html) => cleanPasted(html),
        clipboardTextParser: (text) => new Slice(docOfText(text).content, 1, 1),
        clipboardTextSerializer: (slice) => textOfDoc(schema.nodes.doc.create(null, slice.content)),
        handleDOMEvents: { blur: () => { options.onBlur(); return false; } },
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
    replaceText: (from, to, text) => {
      if (!view) return;
      const transaction = view.state.tr.replaceRange(from, to, new Slice(docOfText(text).content, 1, 1));
      const end = transaction.mapping.map(to);
      view.dispatch(transaction.setSelection(TextSelection.near(transaction.doc.resolve(end), -1)).scrollIntoView());
      view.focus();
    },
    refresh: () => view?.setProps({}),
    keepPlace: (key, at) => void places.set(key, at),
    insertImage: (key, attributes) => {
      const at = places.get(key);
      places.delete(key);
      if (!view || at === undefined) return;
      view.dispatch(view.state.tr.replaceRangeWith(Math.min(at, view.state.doc.content.size), Math.min(at, view.state.doc.content.size), schema.nodes.image.create(attributes)).scrollIntoView());
    },
    toPlain: () => {
      if (!view) return;
      const { doc } = view.state;
      view.dispatch(view.state.tr.replaceWith(0, doc.content.size, docOfText(textOfDoc(doc)).content));
    },
  };
}

function pluginsFor({ isPlain }: EditorOptions) {
  const { bold, italic, strike, mono } = schema.marks;
  const rich = (command: Command): Command => (state, dispatch, view) => !isPlain() && command(state, dispatch, view);
  return [
    typedRules(schema.nodes, isPlain),
    keymap({
      'Mod-z': undo, 'Shift-Mod-z': redo, 'Mod-y': redo, Backspace: undoInputRule,
      'Mod-b': rich(toggleMark(bold)), 'Mod-i': rich(toggleMark(italic)), 'Mod-Shift-x': rich(toggleMark(strike)), 'Mod-e': rich(toggleMark(mono)),
      'Mod-Shift-7': rich(toggleList('numbers')), 'Mod-Shift-8': rich(toggleList('bullets')), 'Mod-Shift-9': rich(toggleQuote),
      // Signs on keys with Shift: `&`, `*`, `(` in the English layout.
      'Mod-&': rich(toggleList('numbers')), 'Mod-*': rich(toggleList('bullets')), 'Mod-(': rich(toggleQuote),
      Enter: chainCommands(leaveCode, splitItem), 'Shift-Enter': breakLine, Tab: indentItem, 'Shift-Tab': outdentItem,
    }),
    keymap(baseKeymap),
    history(),
  ];
}

function paste(view: EditorView, event: ClipboardEvent, options: EditorOptions): boolean {
  const { clipboardData } = event;
  if (!clipboardData) return false;
  const files = [...clipboardData.files];
  const text = clipboardData.getData('text/plain');
  // A copied picture brings itself and an `<img>` of where it stood; Word brings its words and a picture of them.
  if (files.length > 0 && text.trim() === '') {
    options.onFiles(files, view.state.selection.to);
    return true;
  }
  if (options.isPlain()) return text !== '' && view.pasteText(text, event);
  const { selection } = view.state;
  if (!selection.empty && linkable.test(text.trim()) && selection.$from.sameParent(selection.$to) && !selection.$from.parent.type.spec.code) {
    view.dispatch(view.state.tr.addMark(selection.from, selection.to, schema.mark('link', { href: text.trim() })));
    return true;
  }
  return false;
}

function imageElement(node: Node, { imageUrl }: EditorOptions): HTMLElement {
  const image = document.createElement('img');
  image.className = 'composer-image';
  image.alt = String(node.attrs['alt']);
  const url = imageUrl(String(node.attrs['cid']));
  if (url !== null) image.src = url;
  return image;
}
