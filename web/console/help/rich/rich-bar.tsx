import { toggleMark } from 'prosemirror-commands';
import { redo, undo } from 'prosemirror-history';
import type { MarkType } from 'prosemirror-model';
import type { Command, EditorState } from 'prosemirror-state';
import { Fragment, useSyncExternalStore } from 'react';
import { Toolbar } from 'react-aria-components';
import { useTexts } from '../../app/use-preferences.tsx';
import { Icon, type IconName } from '../../design/icon.tsx';
import { isInside, listAround, toggleCode, toggleList, toggleQuote } from '../../desk/composer/rich/commands.ts';
import { linkAt } from '../../desk/composer/rich/link-command.ts';
import type { Texts } from '../../texts/english.ts';
import { insertRule, toggleHeading, type ArticleEditor } from './article-editor.ts';
import { articleSchema } from './article-schema.ts';
import { addColumn, addRow, cellAround, insertTable, outsideTables, removeColumn, removeRow, removeTable } from './table-commands.ts';

const { nodes, marks } = articleSchema;

function hasMark(state: EditorState, type: MarkType): boolean {
  const { from, to, $from, empty } = state.selection;
  return empty ? type.isInSet(state.storedMarks ?? $from.marks()) !== undefined : state.doc.rangeHasMark(from, to, type);
}
const isHeading = (level: number) => ({ selection: { $from: { parent } } }: EditorState): boolean => parent.type === nodes.heading && parent.attrs['level'] === level;

interface Format { readonly key: keyof Texts['richFormats']; readonly icon: IconName; readonly keys?: string; readonly command: Command; /** None: it does something once. */ readonly isOn?: (state: EditorState) => boolean }

const formats: readonly (readonly Format[])[] = [
  [
    { key: 'heading', icon: 'heading', keys: 'Control+Alt+2', command: toggleHeading(2), isOn: isHeading(2) },
    { key: 'subheading', icon: 'subheading', keys: 'Control+Alt+3', command: toggleHeading(3), isOn: isHeading(3) },
  ],
  [
    { key: 'bold', icon: 'bold', keys: 'Control+B', command: toggleMark(marks.bold), isOn: (state) => hasMark(state, marks.bold) },
    { key: 'italic', icon: 'italic', keys: 'Control+I', command: toggleMark(marks.italic), isOn: (state) => hasMark(state, marks.italic) },
    { key: 'strike', icon: 'strike', keys: 'Control+Shift+X', command: toggleMark(marks.strike), isOn: (state) => hasMark(state, marks.strike) },
    { key: 'mono', icon: 'mono', keys: 'Control+E', command: toggleMark(marks.mono), isOn: (state) => hasMark(state, marks.mono) },
  ],
  [
    { key: 'bullets', icon: 'bullets', keys: 'Control+Shift+8', command: toggleList('bullets'), isOn: (state) => listAround(state)?.name === 'bullets' },
    { key: 'numbers', icon: 'numbers', keys: 'Control+Shift+7', command: toggleList('numbers'), isOn: (state) => listAround(state)?.name === 'numbers' },
    { key: 'quote', icon: 'quote', keys: 'Control+Shift+9', command: toggleQuote, isOn: (state) => isInside(state, 'quote') },
    { key: 'code', icon: 'code', command: outsideTables(toggleCode), isOn: (state) => isInside(state, 'code') },
    { key: 'rule', icon: 'minus', command: insertRule },
    { key: 'table', icon: 'table', command: insertTable },
  ],
  [
    { key: 'undo', icon: 'undo', keys: 'Control+Z', command: undo },
    { key: 'redo', icon: 'redo', keys: 'Control+Shift+Z', command: redo },
  ],
];

/** Shown where the caret is in a table. */
const tableFormats: readonly Format[] = [
  { key: 'addRow', icon: 'addRow', command: addRow }, { key: 'removeRow', icon: 'removeRow', command: removeRow }, { key: 'addColumn', icon: 'addColumn', command: addColumn }, { key: 'removeColumn', icon: 'removeColumn', command: removeColumn },
  { key: 'removeTable', icon: 'trash', command: removeTable },
];

/** One stop of Tab, arrows within. A press leaves the caret where it is. */
export function RichBar({ editor, onLink, onPicture }: { editor: ArticleEditor; onLink: () => void; onPicture: () => void }) {
  const texts = useTexts();
  const state = useSyncExternalStore(editor.subscribe, editor.state);
  const button = (icon: IconName, label: string, keys: string | undefined, isOn: boolean | undefined, isDisabled: boolean, press: () => void) => (
    <button
      key={label} type="button" className="format" aria-label={label} {...(isOn === undefined ? {} : { 'aria-pressed': isOn })} {...(keys === undefined ? {} : { 'aria-keyshortcuts': keys })} disabled={isDisabled}
      title={keys === undefined ? label : `${label} (${keys.replace('Control', 'Ctrl')})`} onMouseDown={(event) => event.preventDefault()} onClick={press}
    ><Icon name={icon} size={15} /></button>
  );
  return (
    <Toolbar className="rich-tools" aria-label={texts.articleTools}>
      {[...formats, ...(state !== null && cellAround(state) !== null ? [tableFormats] : [])].map((group, at) => (
        <Fragment key={group[0]!.key}>
          {at > 0 ? <span className="gap" /> : null}
          {group.map(({ key, icon, keys, command, isOn }) => button(icon, texts.richFormats[key], keys, state === null ? undefined : isOn?.(state), state === null || (isOn === undefined && !command(state)), () => editor.run(command)))}
          {at === 2 ? (
            <>
              <span className="gap" />
              {button('link', texts.link, 'Control+K', state !== null && linkAt(state).href !== '', state === null, onLink)}
              {button('image', texts.addPicture, undefined, undefined, state === null, onPicture)}
            </>
          ) : null}
        </Fragment>
      ))}
    </Toolbar>
  );
}
