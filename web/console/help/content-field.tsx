import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { usePreferences } from '../app/use-preferences.tsx';
import { appendPicture } from './markdown-edit.ts';
import { MarkdownField } from './markdown-field.tsx';
import type { Texts } from '../texts/english.ts';

const RichField = lazy(async () => ({ default: (await import('./rich/rich-field.tsx')).RichField }));

interface Props { readonly siteId: number; readonly value: string; readonly isReadOnly: boolean; readonly onChange: (value: string) => void }

/** The text of an article, as rich text or as Markdown; this browser keeps which. What the rich editor cannot hold is edited as Markdown, and it is said why. */
export function ContentField(props: Props) {
  const { texts, preferences, change } = usePreferences();
  const [why, setWhy] = useState<keyof Texts['articleNotRich'] | null>(null);
  const isRich = !props.isReadOnly && !preferences.writesMarkdown && why === null;
  const latest = useRef<Props | null>(null);
  useEffect(() => {
    latest.current = props;
    return () => { latest.current = null; };
  });
  const onStray = (picture: { readonly path: string; readonly name: string }): void => {
    if (latest.current && !latest.current.isReadOnly) latest.current.onChange(appendPicture(latest.current.value, picture));
  };
  const choose = (writesMarkdown: boolean): void => {
    setWhy(null);
    change({ writesMarkdown });
  };
  return (
    <>
      {props.isReadOnly ? null : (
        <div>
          <div className="help-switch" role="group" aria-label={texts.articleEditAs}>
            <span aria-hidden="true">{texts.articleEditAs}</span>
            <button type="button" aria-pressed={isRich} onClick={() => choose(false)}>{texts.articleEditors.rich}</button>
            <button type="button" aria-pressed={!isRich} onClick={() => choose(true)}>{texts.articleEditors.markdown}</button>
          </div>
          <div role="status">{why === null ? null : <p className="notice plain">{texts.articleNotRich[why]}</p>}</div>
        </div>
      )}
      {isRich ? <Suspense fallback={<p className="hint" role="status">{texts.articleOpening}</p>}><RichField {...props} onRefuse={setWhy} onStray={onStray} /></Suspense> : <MarkdownField {...props} onStray={onStray} />}
    </>
  );
}
