import { randomInt } from 'node:crypto';

/** Everything of an account that a request may name: ids and names, as text. */
export interface Things {
  readonly conversationId: string;
  /** A conversation that is closed already. */
  readonly closedId: string;
  /** Of a mail, without brackets. */
  readonly mailId: string;
  /** A word that stands in subjects of this account only. */
  readonly subject: string;
  /** A customer's address, and its domain. */
  readonly customer: string;
  readonly domain: string;
  readonly agentId: string;
  readonly agentName: string;
  readonly agentAddress: string;
  readonly team: string;
  readonly group: string;
  readonly groupId: string;
  readonly groupMailboxId: string;
  readonly groupMailbox: string;
  readonly leadSourceId: string;
  readonly label: string;
  readonly channelName: string;
  readonly channelAddress: string;
  readonly accountName: string;
  readonly internalDomain: string;
  readonly ownerEmail: string;
  /** The owner's API token's id. */
  readonly tokenId: string;
  readonly accountId: string;
  /** A mail of the conversation. */
  readonly messageId: string;
  /** Another conversation that nobody needs for anything else. */
  readonly otherConversationId: string;
  readonly contactId: string;
  readonly pointId: string;
  readonly companyId: string;
  readonly teamId: string;
  readonly channelId: string;
  /** An inbox of software, and by which name it knows the contact. */
  readonly apiChannelId: string;
  readonly sourceId: string;
  /** A website with the widget. */
  readonly siteId: string;
  readonly labelId: string;
  readonly viewId: string;
  /** A saved filter of nimchat's. */
  readonly filterId: string;
  readonly bulkId: string;
  /** A member without any permission. */
  readonly userId: string;
  /** Of contacts; its key is `key_<subject>`, and the contact has it. */
  readonly attributeId: string;
  readonly cannedResponseId: string;
  /** An automation rule, a shared macro. */
  readonly ruleId: string;
  readonly macroId: string;
  readonly invitationId: string;
  /** A person's mailbox (its agent), and an open invitation to connect one. */
  readonly mailboxId: string;
  readonly mailboxAddress: string;
  readonly mailboxInviteId: string;
  readonly importId: string;
  readonly quarantineId: string;
  /** A queue that is planned for, and a link to the wallboard. */
  readonly staffedQueueId: string;
  readonly wallboardLinkId: string;
  /** A leaf that leads to the queue; one that leads nowhere; one that is deleted. */
  readonly menuId: string;
  readonly otherMenuId: string;
  readonly deletedMenuId: string;
  readonly menu: string;
  readonly queueId: string;
  readonly deletedQueueId: string;
  readonly queueGroupId: string;
  /** A call and a chat of the contact, both over; the call came by the queue and was the agent's. */
  readonly callId: string;
  readonly chatId: string;
  /** The call was offered to the agent; its line and the chat's were told something. */
  readonly offerId: string;
  readonly callControlId: string;
  readonly chatControlId: string;
  /** A webhook of our own format; one that the nimchat API made; a delivery of the first. */
  readonly webhookId: string;
  readonly nimchatWebhookId: string;
  readonly deliveryId: string;
  readonly botId: string;
  readonly integrationId: string;
  /** A CRM, a field of its contacts; the stage of a deal about the customer, which is called `<subject> deal`. */
  readonly crmId: string;
  readonly crmField: string;
  readonly dealStageId: string;
  /** A public site: its id, slug and host name; its category, an article in it, a draft, a picture. */
  readonly helpSiteId: string;
  readonly siteSlug: string;
  readonly siteDomain: string;
  readonly articleCategoryId: string;
  readonly articleId: string;
  readonly articleSlug: string;
  readonly draftId: string;
  readonly draftSlug: string;
  readonly articleFileKey: string;
  /** A saved report, one that is mailed by itself, and one that was made, with its file. */
  readonly savedReportId: string;
  readonly reportScheduleId: string;
  readonly reportRunId: string;
  /** A recount of figures that is over. */
  readonly recountId: string;
  /** A group of mail filters without rules. */
  readonly filterGroupId: string;
}

/** Names of the same length and form that stand for nothing: what another account's must be answered like. */
export function randomThings(like: Things): Things {
  const address = randomLike(like.customer);
  const own = randomLike(like.agentAddress);
  const random = Object.fromEntries(Object.entries(like).map(([name, value]) => [name, randomLike(value as string)])) as unknown as Things;
  return { ...random, customer: address, domain: address.slice(address.indexOf('@') + 1), agentAddress: own, internalDomain: own.slice(own.indexOf('@') + 1) };
}

/** Every letter and digit another one of its kind; ids keep their length. */
export function randomLike(text: string): string {
  const pick = (from: string): string => from[randomInt(from.length)] ?? '';
  return text.replaceAll(/[a-z]/g, () => pick('bcdfghjkmnpqrstvwxz')).replaceAll(/[A-Z]/g, () => pick('BCDFGHJKMNPQRSTVWXZ')).replaceAll(/\d/g, () => pick('123456789'));
}

/** Ways in which a value may be written in an answer. */
export function writtenForms(value: string): string[] {
  const encoded = encodeURIComponent(value);
  return [...new Set([value, encoded, encoded.replaceAll('%20', '+'), encoded.replaceAll('%40', '@'), JSON.stringify(value).slice(1, -1), value.replaceAll('@', '&#64;'), value.toLowerCase(), encoded.toLowerCase()])];
}
