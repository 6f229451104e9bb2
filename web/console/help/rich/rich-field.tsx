import type { Node } from 'prosemirror-model';
import { useEffect, useRef, useState } from 'react';
import { renderPreview, uploadPicture } from '../../api/help.ts';
import { apiBase } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { problemText } from '../../design/problem-text.ts';
import { LinkBar } from '../../desk/composer/rich/link-bar.tsx';
import { readHref } from '../../desk/composer/rich/link-command.ts';
import { Problem } from '../../settings/pieces.tsx';
import { createArticleEditor } from './article-editor.ts';
import { articleLinkable } from './article-schema.ts';
import { openRich } from './open-rich.ts';
import type { NotRich } from './read-markdown.ts';
import { RichBar } from './rich-bar.tsx';
import { writeMarkdown } from './write-markdown.ts';
import '../../desk/composer/composer.css';

interface Props {
  readonly siteId: number;
  /** Markdown, always: the document is made of it, and it of the document. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** This text has no place here; `unchecked`: nobody could tell. */
  readonly onRefuse: (why: NotRich | 'unchecked') => void;
  /** A picture whose place went while it was on its way: another text took that, or another editor. */
  readonly onStray: (picture: { readonly path: string; readonly name: string }) => void;
}

/** An article without marks. What it opens it gives back as it was; what it cannot, it refuses before anything is changed. */
export function RichField({ siteId, value, onChange, onRefuse, onStray }: Props) {
  const texts = useTexts();
  const [editor] = useState(createArticleEditor);
  const [doc, setDoc] = useState<Node | null>(null);
  const [isLinking, setLinking] = useState(false);
  const [uploading, setUploading] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const element = useRef<HTMLDivElement>(null);
  const files = useRef<HTMLInputElement>(null);
  /** `told`: what was told and has not come back as `value` yet. */
  const held = useRef({ markdown: null as string | null, told: new Set<string>(), lists: 0 });
  const latest = useRef({ onChange, onRefuse, onStray, label: texts.articleRich });
  useEffect(() => { latest.current = { onChange, onRefuse, onStray, label: texts.articleRich }; });

  // What comes from elsewhere: the first text, an older revision, the version of somebody who was faster.
  useEffect(() => {
    if (value === held.current.markdown) {
      held.current.told.clear();
      editor.lock(false);
      return undefined;
    }
    if (held.current.told.has(value)) return undefined; // what was typed since is on its way
    // Whatever was typed into the text before would be written over this one.
    editor.lock(true);
    const ended = new AbortController();
    openRich(value, async (markdown) => (await renderPreview(siteId, markdown, ended.signal)).html).then((opened) => {
      if (ended.signal.aborted) return;
      if (typeof opened === 'string') return latest.current.onRefuse(opened);
      held.current.markdown = value;
      held.current.told.clear();
      editor.lock(false);
      if (editor.state() === null) setDoc(opened);
      else if (!editor.state()!.doc.eq(opened)) editor.replaceDoc(opened);
      return undefined;
    }).catch(() => { if (!ended.signal.aborted) latest.current.onRefuse('unchecked'); });
    return () => ended.abort();
  }, [siteId, value, editor]);

  const add = async (list: readonly File[], at: number): Promise<void> => {
    setProblem(null);
    setUploading((count) => count + list.length);
    held.current.lists += 1;
    const key = held.current.lists;
    editor.keepPlace(key, at);
    for (const file of list) {
      try {
        const { path, fileName } = await uploadPicture(siteId, file);
        if (!editor.insertPicture(key, { src: path, alt: fileName.replace(/\.[A-Za-z0-9]+$/, '') })) latest.current.onStray({ path, name: fileName });
      } catch (error) {
        setProblem(problemText(error, texts));
      } finally {
        setUploading((count) => count - 1);
      }
    }
    editor.dropPlace(key);
  };
  const adding = useRef(add);
  useEffect(() => { adding.current = add; });

  useEffect(() => {
    if (doc === null || !element.current) return undefined;
    return editor.mount(element.current, doc, {
      attributes: () => ({ class: 'help-rendered rich-text', role: 'textbox', 'aria-multiline': 'true', 'aria-label': latest.current.label, spellcheck: 'true', dir: 'auto' }),
      pictureUrl: (path) => {
        const [, key] = /^\/files\/([\w-]{22})(?:\/|$)/.exec(path) ?? [];
        return key === undefined ? null : `${apiBase}/knowledge-bases/${siteId}/files/${key}`;
      },
      onDoc: (changed) => {
        const markdown = writeMarkdown(changed);
        if (markdown === held.current.markdown) return;
        held.current.markdown = markdown;
        held.current.told.add(markdown);
        latest.current.onChange(markdown);
      },
      onLink: () => setLinking(true),
      onPictures: (list, at) => void adding.current(list, at),
    });
  }, [editor, doc, siteId]);

  return (
    <div className="field" data-own-keys="">
      <Problem text={problem} />
      {doc === null ? <p className="hint" role="status">{texts.articleOpening}</p> : (
        <div className="rich-frame">
          <RichBar editor={editor} onLink={() => setLinking(true)} onPicture={() => files.current?.click()} />
          {isLinking ? <LinkBar editor={editor} onClose={() => setLinking(false)} read={readArticleHref} /> : null}
          <div ref={element} className="help-rendered rich-text" />
        </div>
      )}
      <input ref={files} type="file" hidden multiple accept="image/png,image/jpeg,image/gif,image/webp,image/avif" aria-label={texts.addPicture} onChange={(event) => { void add([...(event.target.files ?? [])], editor.state()?.selection.to ?? 0); event.target.value = ''; }} />
      <span className="hint" role="status">{uploading > 0 ? texts.pictureUploading : ''}</span>
    </div>
  );
}

/** A place of the site or of this article too. */
const readArticleHref = (typed: string): string | null => (articleLinkable.test(typed.trim()) ? typed.trim() : readHref(typed));
