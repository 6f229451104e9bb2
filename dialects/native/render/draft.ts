import type { Draft as CoreDraft } from '#core/conversations/index.ts';
import type { Upload } from '#core/files/index.ts';
import type { Draft } from '../schemas/draft.ts';
import { renderNewContent } from './new-content.ts';
import { renderUpload } from './upload.ts';

export function renderDraft({ kind, text, html, to, cc, bcc, subject, uploadIds, inReplyToMessageId, content, updatedAt }: CoreDraft, uploads: readonly Upload[]): Draft {
  return { kind, text, html, to: to && [...to], cc: [...cc], bcc: [...bcc], subject, uploadIds: [...uploadIds], uploads: uploads.map(renderUpload), inReplyToMessageId, content: content && renderNewContent(content), savedAt: updatedAt };
}
