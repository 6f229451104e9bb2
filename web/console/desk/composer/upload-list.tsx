import { usePreferences } from '../../app/use-preferences.tsx';
import { Icon } from '../../design/icon.tsx';
import { byteText } from '../../design/time-text.ts';
import type { Uploads } from './use-uploads.tsx';

/** What is attached, and what is on its way. Pictures that stand in the text are seen there. */
export function UploadList({ uploads }: { uploads: Uploads }) {
  const { texts, locale } = usePreferences();
  const shown = uploads.files.filter(({ isInline, upload }) => !isInline || upload === null);
  if (shown.length === 0) return null;
  return (
    <ul className="uploads" aria-label={texts.attachments}>
      {shown.map((file) => (
        <li key={file.key} className="upload">
          <Icon name={file.isInline ? 'image' : 'clip'} size={14} /><span className="attachment-name">{file.name}</span>
          {file.byteCount > 0 ? <span className="attachment-size">{byteText(file.byteCount, locale)}</span> : null}
          {file.upload === null ? <progress value={file.share} max={1} aria-label={texts.uploading(file.name)} /> : null}
          <button type="button" className="plain-button" aria-label={texts.removeFile(file.name)} onClick={() => uploads.remove(file.key)}><Icon name="close" size={12} /></button>
        </li>
      ))}
    </ul>
  );
}
