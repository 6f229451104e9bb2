import { useId, useRef, useState, type ClipboardEvent, type DragEvent, type KeyboardEvent } from 'react';
import { uploadPicture } from '../api/help.ts';
import { useTexts } from '../app/use-preferences.tsx';
import { Button, IconButton } from '../design/button.tsx';
import { Icon, type IconName } from '../design/icon.tsx';
import { problemText } from '../design/problem-text.ts';
import { Problem } from '../settings/pieces.tsx';
import { markdownEdit, pictureEdit, type MarkdownAct, type MarkdownEdit } from './markdown-edit.ts';

const acts: readonly { readonly act: MarkdownAct; readonly icon: IconName; readonly key?: string }[] = [
  { act: 'bold', icon: 'bold', key: 'b' }, { act: 'italic', icon: 'italic', key: 'i' }, { act: 'heading', icon: 'plain' }, { act: 'link', icon: 'link', key: 'k' }, { act: 'bullets', icon: 'bullets' }, { act: 'numbers', icon: 'numbers' },
  { act: 'quote', icon: 'quote' }, { act: 'code', icon: 'code' },
];

interface Props { readonly siteId: number; readonly value: string; readonly isReadOnly: boolean; readonly onChange: (value: string) => void; /** A picture that came when this field was not there any more. */ readonly onStray: (picture: { readonly path: string; readonly name: string }) => void }

/** Markdown with a toolbar that writes its marks; pictures are pasted, dropped or chosen. */
export function MarkdownField({ siteId, value, isReadOnly, onChange, onStray }: Props) {
  const texts = useTexts();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const [uploading, setUploading] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);

  /** As if it were typed, so that the browser's undo takes it back. */
  const apply = ({ from, to, insert, start, end }: MarkdownEdit): void => {
    const field = area.current;
    if (!field) return;
    field.focus();
    field.setSelectionRange(from, to);
    // oxlint-disable-next-line typescript/no-deprecated -- nothing else keeps the history of a text field
    if (!(insert === '' ? document.execCommand('delete') : document.execCommand('insertText', false, insert))) {
      field.setRangeText(insert, from, to);
      onChange(field.value);
    }
    field.setSelectionRange(start, end);
  };
  const press = (act: MarkdownAct): void => {
    const field = area.current;
    if (field && !isReadOnly) apply(markdownEdit(act, field.value, field.selectionStart, field.selectionEnd));
  };
  const add = async (list: readonly File[]): Promise<void> => {
    const pictures = list.filter(({ type }) => type.startsWith('image/'));
    setProblem(null);
    setUploading((count) => count + pictures.length);
    for (const file of pictures) {
      try {
        const { path, fileName } = await uploadPicture(siteId, file);
        const field = area.current;
        if (field) apply(pictureEdit(field.value, field.selectionStart, field.selectionEnd, { path, name: fileName }));
        else onStray({ path, name: fileName });
      } catch (error) {
        setProblem(problemText(error, texts));
      } finally {
        setUploading((count) => count - 1);
      }
    }
  };
  const onPaste = (event: ClipboardEvent): void => {
    const list = [...event.clipboardData.files];
    if (isReadOnly || !list.some(({ type }) => type.startsWith('image/'))) return;
    event.preventDefault();
    void add(list);
  };
  const onDrop = (event: DragEvent): void => {
    if (isReadOnly || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    void add([...event.dataTransfer.files]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const found = acts.find(({ key }) => key === event.key.toLowerCase());
    if (!found) return;
    event.preventDefault();
    event.stopPropagation();
    press(found.act);
  };
  return (
    <div className="field help-markdown">
      <label htmlFor={id}>{texts.articleContent}</label>
      {isReadOnly ? null : (
        <div className="help-tools" role="group" aria-label={texts.articleTools}>
          {acts.map(({ act, icon, key }) => <IconButton key={act} label={texts.markdownActs[act]} {...(key === undefined ? {} : { shortcut: `Control+${key.toUpperCase()}` })} onPress={() => press(act)}><Icon name={icon} /></IconButton>)}
          <Button kind="quiet" onPress={() => files.current?.click()}><Icon name="image" />{texts.addPicture}</Button>
          <input ref={files} type="file" hidden multiple accept="image/png,image/jpeg,image/gif,image/webp,image/avif" aria-label={texts.addPicture} onChange={(event) => { void add([...(event.target.files ?? [])]); event.target.value = ''; }} />
          <span role="status">{uploading > 0 ? texts.pictureUploading : ''}</span>
        </div>
      )}
      <Problem text={problem} />
      <textarea ref={area} id={id} className="input" rows={20} value={value} readOnly={isReadOnly} maxLength={200_000} dir="auto" spellCheck onChange={(event) => onChange(event.target.value)} onPaste={onPaste} onDrop={onDrop} onKeyDown={onKeyDown} />
    </div>
  );
}
