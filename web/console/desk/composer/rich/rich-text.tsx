import type { Node } from 'prosemirror-model';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Editor, EditorOptions } from './editor.ts';

interface Props extends Omit<EditorOptions, 'attributes' | 'isPlain'> {
  readonly editor: Editor;
  /** What it begins with; later changes come by the editor. */
  readonly initial: Node;
  readonly isPlain: boolean;
  readonly label: string;
  readonly placeholder: string;
  /** Ids of what describes it, and what it is offering. */
  readonly aria: Readonly<Record<string, string>>;
}

/** The field itself. React gives it its place; ProseMirror owns what is in it. */
export function RichText({ editor, initial, ...rest }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(rest);
  useLayoutEffect(() => { latest.current = rest; });
  const begin = useRef(initial);
  useEffect(() => {
    if (!element.current) return undefined;
    return editor.mount(element.current, begin.current, {
      attributes: () => ({
        class: 'composer-text', role: 'textbox', 'aria-multiline': 'true', spellcheck: 'true', 'aria-label': latest.current.label, 'data-placeholder': latest.current.placeholder, ...latest.current.aria,
      }),
      isPlain: () => latest.current.isPlain,
      imageUrl: (cid) => latest.current.imageUrl(cid),
      onDoc: (doc) => {
        begin.current = doc;
        latest.current.onDoc(doc);
      },
      onKey: (event) => latest.current.onKey(event),
      onLink: () => latest.current.onLink(),
      onFiles: (files, at) => latest.current.onFiles(files, at),
      onBlur: () => latest.current.onBlur(),
    });
  }, [editor]);
  const said = `${rest.label}\u0001${rest.placeholder}\u0001${JSON.stringify(rest.aria)}`;
  useEffect(() => editor.refresh(), [editor, said]);
  return <div ref={element} className="composer-text" />;
}
