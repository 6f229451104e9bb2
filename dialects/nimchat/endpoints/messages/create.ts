import type { Static } from '@sinclair/typebox';
import type { Outside } from '#core/channels/index.ts';
import { setMessageContent } from '#core/conversations/index.ts';
import { getConversationHead, getMessage, postText, type ConversationHead } from '#core/desk/index.ts';
import { requirePermission, seesAll } from '#core/kernel/index.ts';
import { InvalidInput, type Operation, type Tx } from '#http/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { fileLinks } from '../../file-links.ts';
import { keep } from '../../kept.ts';
import { messageContentOf } from '../../parse/message-content.ts';
import { ownAgentId } from '../../parse/own-agent.ts';
import { post, storeFiles, type Posting } from '../../ports/post.ts';
import { renderMessage } from '../../render/message.ts';
import { Message, MessageInput } from '../../schemas/message.ts';
import { messageViews } from '../../views/messages.ts';

export const createMessage = (outside: Outside): Operation => accountOperation({
  id: 'messages.create', method: 'POST', path: '/conversations/{conversation_id}/messages', tag: 'Messages', summary: 'Write a message or a note, with files as multipart/form-data', takesFiles: true,
  body: MessageInput, response: Message,
  async handle(call) {
    const { act, change, snapshot, database, principal, params: { conversation_id: id }, body } = call;
    requirePermission(act, body.private ? 'conversations.note' : 'conversations.reply');
    const plain = plainText(body);
    const agentId = plain?.direction === 'incoming' ? null : principal.agentId;
    const posted = plain && !principal.bot && agentId !== undefined ? await postText(database, act, { conversationId: id, agentId, ...plain }) : null;
    if (posted) {
      const { conversationId, contact, message, agent } = posted;
      return renderMessage(message, { accountId: act.accountId, conversationId, contact, agent, kept: {}, isDeployed: isDeployed(principal), linkTo: () => '' });
    }
    const find = async (tx: Tx): Promise<ConversationHead> => {
      const head = await getConversationHead(tx, seesAll(act), id);
      if (body.message_type === 'incoming' && head.channelKind !== 'api') throw new InvalidInput([{ field: 'message_type', problem: 'may be incoming in api inboxes only' }]);
      if ((body.content ?? '') === '' && !body.attachments?.length) throw new InvalidInput([{ field: 'content', problem: 'must not be empty' }]);
      return head;
    };
    if (body.attachments?.length) await snapshot(find); // no file is stored for nothing
    const content = body.message_type === 'incoming' || body.private ? null : messageContentOf(body.content_type, body.content_attributes);
    const linkTo = await fileLinks(outside, call);
    const files = await storeFiles(outside, act.accountId, body.attachments ?? []);
    return change(async (tx) => {
      const { id: conversationId, channelKind, contact } = await find(tx);
      const isIncoming = body.message_type === 'incoming' && !body.private;
      const { messageId } = await post(tx, act, {
        channelKind, conversationId, direction: body.private ? 'note' : isIncoming ? 'incoming' : 'outgoing', text: body.content ?? '', files, isBot: principal.bot !== undefined && !isIncoming, agentId: isIncoming ? null : principal.agentId ?? await ownAgentId(tx, principal.userId),
      });
      if (content) await setMessageContent(tx, act, messageId, content);
      const kept = { ...(body.content_type && { contentType: body.content_type }), ...(body.content_attributes && { contentAttributes: body.content_attributes }) };
      await keep(tx, 'message', messageId, kept);
      const message = await getMessage(tx, seesAll(act), conversationId, messageId);
      return (await messageViews(tx, act, [{ conversationId, contact, message }], { isDeployed: isDeployed(principal), linkTo, known: new Map([[messageId, kept]]) }))[0]!;
    });
  },
});

/** Words and nothing else: they are stored and answered in one round trip, where the conversation takes them so. */
function plainText({ content, message_type: type, private: isNote, content_type: kind = 'text', content_attributes: more = {}, attachments }: Static<typeof MessageInput>): Pick<Posting, 'direction' | 'text'> | null {
  if (!content || kind !== 'text' || Object.keys(more).length > 0 || attachments?.length) return null;
  return { direction: isNote ? 'note' : type === 'incoming' ? 'incoming' : 'outgoing', text: content };
}
