import type { Outside } from '#core/channels/index.ts';
import { saveDraft as save } from '#core/conversations/index.ts';
import { keepUploads } from '#core/files/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { cleanContent } from '../../parse/message-content.ts';
import { newContent } from '../../parse/new-content.ts';
import { DraftInput, DraftSaved } from '../../schemas/draft.ts';
import { IdParams } from '../../schemas/shared.ts';

export const saveDraft = (outside: Outside): Operation => operation({
  id: 'drafts.save',
  method: 'PUT',
  path: '/native/v1/conversations/{id}/draft',
  tag: 'Drafts',
  summary: 'Keeps what the caller has begun; an empty one is removed (savedAt null)',
  params: IdParams,
  body: DraftInput,
  response: DraftSaved,
  async handle({ act, change, params, body }) {
    requirePermission(act, body.kind === 'note' ? 'conversations.note' : 'conversations.reply');
    const html = body.html ? (await cleanContent(outside, body)).html : null;
    const parties = (list: DraftInput['to']) => list?.map(({ name = '', address }) => ({ name, address }));
    const savedAt = await change(async (tx) => {
      if (body.uploadIds && body.uploadIds.length > 0) await keepUploads(tx, act, body.uploadIds);
      return save(tx, act, params.id, {
        kind: body.kind, text: body.text, html, to: parties(body.to) ?? null, cc: parties(body.cc) ?? [], bcc: parties(body.bcc) ?? [], subject: body.subject ?? null,
        uploadIds: body.uploadIds ?? [], inReplyToMessageId: body.inReplyToMessageId ?? null, content: body.kind === 'reply' && body.content ? newContent(body.content) : null,
      });
    });
    return { savedAt };
  },
});
