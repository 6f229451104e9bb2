import { Type } from '@sinclair/typebox';
import { findSites, type Outside } from '#core/channels/index.ts';
import { answerMessage, findContactMessages, getContactConversation, getContactMessage, markSeenByContact, postContactMessage, submitByContact } from '#core/conversations/index.ts';
import { CoreError, seesAll } from '#core/kernel/index.ts';
import { InvalidInput, type Operation } from '#http/index.ts';
import { keep } from '../../kept.ts';
import { submittedValuesOf } from '../../parse/message-content.ts';
import { messagesMax } from '../../paging.ts';
import { storeFiles } from '../../ports/post.ts';
import { PublicMessage, PublicMessageChange, PublicMessageInput } from '../../schemas/public.ts';
import { contactFileLinks, publicMessages } from '../../views/public.ts';
import { brakeFor, contactOf, contactRoot, publicOperation } from '../public-operation.ts';

const path = `${contactRoot}/conversations/{conversation_id}/messages`;

export const createPublicMessage = (outside: Outside): Operation => publicOperation({
  id: 'public.messages.create', method: 'POST', path, summary: 'Write into a conversation of the contact, with files as multipart/form-data', brake: 'message', takesFiles: true, bodyBytesMax: 10_485_760,
  body: PublicMessageInput, response: PublicMessage,
  async handle(call) {
    const { body } = call.call;
    if ((body.content ?? '') === '' && !body.attachments?.length) throw new InvalidInput([{ field: 'content', problem: 'must not be empty' }]);
    const link = await contactFileLinks(outside, call.call);
    // Whose conversation it is comes first: nobody fills the disk of somebody who does not know him.
    await call.change(async (tx) => {
      const { source, act } = await contactOf(tx, call);
      await getContactConversation(tx, source, call.ids.conversation_id);
      if (!body.attachments?.length) return;
      const [site] = await findSites(tx, seesAll(act), [call.door.channelId]);
      if (site && !site.settings.features.attachments) throw new CoreError('forbidden', 'This site takes no files.', { key: 'not-for-this' });
    });
    for (const _ of body.attachments ?? []) await brakeFor(call, 'file');
    const files = await storeFiles(outside, call.door.accountId, body.attachments ?? []);
    return call.change(async (tx) => {
      const { source, act } = await contactOf(tx, call);
      const { messageId, conversationId } = await postContactMessage(tx, act, source, { conversationId: call.ids.conversation_id, text: body.content ?? '', files });
      if (typeof body.echo_id === 'string' && body.echo_id !== '') await keep(tx, 'message', messageId, { echoId: body.echo_id });
      const message = await getContactMessage(tx, source, conversationId, messageId);
      return (await publicMessages(tx, act, source, { id: conversationId }, [message], (attachmentId) => link(source, tx.accountId, attachmentId)))[0]!;
    });
  },
});

export const listPublicMessages = (outside: Outside): Operation => publicOperation({
  id: 'public.messages.list', method: 'GET', path, summary: 'What the contact may see of the conversation, oldest first, the newest 200. Reading it marks it as seen', brake: 'read',
  response: Type.Array(PublicMessage),
  async handle(call) {
    const link = await contactFileLinks(outside, call.call);
    return call.change(async (tx) => {
      const { source, act } = await contactOf(tx, call);
      const conversation = await getContactConversation(tx, source, call.ids.conversation_id);
      const messages = await findContactMessages(tx, source, conversation.id, { limit: messagesMax });
      if (conversation.unreadCount > 0) await markSeenByContact(tx, act, source, conversation.id);
      return publicMessages(tx, act, source, conversation, messages, (attachmentId) => link(source, tx.accountId, attachmentId));
    });
  },
});

export const updatePublicMessage = (outside: Outside): Operation => publicOperation({
  id: 'public.messages.update', method: 'PATCH', path: `${path}/{message_id}`, summary: 'Fill in what a message asks for: a form, a choice, a rating', brake: 'message',
  body: PublicMessageChange, response: PublicMessage,
  async handle(call) {
    const link = await contactFileLinks(outside, call.call);
    return call.change(async (tx) => {
      const { source, act } = await contactOf(tx, call);
      const { conversation_id: conversationId, message_id: messageId } = call.ids;
      const { body } = call.call;
      // What it asks decides what fits; under a message that asks nothing, values are kept as they come.
      const { content } = await getContactMessage(tx, source, conversationId, messageId);
      if (content) await submitByContact(tx, act, source, { conversationId, messageId, values: submittedValuesOf(body) });
      else {
        if (Array.isArray(body.submitted_values) || body.submitted_values === undefined) throw new InvalidInput([{ field: 'submitted_values', problem: 'must be a map: this message asks for nothing' }]);
        requireRating(body.submitted_values);
        await answerMessage(tx, act, source, { conversationId, messageId, answer: body.submitted_values });
      }
      const message = await getContactMessage(tx, source, conversationId, messageId);
      return (await publicMessages(tx, act, source, await getContactConversation(tx, source, conversationId), [message], (attachmentId) => link(source, tx.accountId, attachmentId)))[0]!;
    });
  },
});

/** `csat_survey_response` is the one form that the document knows. */
function requireRating({ csat_survey_response: response }: Readonly<Record<string, unknown>>): void {
  if (response === undefined) return;
  const rating = typeof response === 'object' && response !== null ? (response as { rating?: unknown }).rating : undefined;
  if (!Number.isInteger(rating) || (rating as number) < 1 || (rating as number) > 5) throw new InvalidInput([{ field: 'rating', problem: 'must be a whole number from 1 to 5' }]);
}
