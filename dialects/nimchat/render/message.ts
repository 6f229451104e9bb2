import type { AgentCard, CardContact, ListedMessage, TimelineAttachment, TimelineMessage } from '#core/desk/index.ts';
import { mayShowInline } from '#core/files/index.ts';
import type { LinkTo } from '../file-links.ts';
import type { Kept } from '../kept.ts';
import { renderMessageContent } from './message-content.ts';
import { unixSeconds } from './unix-seconds.ts';

export interface MessageSurroundings {
  readonly accountId: number;
  readonly conversationId: number;
  readonly contact: CardContact | null;
  readonly agent: Pick<AgentCard, 'id' | 'name' | 'email'> | null;
  readonly kept: Kept['message'];
  readonly isDeployed: boolean;
  readonly linkTo: LinkTo;
}

/** As the real server words a message that was deleted. */
export const deletedText = 'This message was deleted';

export function renderMessage(message: TimelineMessage | ListedMessage, { accountId, conversationId, contact, agent, kept, isDeployed, linkTo }: MessageSurroundings) {
  const isDeleted = 'deletedAt' in message && message.deletedAt !== null;
  const type = message.direction === 'incoming' ? 0 : message.direction === 'act' ? 2 : 1;
  const content = message.content === null || isDeleted ? null : renderMessageContent(message.content);
  const attachments = message.attachments.map((file) => renderAttachment(file, message.id, accountId, linkTo));
  return {
    id: message.id,
    content: isDeleted ? deletedText : message.text,
    content_type: content?.content_type ?? kept.contentType ?? 'text',
    content_attributes: isDeleted ? { deleted: true } : { ...mailAttributes(message), ...kept.contentAttributes, ...content?.content_attributes },
    message_type: isDeployed ? type : ['incoming', 'outgoing', 'activity'][type]!,
    created_at: unixSeconds(message.at),
    private: message.direction === 'note',
    attachment: attachments[0] ?? {},
    sender: message.direction === 'incoming' ? senderOfContact(message, contact) : message.botId !== null ? { id: message.botId, name: message.authorName, thumbnail: '', type: 'agent_bot' } : agent ? { id: agent.id, name: agent.name, email: agent.email, thumbnail: '', type: 'user' } : {},
    conversation_id: conversationId,
    ...(isDeployed && attachments.length > 0 ? { attachments } : {}),
  };
}

/** Of a mail: who stands in its head. */
function mailAttributes({ mailId, parties, subject }: TimelineMessage): Record<string, unknown> {
  if (mailId === null) return {};
  const of = (role: string): string[] => parties.filter((party) => party.role === role).map(({ address }) => address);
  return { email: { message_id: mailId, subject, from: of('from'), to: of('to'), cc: of('cc') } };
}

/** A mail in a conversation may be another person's than the contact's. */
function senderOfContact({ parties }: TimelineMessage, contact: CardContact | null) {
  const from = parties.find((party) => party.role === 'from');
  const isContact = !from || from.address.toLowerCase() === contact?.email?.toLowerCase();
  if (isContact && contact) return { id: contact.id, name: contact.name, email: contact.email, thumbnail: '', type: 'contact' };
  return from ? { id: null, name: from.name === '' ? from.address : from.name, email: from.address, thumbnail: '', type: 'contact' } : {};
}

/** `thumb_url`: the whole picture, where a browser shows it; no smaller ones are made. */
function renderAttachment(file: TimelineAttachment, messageId: number, accountId: number, linkTo: LinkTo) {
  const kind = /^(image|audio|video)\//.exec(file.sniffedType)?.[1] ?? 'file';
  const link = linkTo(file.id);
  return {
    id: file.id, message_id: messageId, file_type: kind, account_id: accountId, extension: /\.([A-Za-z0-9]{1,10})$/.exec(file.fileName ?? '')?.[1]?.toLowerCase() ?? null,
    data_url: link, thumb_url: kind === 'image' && mayShowInline(file.sniffedType) ? link : '', file_size: file.byteCount, file_name: file.fileName,
  };
}
