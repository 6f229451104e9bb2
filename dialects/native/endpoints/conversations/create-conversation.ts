import type { Outside } from '#core/channels/index.ts';
import { openConversation } from '#core/conversations/index.ts';
import { removeUploads } from '#core/files/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { toInstant } from '../../parse/instant.ts';
import { cleanContent, sentOrFiles } from '../../parse/message-content.ts';
import { NewConversation, Posted } from '../../schemas/message.ts';

export const createConversation = (outside: Outside): Operation => operation({
  id: 'conversations.create',
  method: 'POST',
  path: '/native/v1/conversations',
  tag: 'Conversations',
  summary: 'Begins a conversation with a mail of ours',
  body: NewConversation,
  status: 201,
  response: Posted,
  async handle({ act, change, body }) {
    requirePermission(act, 'conversations.reply');
    const { text, html } = await cleanContent(outside, body);
    const { channelId, to, cc, bcc, subject = '', uploadIds, sendAt, clientKey } = body;
    const repeated = { asked: body, ...(clientKey !== undefined && { clientKey }) };
    return change(async (tx) => {
      const before = await sentOrFiles(tx, act, repeated, { uploadIds, html });
      if ('sent' in before) return before.sent;
      const posted = await openConversation(tx, act, {
        channelId, to, subject, text, html, attachments: before.files, ...(cc && { cc }), ...(bcc && { bcc }),
        ...(sendAt !== undefined && { sendAt: toInstant('sendAt', sendAt) }), ...repeated,
      });
      if (uploadIds && uploadIds.length > 0) await removeUploads(tx, act, uploadIds);
      return posted;
    });
  },
});
