import type { Outside } from '#core/channels/index.ts';
import { saveNewMailDraft as save } from '#core/conversations/index.ts';
import { keepUploads } from '#core/files/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { cleanContent } from '../../parse/message-content.ts';
import { DraftSaved, NewMailDraftInput } from '../../schemas/draft.ts';

export const saveNewMailDraft = (outside: Outside): Operation => operation({
  id: 'newMailDraft.save',
  method: 'PUT',
  path: '/native/v1/new-mail-draft',
  tag: 'Drafts',
  summary: 'Keeps the mail to somebody new that the caller has begun, one for each person; an empty one is removed (savedAt null)',
  body: NewMailDraftInput,
  response: DraftSaved,
  async handle({ act, change, body }) {
    requirePermission(act, 'conversations.reply');
    const html = body.html ? (await cleanContent(outside, body)).html : null;
    const { channelId = null, to = '', cc = '', bcc = '', subject = '', text, uploadIds = [] } = body;
    const savedAt = await change(async (tx) => {
      if (uploadIds.length > 0) await keepUploads(tx, act, uploadIds);
      return save(tx, act, { channelId, to, cc, bcc, subject, text, html, uploadIds });
    });
    return { savedAt };
  },
});
