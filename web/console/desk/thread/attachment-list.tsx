import type { Message } from '../../api/desk.ts';
import { apiBase } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Icon } from '../../design/icon.tsx';
import { byteText } from '../../design/time-text.ts';

/** Files to download. Pictures of signatures, which a mail shows in its text, are left to the formatted form. */
export function AttachmentList({ attachments }: { attachments: Message['attachments'] }) {
  const { texts, locale } = usePreferences();
  const shown = attachments.filter(({ disposition, contentId }) => disposition === 'attachment' || contentId === null);
  if (shown.length === 0) return null;
  return (
    <ul className="attachments" aria-label={texts.attachments}>
      {shown.map((file) => (
        <li key={file.id}>
          <a className="attachment" href={`${apiBase}/attachments/${file.id}`} download={file.fileName ?? ''}>
            <Icon name={file.sniffedType.startsWith('image/') ? 'image' : 'clip'} />
            <span className="attachment-name">{file.fileName ?? texts.unnamedFile}</span>
            <span className="attachment-size">{byteText(file.byteCount, locale)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
