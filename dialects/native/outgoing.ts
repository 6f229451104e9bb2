import { getChannel } from '#core/channels/index.ts';
import { postMessage } from '#core/conversations/index.ts';
import { getConversationContext, type ConversationRow, type TimelineEntry } from '#core/desk/index.ts';
import { CoreError, notFound, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import type { Message } from './schemas/message.ts';

/**
 * The one place where this API meets what sends mail. Until that is here, answers in channels of software are simply there, and mail is refused
 * with `unavailable`: nothing is called sent that is not. The shapes are those of core/conversations/outgoing (composeMessage, composeConversation).
 */

export interface OutgoingContent {
  readonly text: string;
  readonly html?: string | null;
  readonly cc?: readonly { readonly name?: string; readonly address: string }[];
  readonly bcc?: readonly { readonly name?: string; readonly address: string }[];
  readonly attachments?: readonly { readonly sha256: string; readonly fileName: string; readonly mediaType: string; readonly disposition: 'attachment' | 'inline' }[];
  readonly sendAt?: string;
  readonly clientKey?: string;
}

export interface MessageToCompose extends OutgoingContent {
  readonly conversationId: number;
  readonly kind: 'reply' | 'forward';
  readonly to?: readonly { readonly name?: string; readonly address: string }[];
  readonly subject?: string;
  readonly inReplyToMessageId?: number;
  readonly quote?: boolean;
  readonly agentId?: number;
}

export interface ConversationToCompose extends OutgoingContent {
  readonly channelId: number;
  readonly to: readonly { readonly name?: string; readonly address: string }[];
  readonly subject: string;
}

export interface ComposeResult { readonly messageId: number; readonly conversationId: number; readonly delivery: NonNullable<Message['delivery']>['state'] | null; readonly sendAfter: string | null }

export async function composeMessage(tx: Tx, act: Act, input: MessageToCompose): Promise<ComposeResult> {
  const { row } = await getConversationContext(tx, act, input.conversationId);
  const channel = await getChannel(tx, { ...act, actor: { ...act.actor, permissions: 'all' } }, row.channelId); // who may answer need not see the channel's settings
  if (channel.kind !== 'api') throw cannotSend();
  if (input.kind === 'forward' || (input.attachments ?? []).length > 0 || input.sendAt !== undefined || input.clientKey !== undefined) throw cannotSend();
  const posted = await postMessage(tx, act, { conversationId: row.id, direction: 'outgoing', text: input.text, html: input.html ?? null, agentId: input.agentId ?? null });
  return { ...posted, delivery: null, sendAfter: null };
}

export async function composeConversation(tx: Tx, act: Act, input: ConversationToCompose): Promise<ComposeResult> {
  const channel = await getChannel(tx, { ...act, actor: { ...act.actor, permissions: 'all' } }, input.channelId);
  if (!channel) throw notFound('channel');
  throw cannotSend();
}

/** How a mail of ours fares. */
export function deliveryOf(_entry: Extract<TimelineEntry, { type: 'message' }>): Message['delivery'] {
  return null;
}

/** Whether the last answer did not leave, or came back. */
export function hasDeliveryProblem(_row: ConversationRow): boolean {
  return false;
}

function cannotSend(): CoreError {
  return new CoreError('unavailable', 'This server cannot send mail yet.');
}
