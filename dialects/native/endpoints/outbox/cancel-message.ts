import { cancelOutgoing, getDraft, saveDraft, type OutgoingDraft } from '#core/conversations/index.ts';
import { restoreUploads } from '#core/files/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { operation, type Tx } from '#http/index.ts';
import { Cancelled } from '../../schemas/outbox.ts';
import { IdParams } from '../../schemas/shared.ts';

export const cancelMessage = operation({
  id: 'outbox.cancel',
  method: 'POST',
  path: '/native/v1/messages/{id}/cancel',
  tag: 'Messages',
  summary: 'Takes back a mail that has not left (undo send): what it said is the caller\'s draft again. 409 once it is being sent',
  params: IdParams,
  response: Cancelled,
  handle: ({ act, change, params }) => change(async (tx) => {
    const taken = await cancelOutgoing(tx, act, params.id);
    const uploadIds = await restoreUploads(tx, act, taken.attachments);
    const { conversationId, kind, subject, text, html, to, cc, bcc, inReplyToMessageId } = taken;
    return {
      conversationId, kind, subject, text, html, to: [...to], cc: [...cc], bcc: [...bcc], inReplyToMessageId, uploadIds, isDraftSaved: await keepAsDraft(tx, act, taken, uploadIds),
    };
  }),
});

/** Not over what the person has begun since; a conversation that went with its only mail holds no draft. */
async function keepAsDraft(tx: Tx, act: Act, { conversationId, kind, text, html, to, cc, bcc, subject, inReplyToMessageId }: OutgoingDraft, uploadIds: number[]): Promise<boolean> {
  if (kind === 'new' || kind === 'auto-reply' || await getDraft(tx, act, conversationId) !== null) return false;
  return await saveDraft(tx, act, conversationId, { kind, text, html, to, cc, bcc, subject, inReplyToMessageId, uploadIds }) !== null;
}
