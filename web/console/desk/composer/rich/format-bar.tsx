import { toggleMark } from 'prosemirror-commands';
import type { MarkType } from 'prosemirror-model';
import type { Command, EditorState } from 'prosemirror-state';
import { useSyncExternalStore } from 'react';
import { Toolbar } from 'react-aria-components';
import { usePreferences } from '../../../app/use-preferences.tsx';
import { Icon, type IconName } from '../../../design/icon.tsx';
import { isInside, listAround, toggleCode, toggleList, toggleQuote } from './commands.ts';
import type { Editor } from './editor.ts';
import { linkAt } from './link-command.ts';
import { schema } from './schema.ts';

const { bold, italic, strike } = schema.marks;

function hasMark(state: EditorState, type: MarkType): boolean {
  const { from, to, $from, empty } = state.selection;
  return empty ? type.isInSet(state.storedMarks ?? $from.marks()) !== undefined : state.doc.rangeHasMark(from, to, type);
}

interface Format { readonly key: 'bold' | 'italic' | 'strike' | 'bullets' | 'numbers' | 'quote' | 'code'; readonly icon: IconName; readonly keys: string; readonly command: Command; readonly isOn: (state: EditorState) => boolean }

const formats: readonly Format[] = [
  { key: 'bold', icon: 'bold', keys: 'Control+B', command: toggleMark(bold), isOn: (state) => hasMark(state, bold) },
  { key: 'italic', icon: 'italic', keys: 'Control+I', command: toggleMark(italic), isOn: (state) => hasMark(state, italic) },
  { key: 'strike', icon: 'strike', keys: 'Control+Shift+X', command: toggleMark(strike), isOn: (state) => hasMark(state, strike) },
  { key: 'bullets', icon: 'bullets', keys: 'Control+Shift+8', command: toggleList('bullets'), isOn: (state) => listAround(state)?.name === 'bullets' },
  { key: 'numbers', icon: 'numbers', keys: 'Control+Shift+7', command: toggleList('numbers'), isOn: (state) => listAround(state)?.name === 'numbers' },
  { key: 'quote', icon: 'quote', keys: 'Control+Shift+9', command: toggleQuote, isOn: (state) => isInside(state, 'quote') },
  { key: 'code', icon: 'code', keys: '', command: toggleCode, isOn: (state) => isInside(state, 'code') },
];

interface Props { readonly editor: Editor; readonly isPlain: boolean; readonly onLink: () => void; readonly onPlain: (isPlain: boolean) => void }

/** One stop of Tab, arrows within. A press leaves the caret where it is. */
export function FormatBar({ editor, isPlain, onLink, onPlain }: Props) {
  const { texts } = usePreferences();
  const state = useSyncExternalStore(editor.subscribe, editor.state);
  const button = (icon: IconName, label: string, keys: string, isOn: boolean, press: () => void) => (
    <button
      key={label} type="button" className="format" aria-label={label} aria-pressed={isOn} {...(keys === '' ? {} : { 'aria-keyshortcuts': keys })} title={keys === '' ? label : `${label} (${keys.replace('Control', 'Ctrl')})`}
      onMouseDown={(event) => event.preventDefault()} onClick={press}
    ><Icon name={icon} size={15} /></button>
  );
  return (
    <Toolbar className="format-bar" aria-label={texts.formatting}>
      {isPlain || state === null ? null : formats.map(({ key, icon, keys, command, isOn }) => button(icon, texts.formats[key], keys, isOn(state), () => editor.run(command)))}
      {isPlain || state === null ? null : button('link', texts.link, 'Control+K', linkAt(state).href !== '', onLink)}
      {button('plain', texts.plainText, '', isPlain, () => {
        if (!isPlain) editor.toPlain();
        onPlain(!isPlain);
        editor.focus();
      })}
    </Toolbar>
  );
}
