import { usePreferences } from '../../app/use-preferences.tsx';
import { Icon } from '../../design/icon.tsx';
import { byteText } from '../../design/time-text.ts';
import type { Uploads } from './use-uploads.tsx';

export function UploadList({ uploads }: { uploads: Uploads }) {
  const { texts, locale } = usePreferences();
  if (uploads.files.length === 0) return null;
  return (
    <ul className="uploads" aria-label={texts.attachments}>
      {uploads.files.map((file) => (
        <li key={file.key} className="upload">
          <Icon name="clip" size={14} /><span className="attachment-name">{file.name}</span>
          {file.byteCount > 0 ? <span className="attachment-size">{byteText(file.byteCount, locale)}</span> : null}
          {file.id === null ? <progress value={file.share} max={1} aria-label={texts.uploading(file.name)} /> : null}
          <button type="button" className="plain-button" aria-label={texts.removeFile(file.name)} onClick={() => uploads.remove(file.key)}><Icon name="close" size={12} /></button>
        </li>
      ))}
    </ul>
  );
}
