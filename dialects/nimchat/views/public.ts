import type { Outside } from '#core/channels/index.ts';
import { findVisitor, getPubsubToken, type ContactSource } from '#core/channels/index.ts';
import { getContact } from '#core/contacts/index.ts';
import { findContactMessages, findMessageAnswers, type ContactConversation, type ContactMessage } from '#core/conversations/index.ts';
import { signContactFileLink, mayShowInline } from '#core/files/index.ts';
import { seesAll, type Act } from '#core/kernel/index.ts';
import type { OpenCall, Tx } from '#http/index.ts';
import { loadKept, type Kept } from '../kept.ts';
import { renderMessageContent } from '../render/message-content.ts';
import { deletedText } from '../render/message.ts';
import { unixSeconds } from '../render/unix-seconds.ts';
import { firstPoint } from './contacts.ts';

export const publicFilesPath = '/public/api/v1/files';

/** The absolute address of a file for one contact; reads the server's key, so it is made before the transaction. */
export async function contactFileLinks(outside: Outside, { head, clock }: Pick<OpenCall, 'head' | 'clock'>): Promise<(source: ContactSource, accountId: number, attachmentId: number) => string> {
  const key = await outside.key();
  return ({ channelId, sourceId }, accountId, attachmentId) => `${head.base}${publicFilesPath}?key=${signContactFileLink(key, { accountId, channelId, sourceId, attachmentId }, clock.nowMs())}`;
}
type LinkTo = (attachmentId: number) => string;

interface ContactInPublic { readonly id: number; readonly name: string; readonly email: string | null }

/** What the contact is told of himself: an address that he said and that is another's stands beside, not in the contact. */
export async function publicContact(tx: Tx, act: Act, source: ContactSource) {
  const contact = await publicPerson(tx, act, source);
  return { id: contact.id, source_id: source.sourceId, name: contact.name, email: contact.email, pubsub_token: (await getPubsubToken(tx, source)) ?? '' };
}

async function publicPerson(tx: Tx, act: Act, source: ContactSource): Promise<ContactInPublic> {
  const contact = await getContact(tx, seesAll(act), source.contactId);
  const visitor = await findVisitor(tx, seesAll(act), source);
  return { id: contact.id, name: contact.name, email: visitor?.claimedEmail ?? firstPoint(contact, 'email') };
}

/** The newest messages of a conversation, or those that are given. */
export async function publicMessages(tx: Tx, act: Act, source: ContactSource, conversation: Pick<ContactConversation, 'id'>, messages: readonly ContactMessage[], linkTo: LinkTo) {
  const person = await publicPerson(tx, act, source);
  const { kept, answers } = await beside(tx, act, messages);
  return messages.map((message) => renderPublic(message, { conversationId: conversation.id, accountId: tx.accountId, person, kept: kept.get(message.id) ?? {}, answer: answers.get(message.id), linkTo }));
}

/** A conversation with its newest messages, in the form of the application API, as the document shows them here. */
export async function publicConversation(tx: Tx, act: Act, source: ContactSource, conversation: ContactConversation, linkTo: LinkTo) {
  const person = await publicPerson(tx, act, source);
  const messages = await findContactMessages(tx, source, conversation.id, { limit: 20 });
  const { kept, answers } = await beside(tx, act, messages);
  return {
    id: conversation.id, inbox_id: String(conversation.channelId), contact: senderOf(person),
    messages: messages.map((message) => {
      const { id, attachments, content_attributes: attributes, created_at: at, conversation_id: conversationId, ...rest } = renderPublic(message, {
        conversationId: conversation.id, accountId: tx.accountId, person, kept: kept.get(message.id) ?? {}, answer: answers.get(message.id), linkTo,
      });
      return { ...rest, id: Number(id), content_attributes: JSON.parse(attributes) as Record<string, unknown>, created_at: Number(at), private: false, attachment: attachments[0] ?? {}, conversation_id: Number(conversationId) };
    }),
  };
}

async function beside(tx: Tx, act: Act, messages: readonly ContactMessage[]) {
  const ids = messages.map(({ id }) => id);
  return { kept: await loadKept(tx, 'message', ids), answers: await findMessageAnswers(tx, seesAll(act), ids) };
}

interface Surroundings { readonly conversationId: number; readonly accountId: number; readonly person: ContactInPublic; readonly kept: Kept['message']; readonly answer: Readonly<Record<string, unknown>> | undefined; readonly linkTo: LinkTo }

function renderPublic(message: ContactMessage, { conversationId, accountId, person, kept, answer, linkTo }: Surroundings) {
  const content = message.content && renderMessageContent(message.content);
  return {
    id: String(message.id),
    content: message.isDeleted ? deletedText : message.text,
    message_type: message.direction,
    content_type: content?.content_type ?? kept.contentType ?? 'text',
    content_attributes: JSON.stringify(message.isDeleted ? { deleted: true } : { ...kept.contentAttributes, ...content?.content_attributes, ...(answer && { submitted_values: answer }) }),
    created_at: String(unixSeconds(message.at)),
    conversation_id: String(conversationId),
    attachments: message.attachments.map((file) => {
      const kind = /^(image|audio|video)\//.exec(file.sniffedType)?.[1] ?? 'file';
      const link = linkTo(file.id);
      return {
        id: file.id, message_id: message.id, file_type: kind, account_id: accountId, extension: /\.([A-Za-z0-9]{1,10})$/.exec(file.fileName ?? '')?.[1]?.toLowerCase() ?? null,
        data_url: link, thumb_url: kind === 'image' && mayShowInline(file.sniffedType) ? link : '', file_size: file.byteCount, file_name: file.fileName,
      };
    }),
    sender: message.direction === 'incoming' ? senderOf(person) : message.agent ? { id: message.agent.id, name: message.agent.name, thumbnail: '', type: 'user' } : {},
  };
}

function senderOf({ id, name, email }: ContactInPublic) {
  return { id, name, email, thumbnail: '', type: 'contact' };
}
