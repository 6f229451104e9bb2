import type { Draft as CoreDraft } from '#core/conversations/index.ts';
import type { Draft } from '../schemas/draft.ts';

export function renderDraft({ kind, text, html, to, cc, bcc, subject, uploadIds, inReplyToMessageId, updatedAt }: CoreDraft): Draft {
  return { kind, text, html, to: to && [...to], cc: [...cc], bcc: [...bcc], subject, uploadIds: [...uploadIds], inReplyToMessageId, savedAt: updatedAt };
}
