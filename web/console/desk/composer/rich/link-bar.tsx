import { useState } from 'react';
import { usePreferences } from '../../../app/use-preferences.tsx';
import { Button } from '../../../design/button.tsx';
import type { Editor } from './editor.ts';
import { linkAt, readHref, setLink } from './link-command.ts';

/** Where a link leads: for the words chosen, or the link that the caret stands in. */
export function LinkBar({ editor, onClose, read = readHref }: { editor: Pick<Editor, 'state' | 'run' | 'focus'>; onClose: () => void; read?: (typed: string) => string | null }) {
  const { texts } = usePreferences();
  const [place] = useState(() => { const state = editor.state(); return state ? linkAt(state) : null; });
  const [typed, setTyped] = useState(place?.href ?? '');
  const [isWrong, setWrong] = useState(false);
  if (!place) return null;
  const close = (): void => {
    onClose();
    editor.focus();
  };
  const apply = (href: string): void => {
    onClose();
    editor.run(setLink(place, href));
  };
  const accept = (): void => {
    const href = typed.trim() === '' ? '' : read(typed);
    if (href === null) setWrong(true);
    else apply(href);
  };
  return (
    <div className="link-bar" role="group" aria-label={texts.link}>
      <label className="address-field">
        <span>{texts.linkTo}</span>
        <input
          autoFocus type="text" inputMode="url" autoComplete="off" spellCheck={false} value={typed} aria-invalid={isWrong} placeholder="https://"
          onChange={(event) => { setTyped(event.target.value); setWrong(false); }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') accept();
            else if (event.key === 'Escape') close();
            else return;
            event.preventDefault();
          }}
        />
      </label>
      {isWrong ? <span className="wrong" role="alert">{texts.linkWrong}</span> : null}
      <Button kind="quiet" onPress={accept}>{texts.done}</Button>
      {place.href === '' ? null : <Button kind="quiet" onPress={() => apply('')}>{texts.remove}</Button>}
      <Button kind="quiet" onPress={close}>{texts.cancel}</Button>
    </div>
  );
}
