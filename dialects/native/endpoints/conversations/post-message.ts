import type { Outside } from '#core/channels/index.ts';
import { composeMessage, deleteDraft, postMessageWithFiles as post, type ComposeResult, type OutgoingAttachment } from '#core/conversations/index.ts';
import { requireFresh } from '#core/desk/index.ts';
import { removeUploads } from '#core/files/index.ts';
import { invalid, requirePermission } from '#core/kernel/index.ts';
import { mentionAgents } from '#core/notifications/index.ts';
import { operation, type Call, type Operation, type Tx } from '#http/index.ts';
import { toInstant } from '../../parse/instant.ts';
import { newContent } from '../../parse/new-content.ts';
import { cleanContent, noteFilesOf, sentOrFiles, type KeyedCall } from '../../parse/message-content.ts';
import { NewMessage, Posted } from '../../schemas/message.ts';
import { IdParams } from '../../schemas/shared.ts';

type Clean = Awaited<ReturnType<typeof cleanContent>>;
type Input = Pick<Call<unknown, NewMessage, { id: number }>, 'act' | 'principal' | 'params' | 'body'>;

export const postMessage = (outside: Outside): Operation => operation({
  id: 'conversations.postMessage',
  method: 'POST',
  path: '/native/v1/conversations/{id}/messages',
  tag: 'Messages',
  summary: 'An answer, a forward or a note. With `seenPosition` refused (409 `stale`, with what came) where somebody wrote since; the draft goes with it',
  params: IdParams,
  body: NewMessage,
  status: 201,
  response: Posted,
  async handle({ act, principal, change, params, body }) {
    requirePermission(act, body.kind === 'note' ? 'conversations.note' : 'conversations.reply'); // before the work of cleaning HTML
    const content = await cleanContent(outside, body);
    return change(async (tx) => {
      const input = { act, principal, params, body };
      const before = body.kind === 'note' ? { files: [] } : await sentOrFiles(tx, act, keyed(params.id, body), { uploadIds: body.uploadIds, html: content.html });
      if ('sent' in before) return before.sent;
      const posted = body.kind === 'note' ? await postNote(tx, input, content) : await compose(tx, input, content, before.files);
      if (body.seenPosition !== undefined && body.force !== true) await requireFresh(tx, act, posted.conversationId, body.seenPosition);
      await deleteDraft(tx, act, posted.conversationId);
      return posted;
    });
  },
});

/** What the caller's key stands for: all that is asked, but not what was seen when it was. */
function keyed(conversationId: number, { clientKey, ...body }: NewMessage): KeyedCall {
  return { asked: { ...body, conversationId, seenPosition: null, force: null }, ...(clientKey !== undefined && { clientKey }) };
}

async function postNote(tx: Tx, { act, principal, params, body }: Input, { text, html }: Clean): Promise<ComposeResult> {
  const misplaced = (['to', 'cc', 'bcc', 'subject', 'sendAt', 'inReplyToMessageId', 'clientKey', 'content'] as const).find((name) => body[name] !== undefined);
  if (misplaced) throw invalid(misplaced, 'is not for a note', 'not-for-this');
  const { uploadIds = [] } = body;
  const posted = await post(tx, act, { conversationId: params.id, direction: 'note', text, html, agentId: principal.agentId ?? null, files: await noteFilesOf(tx, act, uploadIds, html) });
  if (uploadIds.length > 0) await removeUploads(tx, act, uploadIds);
  if (body.mentions && body.mentions.length > 0) await mentionAgents(tx, act, { messageId: posted.messageId, agentIds: body.mentions });
  return { ...posted, delivery: null, sendAfter: null };
}

async function compose(tx: Tx, { act, principal, params, body }: Input, { text, html }: Clean, attachments: readonly OutgoingAttachment[]): Promise<ComposeResult> {
  const { kind, to, cc, bcc, subject, uploadIds, sendAt, inReplyToMessageId, quote, mentions, content } = body;
  if (mentions !== undefined) throw invalid('mentions', 'are for notes', 'not-for-this');
  const posted = await composeMessage(tx, act, {
    conversationId: params.id, kind: kind === 'forward' ? 'forward' : 'reply', text, html, attachments,
    ...(to && { to }), ...(cc && { cc }), ...(bcc && { bcc }), ...(subject !== undefined && { subject }), ...(sendAt !== undefined && { sendAt: toInstant('sendAt', sendAt) }),
    ...keyed(params.id, body), ...(inReplyToMessageId !== undefined && { inReplyToMessageId }), ...(quote !== undefined && { quote }), ...(content !== undefined && { content: newContent(content) }),
    ...(typeof principal.agentId === 'number' && { agentId: principal.agentId }),
  });
  if (uploadIds && uploadIds.length > 0) await removeUploads(tx, act, uploadIds);
  return posted;
}
