import { findContactSources, getChannel } from '#core/channels/index.ts';
import { changeConversation, changeLife, openConversation } from '#core/conversations/index.ts';
import { requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { InvalidInput, type Tx } from '#http/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { keep } from '../../kept.ts';
import { contactOfConversation } from '../../parse/contact-of-conversation.ts';
import { mergeCustomAttributes } from '../../parse/custom-attributes.ts';
import { ownAgentId } from '../../parse/own-agent.ts';
import { post } from '../../ports/post.ts';
import { ConversationInput, ConversationMade } from '../../schemas/conversation.ts';

export const createConversation = accountOperation({
  id: 'conversations.create', method: 'POST', path: '/conversations', tag: 'Conversations', summary: 'A new conversation with a contact',
  body: ConversationInput, response: ConversationMade,
  handle: ({ act, change, principal, body }) => change(async (tx) => {
    requirePermission(act, 'conversations.reply');
    const { mail_subject: subject, ...additional } = body.additional_attributes ?? {};
    if (subject !== undefined && typeof subject !== 'string') throw new InvalidInput([{ field: 'additional_attributes', problem: 'mail_subject must be a text' }]);
    const contactId = await contactOfConversation(tx, act, { inboxId: body.inbox_id, sourceId: body.source_id, contactId: body.contact_id });
    const sourceId = await sourceOf(tx, act, body.inbox_id, contactId, body.source_id);
    const { id } = await openConversation(tx, act, { channelId: body.inbox_id, contactId, ...(sourceId !== null && { sourceId }), ...(body.status !== undefined && { isBots: body.status === 'pending' }), ...(subject !== undefined && { subject }) });
    if (Object.keys(additional).length > 0) await keep(tx, 'conversation', id, { additionalAttributes: additional });
    if (body.custom_attributes && Object.keys(body.custom_attributes).length > 0) await mergeCustomAttributes(tx, act, 'conversation', id, body.custom_attributes);
    if (body.message) {
      const { kind: channelKind } = await getChannel(tx, seesAll(act), body.inbox_id);
      await post(tx, act, { channelKind, conversationId: id, direction: 'outgoing', text: body.message.content, agentId: await ownAgentId(tx, principal.userId), isBot: principal.bot !== undefined, files: [] });
    }
    if (typeof body.assignee_id === 'number' || typeof body.team_id === 'number') {
      await changeConversation(tx, act, id, { ...(typeof body.assignee_id === 'number' && { assigneeId: body.assignee_id }), ...(typeof body.team_id === 'number' && { teamId: body.team_id }) });
    }
    if (body.status === 'resolved') await changeLife(tx, act, [id], { life: 'resolved' });
    return { id, account_id: act.accountId, inbox_id: body.inbox_id };
  }),
});

/** By which of his names in the inbox the contact will see it (public client API, widget): the one given, else his oldest there; in a mailbox none. */
async function sourceOf(tx: Tx, act: Act, inboxId: number, contactId: number, given: string | undefined): Promise<string | null> {
  const channel = await getChannel(tx, seesAll(act), inboxId);
  if (channel.kind === 'email') return null;
  const held = (await findContactSources(tx, seesAll(act), [contactId])).filter(({ channelId }) => channelId === inboxId).map(({ sourceId }) => sourceId);
  return given !== undefined && held.includes(given) ? given : held[0] ?? null;
}
