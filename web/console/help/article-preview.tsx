import { useEffect, useRef, useState } from 'react';
import { renderPreview } from '../api/help.ts';
import { apiBase } from '../api/request.ts';
import { useTexts } from '../app/use-preferences.tsx';
import { copyArticle } from './copy-article.ts';

const afterMs = 400;

/** How the site shows what is being written; a moment after the last key. */
export function ArticlePreview({ siteId, title, content }: { siteId: number; title: string; content: string }) {
  const texts = useTexts();
  const place = useRef<HTMLDivElement>(null);
  const [isText, setText] = useState(false);
  useEffect(() => {
    const ended = new AbortController();
    const timer = setTimeout(() => {
      renderPreview(siteId, content, ended.signal).then(({ html }) => {
        setText(html === null);
        place.current?.replaceChildren(...(html === null ? [document.createTextNode(content)] : copyArticle(html, `${apiBase}/knowledge-bases/${siteId}/files`)));
      }).catch(() => undefined); // the next key asks again
    }, afterMs);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [siteId, content]);
  return (
    <section className="help-preview" aria-label={texts.articlePreview}>
      <h2 dir="auto">{title}</h2>
      {isText ? <p className="hint">{texts.articleAsText}</p> : null}
      <div ref={place} className={isText ? 'help-rendered plain' : 'help-rendered'} dir="auto" />
    </section>
  );
}
