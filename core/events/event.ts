/**
 * Everything that can happen. One union in one file: a consumer switches over `type` and the compiler tells what it forgot.
 * `data` carries ids, states and numbers only.
 */
export type DomainEvent =
  | { type: 'conversation.opened'; conversationId: number; data: { channelId: number; linkedTo?: number } }
  /** until: with life snoozed, when it wakes by itself (RFC 3339). */
  | { type: 'conversation.changed'; conversationId: number; data: { field: ConversationField; from: string | number | null; to: string | number | null; until?: string } }
  | { type: 'conversation.labelled'; conversationId: number; data: { labelId: number; on: boolean } }
  | { type: 'conversation.merged'; conversationId: number; data: { from: number; silent: boolean } }
  | { type: 'conversation.unmerged'; conversationId: number; data: { into: number } }
  /** Messages went from this conversation into a new one. */
  | { type: 'conversation.split'; conversationId: number; data: { into: number; messages: number } }
  | { type: 'conversation.linked'; conversationId: number; data: { to: number } }
  /** The contact has looked at what we wrote. */
  | { type: 'conversation.seen'; conversationId: number; data: { contactId: number } }
  | { type: 'message.stored'; conversationId: number; messageId: number; data: { direction: 'incoming' | 'outgoing' | 'note' | 'act'; channelId: number } }
  | { type: 'message.labelled'; conversationId: number; messageId: number; data: { labelId: number; on: boolean } }
  | { type: 'message.copied'; conversationId: number; messageId: number; data: { channelId: number; timeMoved: boolean } }
  /** Where a mail of ours stands on its way out. */
  | { type: 'message.delivery'; conversationId: number; messageId: number; data: { state: DeliveryState; from: DeliveryState | null } }
  /** A further copy showed who sent it. */
  | { type: 'message.proved'; conversationId: number; messageId: number; data: { isOurs: boolean } }
  /** Somebody took back that it is ours. */
  | { type: 'message.unproved'; conversationId: number; messageId: number; data: { isOurs: boolean } }
  /** What it said or who stood in it was erased; that it came, when and what it counts for stays. */
  | { type: 'message.erased'; conversationId: number; messageId: number; data: Record<string, never> }
  /** The customer gave back what it asked (an address, a choice, a form, a rating of 1 to 5); without a kind: what his software filled in under a message that asks nothing. */
  | { type: 'message.answered'; conversationId: number; messageId: number; data: { kind?: string; rating?: number } }
  | { type: 'message.deleted'; conversationId: number; messageId: number; data: Record<string, never> }
  | { type: 'mail.quarantined'; data: { quarantineId: number; channelId: number } }
  | { type: 'import.finished'; data: { batchId: number; stored: number } }
  | { type: 'import.undone'; data: { batchId: number } }
  /** For one person only: nobody else is told. */
  | { type: 'notification.created'; data: { notificationId: number; userId: number } }
  | { type: 'notification.read'; data: { userId: number } }
  | { type: 'contact.created' | 'contact.changed' | 'contact.deleted'; data: { contactId: number } }
  /** Two became one: `from` leads to `contactId`; unmerged: `contactId` has come back out of `from`. */
  | { type: 'contact.merged' | 'contact.unmerged'; data: { contactId: number; from: number } }
  /** A subscription, or how its receiver stands. */
  | { type: 'webhook.changed'; data: { webhookId: number } }
  /** A visitor opened the chat of a site, where a webhook wants to know it. */
  | { type: 'widget.opened'; data: { channelId: number; contactId?: number } }
  | { type: 'bot.changed'; data: { botId: number } }
  | { type: 'channel.created'; data: { channelId: number } }
  /** recompute: its addresses or its calendar changed, so figures of the past did. */
  | { type: 'channel.changed'; data: { channelId: number; recompute?: boolean } }
  /** The mail server behind it can be read again, or no longer. */
  | { type: 'mailbox.changed'; data: { channelId: number; isFailing: boolean } }
  | { type: 'agent.changed'; data: { agentId: number; addressesChanged: boolean } }
  /** Membership or name; the queues that the team works follow. */
  | { type: 'team.changed'; data: { teamId: number } }
  /** Name, addresses or members of a group mailbox. */
  | { type: 'group-mailbox.changed'; data: { groupMailboxId: number } }
  | { type: 'menu.changed'; data: { menuId: number } }
  /** `agentIds`: new among those who may be offered its work; routing asks whether they are ready. recompute: it has another calendar, which holds for all history. */
  | { type: 'queue.changed'; data: { queueId: number; agentIds?: number[]; recompute?: boolean } }
  /** A call or chat began, or went from one state into another (the same: something in it changed). */
  | { type: 'interaction.changed'; conversationId: number; data: { interactionId: number; kind: 'call' | 'chat'; from: string | null; to: string } }
  | { type: 'offer.changed'; conversationId: number; data: { offerId: number; interactionId: number; agentId: number; state: 'open' | 'picked-up' | 'missed' | 'bounced' | 'rejected' | 'withdrawn' } }
  /** Status, readiness or being online. */
  | { type: 'presence.changed'; data: { agentId: number; statusId: number; isOnline: boolean } }
  | { type: 'statuses.changed'; data: { statusId: number } }
  | { type: 'capacity.changed'; data: { agentId: number | null } }
  /** An article was written at, published, taken back, deleted. */
  | { type: 'article.changed'; data: { articleId: number; knowledgeBaseId: number; status: 'draft' | 'published' | 'archived' | 'deleted' } }
  | { type: 'article.rated'; data: { articleId: number; feedbackId: number; isHelpful: boolean } }
  /** A knowledge base or one of its categories. */
  | { type: 'knowledge.changed'; data: { knowledgeBaseId: number; categoryId?: number } }
  /** A connection with a customer management system: how it stands, or that a reading of it is over (how many deals and contacts were new or different). */
  | { type: 'crm.changed'; data: { connectionId: number; deals?: number; contacts?: number } }
  /** It is to be read as soon as possible. */
  | { type: 'crm.sync-asked'; data: { connectionId: number } }
  /** Held mails changed side. */
  | { type: 'mail.reclassified'; data: { messages: number } }
  /** Another name of a label: what asks for labels by name reads it anew. */
  | { type: 'label.renamed'; data: { labelId: number } }
  /** The next step of computing facts anew. */
  | { type: 'facts.recount'; data: { recountId: number } }
  /** As servers asked for it that knew no recounts; nobody appends it any more. */
  | { type: 'facts.requested'; data: { fromId: number; toId: number } }
  /** The rollups of figures are to be counted on: by another zone, goals or bands, or for the first time. */
  | { type: 'facts.rollups'; data: Record<string, never> }
  /** recompute: it holds for all history; else from `fromMs` (epoch milliseconds) on. */
  | { type: 'settings.changed'; data: { kind: string; version: number; calendarId?: number; recompute: boolean; fromMs?: number } };

export type ConversationField = 'life' | 'turn' | 'handler' | 'live' | 'priority' | 'assignee' | 'team' | 'subject' | 'unread' | 'attributes';

/** held: can be taken back; queued: due, or waits for its next try; bounced: it left and somebody's server refused it for good; failed: it never left, and will not. */
export type DeliveryState = 'held' | 'queued' | 'sending' | 'handed-over' | 'delivered' | 'bounced' | 'failed' | 'cancelled';

export type EventType = DomainEvent['type'];

/** An event as a consumer reads it. */
export interface StoredEvent {
  readonly accountId: number;
  readonly id: number;
  readonly position: number;
  readonly type: EventType;
  readonly conversationId: number | null;
  readonly messageId: number | null;
  readonly data: Record<string, unknown>;
  readonly origin: 'live' | 'backfill' | 'import' | 'rebuild';
  readonly actorKind: string;
  readonly actorId: number | null;
  readonly source: string;
  readonly happenedAt: string;
  readonly storedAt: string;
}
